"""The positions of everything in a text that needs the YAML parser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from okrctl.core.values.diagnostic import DocPath, Span
from okrctl.core.yaml import events as ev

if TYPE_CHECKING:
    from okrctl.core.yaml.locate import Places

_DEEPEST = 64


def walk(places: Places, text: str, pure: bool | None) -> Iterator[None]:
    """Record all positions, as far as the text can be read; pauses after each key of the document."""
    try:
        with ev.open_events(text, pure=pure) as stream:
            stream.next()
            if type(stream.next()) is not ev.StreamEndEvent:
                yield from _Walk(places, stream).document(stream.next())
    except (ev.YamlError, RecursionError):
        pass


class _Walk:
    def __init__(self, places: Places, stream: ev.Events) -> None:
        self.places = places
        self.following = stream.next

    def document(self, event: Any) -> Iterator[None]:
        if type(event) is not ev.MappingStartEvent:
            self.value(event, ())
            return
        last = self.following()
        while type(last) is not ev.MappingEndEvent:
            self.entry(last, ())
            yield
            last = self.following()
        self.ended(event.start_mark, last.end_mark, ())

    def value(self, event: Any, at: DocPath) -> None:
        kind = type(event)
        if len(at) > _DEEPEST:
            raise RecursionError
        if kind is ev.ScalarEvent or kind is ev.AliasEvent:
            self.leaf(event, at)
            return
        start = event.start_mark
        last: Any
        if kind is ev.SequenceStartEvent:
            index = 0
            last = self.following()
            while type(last) is not ev.SequenceEndEvent:
                self.value(last, (*at, index))
                index += 1
                last = self.following()
        else:
            last = self.following()
            while type(last) is not ev.MappingEndEvent:
                self.entry(last, at)
                last = self.following()
        self.ended(start, last.end_mark, at)

    def ended(self, start: Any, end: Any, at: DocPath) -> None:
        self.places.values.setdefault(at, Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1))

    def leaf(self, event: Any, at: DocPath) -> None:
        span = ev.span_of(event)
        self.places.values.setdefault(at, span)
        if type(event) is ev.ScalarEvent:
            self.places.scalars.append(span)
            if not event.style and event.value:
                self.places.plain.append(span)

    def entry(self, key: Any, at: DocPath) -> None:
        keys = self.places.keys
        if type(key) is ev.ScalarEvent:
            inner: DocPath = (*at, str(key.value))
            self.places.scalars.append(ev.span_of(key))
            if inner in keys:
                inner = (*at, str(key.value), "\0duplicate", len(keys))
            keys.setdefault(inner, ev.span_of(key))
        else:
            inner = (*at, "\0complex", len(keys))
            self.value(key, inner)
        self.value(self.following(), inner)
