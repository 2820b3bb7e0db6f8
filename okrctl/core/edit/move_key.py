"""Moves a top-level key of a file, with its value and comments, above another one."""

from __future__ import annotations

from collections.abc import Sequence

from okrctl.core.edit import layout
from okrctl.core.edit.cut import stretch, with_comments_above
from okrctl.core.edit.events import Event, Refusal, after, children, refusal_at
from okrctl.core.edit.proof import Edit, Plan, Splice, edited
from okrctl.core.yaml import events as ev

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
