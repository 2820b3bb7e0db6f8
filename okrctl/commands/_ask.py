"""Questions at a terminal: on stderr, so that stdout holds the result alone."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING

from okrctl.core.values import safe
from okrctl.shell.terminal import wait_for_input

if TYPE_CHECKING:
    from okrctl.commands._settings import Settings
    from okrctl.views.blocks import Document


def ask(prompt: str) -> str:
    """One line from the terminal. The end of the input is a wish to stop, as Ctrl-C is."""
    sys.stderr.write(safe.terminal(prompt))
    sys.stderr.flush()
    wait_for_input(sys.stdin)
    line = sys.stdin.readline()
    if not line:
        raise KeyboardInterrupt
    return line.strip()


def agreed(question: str, *, default: bool = True) -> bool:
    """Whether the answer is yes; Enter is the default."""
    while True:
        answer = ask(f"{question} {'[Y/n]' if default else '[y/N]'} ").lower()
        if not answer:
            return default
        if answer in ("y", "yes"):
            return True
        if answer in ("n", "no"):
            return False


def say(document: Document, found: Settings) -> None:
    """Show something beside the questions."""
    from okrctl.render import document_renderer
    from okrctl.shell.terminal import wants_color, width

    sys.stderr.write(document_renderer("text")(document, width(sys.stderr), found.color and wants_color(sys.stderr)))


def take_any_bytes() -> None:
    """Typed bytes that are no text become characters that no file takes, and are asked for again."""
    # only before the first question of a run: once a stream has been read from, it stays as it is
    if isinstance(sys.stdin, TextIOWrapper) and sys.stdin.errors != "surrogateescape":
        sys.stdin.reconfigure(errors="surrogateescape")
