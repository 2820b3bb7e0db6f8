"""Where everything stands in a text of plain lines, found without the parser."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Any

from okrctl.core.diagnostic import DocPath, Span
from okrctl.core.source.journal import plain_journal
from okrctl.core.source.lines import Marks, plain_lines
from okrctl.core.text import DEFAULT_LIMITS

if TYPE_CHECKING:
    from okrctl.core.source.locate import Places

_JOURNAL = "check_ins"


def plain_places(text: str) -> PlainPlaces | None:
    """The places of a text, if it is one of plain lines; None where it takes the parser to find them."""
    text = text.replace("\r\n", "\n")
    # without its last line end, a mapping would end on that line
    if not text.endswith("\n"):
        return None
    journal = plain_journal(text, DEFAULT_LIMITS.scalar)
    plan = _Marked(text[: journal[0]] if journal else text)
    return PlainPlaces(text, plan) if plan.data else None


class _Marked:
    """What a text holds, and where it stands."""

    def __init__(self, text: str) -> None:
        self.marks: Marks = {}
        self.data = plain_lines(text, DEFAULT_LIMITS, self.marks)


class PlainPlaces:
    """Finds places by document path. The plan stands above, and is all that most findings are about; the journal is
    looked at when something in it is asked for."""

    def __init__(self, text: str, plan: _Marked) -> None:
        self._text = text
        self._plan = plan
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    @cached_property
    def _whole(self) -> _Marked:
        known = self._plan.data or {}
        return self._plan if _JOURNAL in known else _Marked(self._text)

    def knows(self, at: DocPath) -> bool:
        """Whether the place can be told from plain lines: a journal may be none, below a plan that is."""
        return at[:1] != (_JOURNAL,) or bool(self._whole.data)

    def key(self, at: DocPath) -> Span | None:
        """Where the key at a path stands."""
        found = self._mark(at)
        return None if found is None or found[0] < 0 else self._span(found[0], found[1])

    def value(self, at: DocPath) -> Span | None:
        """Where the value at a path stands; a mapping or list over several lines ends somewhere below."""
        if not at:
            return self._root
        found = self._mark(at)
        return None if found is None else self._span(found[2], found[3])

    def note_all(self, places: Places) -> None:
        """Note all places."""
        self._note(places, self._whole, self._whole.data, ())
        places.values[()] = self._root

    @cached_property
    def _root(self) -> Span:
        begin = min(mark[0] for mark in self._plan.marks.values() if mark[0] >= 0)
        return Span(self._span(begin, begin).line, 1, len(self._starts), 1)

    def _mark(self, at: DocPath) -> tuple[int, int, int, int] | None:
        marked = self._whole if at[:1] == (_JOURNAL,) else self._plan
        home: Any = marked.data
        for step in at[:-1]:
            home = _inside(home, step)
        return marked.marks.get((id(home), at[-1])) if at and isinstance(home, dict | list) else None

    def _note(self, places: Places, marked: _Marked, home: Any, at: DocPath) -> None:
        for step, value in enumerate(home) if isinstance(home, list) else home.items():
            inner = (*at, step)
            key_begin, key_end, begin, end = marked.marks[id(home), step]
            if key_begin >= 0:
                places.keys[inner] = self._span(key_begin, key_end)
                places.scalars.append(places.keys[inner])
            places.values[inner] = self._span(begin, end)
            if isinstance(value, dict | list):
                self._note(places, marked, value, inner)
            else:
                places.scalars.append(places.values[inner])
                if end > begin and self._text[begin] not in "'\"":
                    places.plain.append(places.values[inner])

    def _span(self, begin: int, end: int) -> Span:
        """Lines and columns of a stretch; one without an end goes on below."""
        row = bisect_right(self._starts, begin)
        column = begin - self._starts[row - 1] + 1
        return Span(row, column, row + 1, 1) if end < 0 else Span(row, column, row, column + end - begin)


def _inside(home: Any, step: str | int) -> Any:
    if isinstance(home, dict):
        return home.get(step)
    return home[step] if isinstance(home, list) and isinstance(step, int) and step < len(home) else None
