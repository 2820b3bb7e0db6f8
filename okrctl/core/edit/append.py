"""Add an item to a list of a YAML text, or a key to a mapping, touching nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from okrctl.core.edit import layout
from okrctl.core.edit.events import Event, Refusal, Spot, after, children, last_leaf, locate, refusal_at
from okrctl.core.edit.lines import below, events_of, habit, new_lines, unended
from okrctl.core.edit.proof import Edit, Plan, Splice, edited
from okrctl.core.values.diagnostic import DocPath
from okrctl.core.values.frozen import frozen
from okrctl.core.values.pattern import pattern
from okrctl.core.yaml import events as ev

_TRAILING_COMMA = pattern(r"[ \t]*,[ \t]*\Z")
_NOTHING = pattern(r"\s*(?:~|null|\[\s*\])?\Z")


@frozen
class Item:
    """One list item in both styles: ``block`` as YAML lines at indentation 0, ``flow`` on one line."""

    block: str
    flow: str


def append_item(text: str, path: DocPath, item: Item) -> Edit | Refusal:
    """Append ``item`` to the list at ``path``, or say why that isn't safe.

    A list that is missing from the root mapping, null or ``[]`` is created in block style. The result is proven: the
    events of the new text are the old ones plus the item's, and everything outside the splices is unchanged.
    """

    def make(text: str, events: Sequence[Event]) -> Plan | Refusal:
        spot = locate(events, path)
        return spot if isinstance(spot, Refusal) else _plan(text, events, spot, path, item)

    return edited(text, make)


def _plan(text: str, events: Sequence[Event], spot: Spot, path: DocPath, item: Item) -> Plan | Refusal:
    """Choose the method by the current value at the path."""
    if spot.value is None:
        key = path[0]
        if len(path) == 1 and isinstance(key, str):
            return _new_last_key(text, events, key, item)
        return refusal_at("this is not a list", events[spot.parent])
    event = events[spot.value]
    if type(event) is ev.SequenceStartEvent and not event.flow_style:
        return _below_last(text, events, spot.value, item)
    if type(event) is ev.SequenceStartEvent and type(events[spot.value + 1]) is not ev.SequenceEndEvent:
        return _in_brackets(text, events, spot.value, item)
    return _for_nothing(text, events, spot, item)


def _below_last(text: str, events: Sequence[Event], start: int, item: Item) -> Plan | Refusal:
    """Below the last item of a block list and the comments that belong to it."""
    end = after(events, start) - 1
    column = layout.column_of(text, layout.dash_of(text, events[start]))
    leaf = last_leaf(events, end)
    at = below(text, leaf, column)
    if isinstance(at, Refusal):
        return at
    items = children(events, start)
    spaced = len(items) > 1 and layout.blank_line_above(text, events[items[-1]].start_mark.index)
    new = events_of(item.block)
    if isinstance(new, Refusal):
        return new
    splice = new_lines(text, at, layout.list_item(item.block, column), spaced=spaced)
    return Plan((splice,), [*events[:end], *new, *events[end:]], unended(text, at, leaf))


def _in_brackets(text: str, events: Sequence[Event], start: int, item: Item) -> Plan | Refusal:
    """Before the closing bracket of a list written on one line."""
    end = after(events, start) - 1
    opening, closing = events[start], events[end]
    if opening.start_mark.line != closing.end_mark.line:
        return refusal_at("okrctl can't add to a list in brackets over several lines", opening)
    at = last_leaf(events, end).end_mark.index
    rest = text[at : closing.start_mark.index]
    if _TRAILING_COMMA.match(rest):
        splice = Splice(at + rest.index(",") + 1, "", " " + item.flow)
    elif not rest.strip(" \t"):
        splice = Splice(at, "", ", " + item.flow)
    else:
        return refusal_at("it is unclear where this list ends", closing)
    new = events_of(item.flow)
    if isinstance(new, Refusal):
        return new
    return Plan((splice,), [*events[:end], *new, *events[end:]])


def _for_nothing(text: str, events: Sequence[Event], spot: Spot, item: Item) -> Plan | Refusal:
    """Replace an empty value: ``key:``, ``key: ~``, ``key: null`` or ``key: []``."""
    start = spot.value or 0
    stop = after(events, start)
    first, last, parent = events[start], events[stop - 1], events[spot.parent]
    written = text[first.start_mark.index : last.end_mark.index]
    if getattr(first, "style", None) or not _NOTHING.match(written):
        return refusal_at("this is not a list", first)
    if type(parent) is not ev.MappingStartEvent or parent.flow_style:
        return refusal_at("okrctl can't add to an empty list here", first)
    column = layout.column_of(text, events[start - 1].start_mark.index)
    at = below(text, last, column + 1)
    if isinstance(at, Refusal):
        return at
    block = layout.list_item(item.block, column + habit(text, events, spot.parent))
    new = events_of("x:\n" + block)
    if isinstance(new, Refusal):
        return new
    splices = [new_lines(text, at, block)]
    if written:
        from_ = len(text[: first.start_mark.index].rstrip(" \t\r\n"))
        splices.insert(0, Splice(from_, text[from_ : last.end_mark.index], ""))
    return Plan(tuple(splices), [*events[:start], *new[2:-1], *events[stop:]])


def _new_last_key(text: str, events: Sequence[Event], key: str, item: Item) -> Plan | Refusal:
    """As a new last key of the root mapping, at the end of the document."""
    root = events[2]
    if type(root) is not ev.MappingStartEvent or root.flow_style:
        return refusal_at("the file is not a block of `key: value` lines", root)
    end = after(events, 2) - 1
    closing = events[end + 1]
    at = closing.start_mark.index if closing.explicit else len(text)
    column = layout.column_of(text, events[3].start_mark.index)
    block = " " * column + f"{key}:\n" + layout.list_item(item.block, column + habit(text, events, 2))
    new = events_of(block)
    if isinstance(new, Refusal):
        return new
    expected = [*events[:end], *new[1:-1], *events[end:]]
    return Plan((new_lines(text, at, block),), expected, unended(text, at, last_leaf(events, end)))


_REST = re.compile(r"\s*(?:#[^\r\n]*\s*)*\Z")
_COMMA = re.compile(r"\s*,\s*\Z")


def put_key(text: str, path: DocPath, pair: Item, above: Collection[str] = ()) -> Edit | Refusal:
    """Add a key with its value at the end of the mapping at ``path``, or say why that isn't safe.

    The mapping must not have the key yet. ``above`` are keys that stay last: the new one goes above the first of them.
    """

    def make(text: str, events: Sequence[Event]) -> Plan | Refusal:
        spot = locate(events, path)
        if isinstance(spot, Refusal):
            return spot
        start = 2 if not path else spot.value
        if start is None or type(events[start]) is not ev.MappingStartEvent:
            return refusal_at("this is not a mapping", events[spot.parent if start is None else start])
        if events[start].flow_style:
            return _in_braces(text, events, start, pair)
        return _as_lines(text, events, start, pair, above)

    return edited(text, make)


def _as_lines(text: str, events: Sequence[Event], start: int, pair: Item, above: Collection[str]) -> Plan | Refusal:
    names = children(events, start)[::2]
    last = after(events, start) - 1
    end = next((name for name in names[1:] if getattr(events[name], "value", None) in above), last)
    column = layout.column_of(text, events[names[0]].start_mark.index)
    leaf = last_leaf(events, end)
    # between keys, a comment at their column belongs to the next one; deeper ones belong to the value above
    at = below(text, leaf, column + (end != last))
    if isinstance(at, Refusal):
        return at
    new = events_of(pair.block)
    if isinstance(new, Refusal):
        return new
    neighbor = end if end != last else names[-1]
    spaced = len(names) > 1 and layout.blank_line_above(text, events[neighbor].start_mark.index)
    block = "\n".join(" " * column + line if line else "" for line in pair.block.removesuffix("\n").split("\n"))
    splice = new_lines(text, at, block, spaced=spaced)
    return Plan((splice,), [*events[:end], *new[1:-1], *events[end:]], unended(text, at, leaf))


def _in_braces(text: str, events: Sequence[Event], start: int, pair: Item) -> Plan | Refusal:
    end = after(events, start) - 1
    new = events_of("{" + pair.flow + "}")
    if isinstance(new, Refusal):
        return new
    at = last_leaf(events, end).end_mark.index
    rest = text[at : events[end].start_mark.index]
    if end == start + 1:
        splice = Splice(events[start].end_mark.index, "", pair.flow)
    elif _COMMA.match(rest):
        splice = Splice(at + rest.index(",") + 1, "", " " + pair.flow)
    elif _REST.match(rest):
        splice = Splice(at, "", ", " + pair.flow)
    else:
        return refusal_at("it is unclear where this mapping ends", events[end])
    return Plan((splice,), [*events[:end], *new[1:-1], *events[end:]])
