"""Shows work of more than a second in one line on the terminal, which disappears when the work is done."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO, TypeVar

from okrctl.shell.terminal import is_terminal

if TYPE_CHECKING:
    from threading import Event

Thing = TypeVar("Thing")
AFTER, EVERY = 1.0, 0.2
"""Seconds until the line appears, and between two updates."""
_WIPE = "\r\x1b[2K"


class _Line:
    """The line of this run; of nested work, the innermost is shown."""

    def __init__(self) -> None:
        self.wanted = False
        self.works: list[str] = []
        self.done, self.total = 0, 0


_LINE = _Line()


def allow(wanted: bool) -> None:
    """Whether progress may be shown; it never is if stderr isn't a terminal."""
    _LINE.wanted = wanted


@contextmanager
def working(what: str, total: int = 0, stream: TextIO | None = None) -> Iterator[None]:
    """Name the work of this block, of ``total`` steps (0: unknown), which :func:`counted` counts."""
    stream = sys.stderr if stream is None else stream
    if not _LINE.wanted or not is_terminal(stream):
        yield
        return
    from threading import Event, Thread

    before = (_LINE.done, _LINE.total)
    _LINE.works.append(what)
    _LINE.done, _LINE.total = 0, total
    over = Event()
    drawing = Thread(target=_draw, args=(stream, over), daemon=True) if len(_LINE.works) == 1 else None
    if drawing:
        drawing.start()
    try:
        yield
    finally:
        _LINE.works.pop()
        _LINE.done, _LINE.total = before
        if drawing:
            over.set()
            drawing.join()


def counted(things: Iterable[Thing]) -> Iterator[Thing]:
    """The things, each counted as a step of the work."""
    for thing in things:
        yield thing
        _LINE.done += 1


def _draw(stream: TextIO, over: Event) -> None:
    drawn, wait = "", AFTER
    while not over.wait(wait):
        wait = EVERY
        works = list(_LINE.works)
        steps = f" {_LINE.done:,} of {_LINE.total:,}" if _LINE.total else ""
        text = f"{works[-1]}{steps} …" if works else drawn
        if text != drawn:
            stream.write(f"{_WIPE}{text}")
            stream.flush()
            drawn = text
    if drawn:
        stream.write(_WIPE)
        stream.flush()
