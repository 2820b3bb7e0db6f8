"""Positions on demand: a second pass over one text, made only when something is to be said about it."""

from __future__ import annotations

import re
from typing import Any

from okrctl.core.diagnostic import DocPath, Place, Span
from okrctl.core.source import events as ev
from okrctl.core.source.characters import clean_raw

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
        try:
            with ev.open_events(clean_raw(path, text)[0], pure=pure) as self._stream:
                self._walk()
        except (ev.YamlError, RecursionError):
            pass

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

    def _walk(self) -> None:
        stream = self._stream
        stream.next()
        if type(stream.next()) is ev.StreamEndEvent:
            return
        self._value(stream.next(), ())

    def _value(self, event: Any, at: DocPath) -> None:
        kind = type(event)
        if len(at) > 64:
            raise RecursionError
        if kind is ev.ScalarEvent or kind is ev.AliasEvent:
            self._leaf(event, at)
            return
        start = event.start_mark
        following = self._stream.next
        last: Any
        if kind is ev.SequenceStartEvent:
            index = 0
            last = following()
            while type(last) is not ev.SequenceEndEvent:
                self._value(last, (*at, index))
                index += 1
                last = following()
        else:
            last = following()
            while type(last) is not ev.MappingEndEvent:
                self._entry(last, at)
                last = following()
        end = last.end_mark
        self.values.setdefault(at, Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1))

    def _leaf(self, event: Any, at: DocPath) -> None:
        span = ev.span_of(event)
        self.values.setdefault(at, span)
        if type(event) is ev.ScalarEvent:
            self.scalars.append(span)
            if not event.style and event.value:
                self.plain.append(span)

    def _entry(self, key: Any, at: DocPath) -> None:
        if type(key) is ev.ScalarEvent:
            inner: DocPath = (*at, str(key.value))
            self.scalars.append(ev.span_of(key))
            if inner in self.keys:
                inner = (*at, str(key.value), "\0duplicate", len(self.keys))
            self.keys.setdefault(inner, ev.span_of(key))
        else:
            inner = (*at, "\0complex", len(self.keys))
            self._value(key, inner)
        self._value(self._stream.next(), inner)
