"""Prints the lower bound of every dependency that users install, as a constraint for pip: ``rich==13.8``."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

PROJECT = tomllib.loads(Path(__file__).resolve().parents[1].joinpath("pyproject.toml").read_text("utf-8"))["project"]
OURS = {"bench", "dev", "docs", "test"}
"""Extras for work on okrctl itself; all others are for users."""

EXTRAS = {name: each for name, each in PROJECT["optional-dependencies"].items() if name not in OURS}

if __name__ == "__main__":
    for requirement in sorted({*PROJECT["dependencies"], *(each for extra in EXTRAS.values() for each in extra)}):
        found = re.match(r"([\w.-]+)>=([\w.]+)(;.*)?$", requirement)
        if found is None:
            raise SystemExit(f"{requirement} has no lower bound")
        print(f"{found[1]}=={found[2]}")
