"""The terminal: whether there is one, its colors and width, and its pager."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from typing import TextIO

_WAKE_UP = 0.2
"""Seconds; short enough not to be noticed, long enough to cost nothing."""


def is_terminal(stream: TextIO) -> bool:
    """Whether this stream is a terminal."""
    try:
        return stream.isatty()
    except (AttributeError, ValueError):
        return False


def is_interactive() -> bool:
    """Whether questions can be asked: both input and output are terminals."""
    return is_terminal(sys.stdin) and is_terminal(sys.stderr)


def wants_color(stream: TextIO) -> bool:
    """NO_COLOR first (if not empty), then FORCE_COLOR (``0`` is off), then the terminal's own type."""
    if os.environ.get("NO_COLOR"):
        return False
    force = os.environ.get("FORCE_COLOR")
    if force:
        return force != "0"
    return os.environ.get("TERM") != "dumb" and is_terminal(stream)


def width(stream: TextIO) -> int | None:
    """Columns of the terminal of this stream; None for pipes and files, whose lines are never wrapped."""
    return shutil.get_terminal_size().columns if is_terminal(stream) else None


def wait_for_input(stream: TextIO) -> None:
    """Wait until a terminal has a line to read, waking up in between so that Ctrl-C is never lost.

    A signal just before a blocking read is noticed only when the read ends: the user would have to press another key
    first. Where waiting isn't possible (Windows), reading simply starts.
    """
    if os.name != "posix" or not is_terminal(stream):
        return
    import select

    while not select.select([stream.fileno()], [], [], _WAKE_UP)[0]:
        pass


def page(text: str) -> bool:
    """Show a text that is longer than the terminal in the pager (OKRCTL_PAGER, PAGER, else ``less``).

    Returns False, with nothing shown, without a pager: on a pipe, for a text that fits, or with ``cat`` or an empty
    name as the pager.
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
    # as git does: exit if the text fits, keep colors, leave the text on the screen
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
