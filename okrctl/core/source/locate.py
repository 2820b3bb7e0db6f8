"""Positions on demand: a second pass over one text, made only when something is to be said about it."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

from okrctl.core.diagnostic import DocPath, Place, Span
from okrctl.core.source.characters import clean_raw
from okrctl.core.source.lines import Marks, plain_lines
from okrctl.core.text import DEFAULT_LIMITS

_START = Span(1, 1, 1, 1)


class Locator:
    """Where every value and key of a text stands, by document path.

    A path that is not in the text (a missing key, something behind an alias) is found at its nearest parent.
    """

    def __init__(self, path: str, text: str, *, pure: bool | None = None) -> None:
        self.lines = re.split(r"\r\n|\r|\n", text)
        self.values: dict[DocPath, Span] = {}
        self.keys: dict[DocPath, Span] = {}
        self.plain: list[Span] = []
        self.scalars: list[Span] = []
        cleaned = clean_raw(path, text)[0]
        if pure is not None or not self._plain(cleaned.replace("\r\n", "\n")):
            from okrctl.core.source.walk import walk

            walk(self, cleaned, pure)

    def _plain(self, text: str) -> bool:
        """Take the places from a text of plain lines, if it is one; its last line has to end for the sake of ends."""
        marks: Marks = {}
        data = plain_lines(text, DEFAULT_LIMITS, marks) if text.endswith("\n") else None
        if data is not None:
            starts = [0, *(found.end() for found in re.finditer("\n", text))]
            self._places(_Plain(text, marks, starts), data, ())
            start = next(iter(self.keys.values()))
            self.values[()] = Span(start.line, 1, len(starts), 1)
        return data is not None

    def _places(self, plain: _Plain, home: Any, at: DocPath) -> None:
        for step, value in enumerate(home) if isinstance(home, list) else home.items():
            inner = (*at, step)
            key_begin, key_end, begin, end = plain.marks[id(home), step]
            if key_begin >= 0:
                self.keys[inner] = plain.span(key_begin, key_end)
                self.scalars.append(self.keys[inner])
            self.values[inner] = plain.span(begin, end)
            if isinstance(value, dict | list):
                self._places(plain, value, inner)
            else:
                self.scalars.append(self.values[inner])
                if end > begin and plain.text[begin] not in "'\"":
                    self.plain.append(self.values[inner])

    def span(self, place: Place) -> Span:
        """The span of a place; the first line when nothing of its path is there."""
        if place.span is not None:
            return place.span
        at = place.at
        if place.on_key and at in self.keys:
            return self.keys[at]
        if not place.on_key and at in self.values:
            return self._one_line(self.values[at], at)
        while at:
            at, step = at[:-1], at[-1]
            # one item may be written without its list
            if at in self.keys and not isinstance(step, int):
                return self.keys[at]
            if at in self.values:
                return self._one_line(self.values[at], at)
        return _START

    def line(self, at: DocPath) -> int:
        """The line on which the value at a document path begins."""
        found = self.keys.get(at) or self.values.get(at)
        return found.line if found else self.span(Place("", at)).line

    def _one_line(self, span: Span, at: DocPath) -> Span:
        """A mapping or list is shown by its first line: an item points at its id or first key."""
        if span.line == span.end_line:
            return span
        length = len(self.lines[span.line - 1]) if span.line <= len(self.lines) else span.column
        return Span(span.line, span.column, span.line, max(length + 1, span.column + 1))


class _Plain:
    """A text of plain lines, where everything stands in it, and where each line begins."""

    def __init__(self, text: str, marks: Marks, starts: list[int]) -> None:
        self.text = text
        self.marks = marks
        self.starts = starts

    def span(self, begin: int, end: int) -> Span:
        """Lines and columns of a stretch; one without an end goes on below."""
        row = bisect_right(self.starts, begin)
        column = begin - self.starts[row - 1] + 1
        if end < 0:
            return Span(row, column, row + 1, 1)
        return Span(row, column, row, column + end - begin)
