"""The terminal: whether there is one, whether it wants color, how wide it is, and its pager."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from typing import TextIO

_WAKE_UP = 0.2
"""Seconds; short enough that nobody notices, long enough to cost nothing."""


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


def wait_for_input(stream: TextIO) -> None:
    """Wait until a terminal has a line to read, waking up in between so that Ctrl-C is never lost.

    A signal that comes just before a blocking read begins is noticed only when the read ends: a person would have to
    press another key first. Where a terminal cannot be waited for (Windows), reading simply begins.
    """
    if os.name != "posix" or not is_terminal(stream):
        return
    import select

    while not select.select([stream.fileno()], [], [], _WAKE_UP)[0]:
        pass


def page(text: str) -> bool:
    """Show a text that is longer than the terminal in the pager (OKRCTL_PAGER, PAGER, else ``less``).

    Returns False, with nothing shown, where no pager is wanted or there is none: on a pipe, on a terminal that the text
    fits, with ``cat`` or an empty name as the pager.
    """
    if not is_terminal(sys.stdout) or not is_terminal(sys.stdin) or os.environ.get("TERM") == "dumb":
        return False
    if text.count("\n") < shutil.get_terminal_size().lines:
        return False
    import shlex
    import subprocess

    wanted = os.environ.get("OKRCTL_PAGER", os.environ.get("PAGER", "less"))
    try:
        command = shlex.split(wanted)
    except ValueError:
        return False
    if not command or command == ["cat"] or shutil.which(command[0]) is None:
        return False
    # as git sets it: leave when it fits, keep colors, leave the text on the screen
    world = {"LESS": "FRX", "LESSCHARSET": "utf-8"} | dict(os.environ)
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=world)
    except OSError:
        return False
    with suppress(BrokenPipeError, KeyboardInterrupt):
        pager.communicate(text.encode("utf-8", "replace"))
    while pager.poll() is None:
        with suppress(KeyboardInterrupt):  # Ctrl-C belongs to the pager
            pager.wait()
    return True
