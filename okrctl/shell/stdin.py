"""Reads a user's input: any file, or standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from okrctl.core.values.stop import Failure

LIMIT = 1 << 20


def read_input(name: str) -> str:
    """The text of a file, or of standard input for ``-``; UTF-8, at most a megabyte.

    Raises:
        Failure: it cannot be read.
    """
    shown = "standard input" if name == "-" else name
    try:
        if name == "-":
            raw = sys.stdin.buffer.read(LIMIT + 1)
        else:
            with Path(name).open("rb") as file:
                raw = file.read(LIMIT + 1)
    except OSError as error:
        raise Failure(f"{shown} cannot be read: {error.strerror}") from None
    if len(raw) > LIMIT:
        raise Failure(f"{shown} is longer than {LIMIT:,} bytes", "give it in parts")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Failure(f"{shown} is not UTF-8", "export it as UTF-8") from None
