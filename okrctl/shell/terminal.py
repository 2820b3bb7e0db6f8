"""Facts about the terminal: whether there is one, whether it wants colour, how wide it is."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TextIO


def is_terminal(stream: TextIO) -> bool:
    """Whether a person sits at the other end of this stream."""
    try:
        return stream.isatty()
    except (AttributeError, ValueError):
        return False


def is_interactive() -> bool:
    """Whether questions may be asked: a terminal for both the question and the answer."""
    return is_terminal(sys.stdin) and is_terminal(sys.stderr)


def wants_color(stream: TextIO) -> bool:
    """NO_COLOR first (when non-empty), then FORCE_COLOR (``0`` is off), then what the terminal says of itself."""
    if os.environ.get("NO_COLOR"):
        return False
    force = os.environ.get("FORCE_COLOR")
    if force:
        return force != "0"
    return os.environ.get("TERM") != "dumb" and is_terminal(stream)


def width(stream: TextIO) -> int | None:
    """Columns of the terminal behind this stream; None for pipes and files, whose lines are never wrapped."""
    return shutil.get_terminal_size().columns if is_terminal(stream) else None
