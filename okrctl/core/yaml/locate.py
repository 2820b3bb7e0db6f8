"""Positions on demand: a second pass over a text, only if there is something to report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from functools import cached_property
from threading import Lock

from okrctl.core.values.diagnostic import DocPath, Place, Span
from okrctl.core.values.frozen import mutable
from okrctl.core.yaml.characters import clean_raw

_START = Span(1, 1, 1, 1)


@mutable
class Places:
    """The positions of all keys and values of a text by document path; the spans of all scalars, and of the plain
    ones."""

    values: dict[DocPath, Span] = field(default_factory=dict)
    keys: dict[DocPath, Span] = field(default_factory=dict)
    plain: list[Span] = field(default_factory=list)
    scalars: list[Span] = field(default_factory=list)


class Locator:
    """The positions of all values and keys of a text, by document path.

    A path that isn't in the text (a missing key, something behind an alias) is located at its nearest parent.
    """

    def __init__(self, path: str, text: str, *, pure: bool | None = None) -> None:
        self.lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self._text = clean_raw(path, text)[0]
        self._pure = pure
        self._found = Places()
        self._one_at_a_time = Lock()

    @cached_property
    def _rest(self) -> Iterator[None]:
        from okrctl.core.yaml.walk import walk

        return walk(self._found, self._text, self._pure)

    @property
    def all(self) -> Places:
        """All places at once."""
        return self._near(())

    def _near(self, at: DocPath) -> Places:
        """All places up to the end of the value of a path's first key: a journal is long, and comes last."""
        # an editor asks from several threads
        with self._one_at_a_time:
            for _ in () if at and at[:1] in self._found.values else self._rest:
                if at and at[:1] in self._found.values:
                    break
        return self._found

    def span(self, place: Place) -> Span:
        """The span of a place; the first line if nothing of its path exists."""
        if place.span is not None:
            return place.span
        at = place.at
        found = self._key(at) if place.on_key else self._value(at)
        if found is not None:
            return found if place.on_key else self._within(self._one_line(found), place.offset)
        while at:
            at, step = at[:-1], at[-1]
            # a single item may be written without its list
            key = None if isinstance(step, int) else self._key(at)
            if key is not None:
                return key
            value = self._value(at)
            if value is not None:
                return self._one_line(value)
        return _START

    def line(self, at: DocPath) -> int:
        """The line on which the value at a document path starts."""
        found = self._key(at) or self._value(at)
        return found.line if found else self.span(Place("", at)).line

    def _key(self, at: DocPath) -> Span | None:
        return self._near(at).keys.get(at)

    def _value(self, at: DocPath) -> Span | None:
        return self._near(at).values.get(at)

    def _within(self, span: Span, offset: int | None) -> Span:
        """One character of a text; the whole text if escapes, folding or the end hide its position."""
        if offset is None or span.line != span.end_line:
            return span
        raw = self.lines[span.line - 1][span.column - 1 : span.end_column - 1]
        quote = raw[:1] if raw[:1] in ("'", '"') else ""
        text = raw[len(quote) : len(raw) - len(quote)]
        if offset >= len(text) or "\\" in text or "''" in text or text[:1] in "&!|>":
            return span
        column = span.column + len(quote) + offset
        return Span(span.line, column, span.line, column + 1)

    def _one_line(self, span: Span) -> Span:
        """The first line of a mapping or list: an item is shown by its id or first key."""
        if span.line == span.end_line:
            return span
        length = len(self.lines[span.line - 1]) if span.line <= len(self.lines) else span.column
        return Span(span.line, span.column, span.line, max(length + 1, span.column + 1))
