"""The event stream of a text: which events make up a node, and where a path leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from okrctl.core.values.diagnostic import DocPath, Span
from okrctl.core.values.frozen import frozen
from okrctl.core.yaml import events as ev

Event = Any
"""One of PyYAML's events; ``start_mark.index`` and ``end_mark.index`` point into the text."""

_OPENING = (ev.MappingStartEvent, ev.SequenceStartEvent)
_CLOSING = (ev.MappingEndEvent, ev.SequenceEndEvent)


@frozen
class Refusal:
    """Why a text is not changed; ``span`` is the position, if any."""

    reason: str
    span: Span | None = None


@frozen
class Spot:
    """Where a path leads: the index of the first event of its value (None: the last key is missing) and that of the
    mapping or list around it."""

    value: int | None
    parent: int


def refusal_at(reason: str, event: Event) -> Refusal:
    """A refusal at the position of an event."""
    return Refusal(reason, ev.span_of(event))


def read_events(text: str) -> list[Event] | Refusal:
    """All events of a text with exactly one document."""
    events: list[Event] = []
    documents = 0
    try:
        with ev.open_events(text) as stream:
            while not events or type(events[-1]) is not ev.StreamEndEvent:
                events.append(stream.next())
                documents += type(events[-1]) is ev.DocumentStartEvent
    except ev.YamlError as error:
        return Refusal("the file is not valid YAML", Span(error.line, error.column, error.line, error.column + 1))
    if documents != 1:
        return Refusal("the file must contain exactly one document")
    return events


def shape(event: Event) -> tuple[type, dict[str, Any]]:
    """The content of an event (kind, anchor, tag, value, style), without its position."""
    facts = {name: fact for name, fact in vars(event).items() if name not in ("start_mark", "end_mark")}
    return type(event), facts


def after(events: Sequence[Event], index: int) -> int:
    """The index just past the node that starts at ``index``."""
    depth = 0
    while True:
        kind = type(events[index])
        depth += (kind in _OPENING) - (kind in _CLOSING)
        index += 1
        if not depth:
            return index


def children(events: Sequence[Event], start: int) -> list[int]:
    """The start of each node directly inside the mapping (keys and values in turn) or list at ``start``."""
    found: list[int] = []
    index = start + 1
    while type(events[index]) not in _CLOSING:
        found.append(index)
        index = after(events, index)
    return found


def last_leaf(events: Sequence[Event], end: int) -> Event:
    """The last event before ``end`` whose end mark is the end of its text: the closing event of a block has none."""
    index = end - 1
    while type(events[index]) in _CLOSING and events[index].start_mark.index == events[index].end_mark.index:
        index -= 1
    return events[index]


def locate(events: Sequence[Event], path: DocPath) -> Spot | Refusal:
    """Follow mapping keys and list indexes from the root; only the last key may be missing."""
    shared = {str(event.anchor) for event in events if type(event) is ev.AliasEvent}
    index, parent = 2, 2
    for depth, step in enumerate(path):
        refusal = _shared(events[index], shared)
        if refusal:
            return refusal
        found = _keyed(events, index, step) if isinstance(step, str) else _indexed(events, index, step)
        if isinstance(found, Refusal):
            return found
        if found is None:
            if depth == len(path) - 1:
                return Spot(None, index)
            return refusal_at(f"there is no {step} here", events[index])
        index, parent = found, index
    return _shared(events[index], shared) or Spot(index, parent)


def _shared(event: Event, shared: set[str]) -> Refusal | None:
    if type(event) is ev.AliasEvent:
        return refusal_at(f"it is an alias (*{event.anchor}), so the original would change too", event)
    anchor = getattr(event, "anchor", None)
    if anchor and anchor in shared:
        return refusal_at(f"it is also used elsewhere (as *{anchor}), which would change too", event)
    return None


def _keyed(events: Sequence[Event], start: int, key: str) -> int | Refusal | None:
    if type(events[start]) is not ev.MappingStartEvent:
        return refusal_at(f"a mapping with {key} was expected here", events[start])
    inside = children(events, start)
    found: int | None = None
    for name, value in zip(inside[::2], inside[1::2], strict=True):
        text = getattr(events[name], "value", None)
        if text == "<<" and not events[name].style:
            return refusal_at("merge keys (`<<`) are not accepted", events[name])
        if text == key and found is not None:
            return refusal_at(f"the key {key} is given twice", events[name])
        if text == key:
            found = value
    return found


def _indexed(events: Sequence[Event], start: int, number: int) -> int | Refusal | None:
    if type(events[start]) is not ev.SequenceStartEvent:
        return refusal_at("a list was expected here", events[start])
    inside = children(events, start)
    return inside[number] if number < len(inside) else None
