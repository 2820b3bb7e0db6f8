"""A report on the whole terminal, drawn again whenever a file changes, until Ctrl-C."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from okrctl.core.values.stop import Stop

if TYPE_CHECKING:
    from okrctl.flows.report.look import Looked
    from okrctl.flows.settings import Settings
    from okrctl.views.blocks import Document

_EVERY = 0.5
"""Seconds between two looks at the files."""
_ENTER, _LEAVE = "\x1b[?1049h\x1b[?25l", "\x1b[?25h\x1b[?1049l"
_HOME, _REST_OF_LINE, _BELOW = "\x1b[H", "\x1b[K", "\x1b[J"


def watch(settings: Settings, format: str, look: Callable[[], Looked], document: Callable[[Looked], Document]) -> int:
    """Draw a document, and again each time that a file of the workspace, the day or the terminal's size changes.

    Ctrl-C ends it; the exit code is 0 then.

    Raises:
        Stop: there is no terminal, or nothing that could change.
    """
    from okrctl.shell.terminal import is_terminal

    if format != "text" or not is_terminal(sys.stdout):
        raise Stop("--watch draws on a terminal", hint="leave out --watch, or leave out -o and --format")
    if settings.at is not None:
        raise Stop("a revision never changes, so there is nothing to watch", hint="leave out --at or --watch")
    looked, seen = look(), None
    sys.stdout.write(_ENTER)
    try:
        while True:
            now = _state(settings, looked)
            if now != seen:
                seen = now
                looked, text = _text(settings, looked, look, document)
                sys.stdout.write(_drawn(text))
                sys.stdout.flush()
            time.sleep(_EVERY)
    except KeyboardInterrupt:
        pass  # Ctrl-C is how to leave
    finally:
        sys.stdout.write(_LEAVE)
        sys.stdout.flush()
    return 0


def _state(settings: Settings, looked: Looked) -> object:
    """A value that changes whenever there is something new to show."""
    from okrctl.flows.workspace import as_of
    from okrctl.shell.files import stamps

    session = looked.session
    return stamps(session.root, session.workspace.config.files), as_of(settings), shutil.get_terminal_size()


def _text(
    settings: Settings, before: Looked, look: Callable[[], Looked], document: Callable[[Looked], Document]
) -> tuple[Looked, str]:
    """The document, or what keeps it from being made: a file may be half written."""
    from okrctl.core.values import safe
    from okrctl.render import renderer
    from okrctl.shell.terminal import width

    try:
        looked = look()
        return looked, renderer("screens", "text")(document(looked), width(sys.stdout), settings.color)
    except Stop as stop:
        return before, safe.terminal(f"okrctl: {stop.message}\n{stop.hint or ''}")


def _drawn(text: str) -> str:
    """Draw over the previous screen line by line, to avoid flicker; what doesn't fit is left out."""
    room = max(2, os.get_terminal_size(sys.stdout.fileno()).lines) - 1
    lines = text.splitlines()
    more = [] if len(lines) <= room - 1 else [f"… {len(lines) - room + 1} more lines: okrctl status"]
    shown = [*lines[: room - len(more)], *more, "Ctrl-C ends"]
    return _HOME + f"{_REST_OF_LINE}\n".join(shown) + _REST_OF_LINE + _BELOW
