"""Remove a key or a list item from a YAML text, or move a key, with its comments, touching nothing else."""

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


_ROOT = 2


def move_key(text: str, key: str, above: str) -> Edit | Refusal:
    """The text with a top-level key moved above an earlier one, proven.

    An empty ``above`` means the first key.
    """

    def make(text: str, events: Sequence[Event]) -> Plan | Refusal:
        if type(events[_ROOT]) is not ev.MappingStartEvent or events[_ROOT].flow_style:
            return Refusal("its keys do not stand on lines of their own")
        names = children(events, _ROOT)[::2]
        found = {getattr(events[name], "value", None): name for name in reversed(names)}
        first, target = found.get(key), found.get(above) if above else names[0]
        if first is None or target is None or target >= first:
            return Refusal(f"there is no {key} below {above or 'another key'}")
        stop = after(events, after(events, first))
        block = stretch(text, events, _ROOT, first, stop)
        if isinstance(block, Refusal):
            return block
        if block.removed[-1:] not in ("\n", "\r"):
            return refusal_at("the file ends here without a line break: add one first", events[first])
        at = events[target].start_mark.index
        if above:
            at = with_comments_above(text, at - layout.column_of(text, at), 0)
        moved = [*events[:target], *events[first:stop], *events[target:first], *events[stop:]]
        return Plan((Splice(at, "", block.removed), block), moved)

    return edited(text, make)
