"""Reads a user's input: any file, or standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from okrctl.core.values.frozen import frozen

LIMIT = 1 << 20


@frozen
class UnreadableInput:
    """Why an input can't be read, and a hint."""

    message: str
    hint: str | None = None


def read_input(name: str) -> str | UnreadableInput:
    """The text of a file, or of standard input for ``-``; UTF-8, at most a megabyte."""
    shown = "standard input" if name == "-" else name
    try:
        if name == "-":
            raw = sys.stdin.buffer.read(LIMIT + 1)
        else:
            with Path(name).open("rb") as file:
                raw = file.read(LIMIT + 1)
    except OSError as error:
        return UnreadableInput(f"{shown} cannot be read: {error.strerror}")
    if len(raw) > LIMIT:
        return UnreadableInput(f"{shown} is longer than {LIMIT:,} bytes", "give it in parts")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return UnreadableInput(f"{shown} is not UTF-8", "export it as UTF-8")
