"""Remove a key or a list item from a YAML text, with its comments, touching nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from okrctl.core.edit import layout
from okrctl.core.edit.events import Event, Refusal, after, children, last_leaf, locate, refusal_at
from okrctl.core.edit.lines import below
from okrctl.core.edit.proof import Edit, Plan, Splice, edited
from okrctl.core.values.diagnostic import DocPath
from okrctl.core.yaml import events as ev

_COMMENT_LINE = re.compile(r"( *)#")


def cut(text: str, paths: Iterable[DocPath]) -> str | Refusal:
    """The text without the keys and items at these paths, each removal proven; a list is removed with its last item.

    All paths refer to the text before any removal.
    """
    for path in sorted(paths, key=_from_below, reverse=True):
        edit = _cut_one(text, path)
        if isinstance(edit, Refusal):
            return edit
        text = edit.text
    return text


def _from_below(path: DocPath) -> list[tuple[bool, int | str]]:
    return [(isinstance(step, str), step) for step in path]


def _cut_one(text: str, path: DocPath) -> Edit | Refusal:
    def make(text: str, events: Sequence[Event]) -> Plan | Refusal:
        spot = locate(events, path)
        for depth in range(len(path) - 1, 0, -1):
            if isinstance(spot, Refusal) or not _is_last_item(events, spot.parent):
                break
            spot = locate(events, path[:depth])
        if isinstance(spot, Refusal):
            return spot
        if spot.value is None:
            return refusal_at(f"there is no {path[-1]} here", events[spot.parent])
        first = spot.value - (type(events[spot.parent]) is ev.MappingStartEvent)
        stop = after(events, spot.value)
        if (first, stop) == (spot.parent + 1, after(events, spot.parent) - 1):
            return refusal_at("nothing would remain here", events[spot.parent])
        splice = stretch(text, events, spot.parent, first, stop)
        return splice if isinstance(splice, Refusal) else Plan((splice,), [*events[:first], *events[stop:]])

    return edited(text, make)


def _is_last_item(events: Sequence[Event], parent: int) -> bool:
    return type(events[parent]) is ev.SequenceStartEvent and len(children(events, parent)) == 1


def stretch(text: str, events: Sequence[Event], parent: int, first: int, stop: int) -> Splice | Refusal:
    """The range of text from the event ``first`` to ``stop``."""
    opening = events[parent]
    if opening.flow_style:
        start, end = events[first].start_mark.index, last_leaf(events, stop).end_mark.index
        if first > parent + 1:
            start = last_leaf(events, first).end_mark.index
        elif stop < after(events, parent) - 1:
            end = events[stop].start_mark.index
        return Splice(start, text[start:end], "")
    begin = events[first].start_mark.index
    if type(opening) is ev.SequenceStartEvent:
        begin = text.rfind("-", 0, begin)
    column = layout.column_of(text, begin)
    if text[begin - column : begin].strip(" "):
        return refusal_at("it shares its line with something that stays", events[first])
    # between neighbors, a comment at their column belongs to the next one
    end = below(text, last_leaf(events, stop), column + (stop != after(events, parent) - 1))
    if isinstance(end, Refusal):
        return end
    start = with_comments_above(text, begin - column, column)
    return Splice(start, text[start:end], "")


def with_comments_above(text: str, start: int, column: int) -> int:
    """The start of the comment lines directly above ``start`` at its column, which belong to it."""
    while start:
        above = start - 1 - layout.column_of(text, start - 1)
        line = _COMMENT_LINE.match(text, above)
        if not line or len(line[1]) != column:
            break
        start = above
    return start
