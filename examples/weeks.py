"""Runs every check-in in weeks.txt, each as the command ``okrctl checkin LINE``, but all in one process.

python examples/weeks.py SHOP
"""

from __future__ import annotations

import io
import shlex
import sys
from contextlib import redirect_stdout
from pathlib import Path

from okrctl.__main__ import main

LINES = (Path(__file__).parent / "weeks.txt").read_text(encoding="utf-8").splitlines()


def check_in(shop: str, line: str) -> int:
    """One check-in; what it would show is left out."""
    with redirect_stdout(io.TextIOWrapper(io.BytesIO(), encoding="utf-8")):
        return main(["-q", "--root", shop, "checkin", *shlex.split(line), "--by", "you@example.com"])


if __name__ == "__main__":
    latest = ""
    for each in LINES:
        department = each.partition(".")[0]
        if department != latest:
            print(department, end=" ", flush=True)  # noqa: T201 - a script
            latest = department
        code = check_in(sys.argv[1], each)
        if code:
            sys.exit(code)
    print()  # noqa: T201
