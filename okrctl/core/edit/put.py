"""Add a key to a mapping of a YAML text, touching nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from okrctl.core.edit import layout
from okrctl.core.edit.append import Item
from okrctl.core.edit.events import Event, Refusal, after, children, last_leaf, locate, refusal_at
from okrctl.core.edit.lines import below, events_of, new_lines, unended
from okrctl.core.edit.proof import Edit, Plan, Splice, edited
from okrctl.core.values.diagnostic import DocPath
from okrctl.core.yaml import events as ev

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
