"""The items of a block list as lines, with comments: every line belongs to exactly one item."""

from __future__ import annotations

import re
from collections.abc import Iterable

from okrctl.core.edit import layout
from okrctl.core.edit.events import Refusal, after, children, last_leaf, locate, refusal_at
from okrctl.core.edit.lines import below
from okrctl.core.edit.proof import BOM, events_to_edit
from okrctl.core.values.diagnostic import DocPath
from okrctl.core.values.frozen import frozen
from okrctl.core.yaml import events as ev

_FIRST_DASH = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*( *)-")


@frozen
class Chunks:
    """``start`` is the start of the first part in the text, ``column`` the column of the dashes.

    A part starts where the previous one ends: below that item and its comments. So the lines above an item belong to
    it, and the parts together are a piece of the text without gaps.
    """

    start: int
    parts: tuple[str, ...]
    column: int

    @property
    def end(self) -> int:
        """The end of the last part."""
        return self.start + sum(map(len, self.parts))

    def replaced(self, text: str, parts: Iterable[str]) -> str:
        """The text with other parts in place of these."""
        return text[: self.start] + "".join(parts) + text[self.end :]


def chunks(text: str, path: DocPath) -> Chunks | Refusal | None:
    """The parts of the list at a path; None if the list is missing or empty.

    ``text`` may have a byte order mark; ``path`` ends with a key.
    """
    mark, text = len(text) - len(text.removeprefix(BOM)), text.removeprefix(BOM)
    events = events_to_edit(text)
    if isinstance(events, Refusal):
        return events
    spot = locate(events, path)
    if isinstance(spot, Refusal):
        return spot
    if spot.value is None or type(events[spot.value]) is ev.ScalarEvent:
        return None
    first = events[spot.value]
    if type(first) is not ev.SequenceStartEvent:
        return refusal_at("this is not a list", first)
    items = children(events, spot.value)
    if not items:
        return None
    if first.flow_style:
        return refusal_at("the list is in brackets; its items have no lines of their own", first)
    column = layout.column_of(text, layout.dash_of(text, first))
    start = at = layout.next_line(text, events[spot.value - 1].end_mark.index)
    parts: list[str] = []
    for item in items:
        end = below(text, last_leaf(events, after(events, item)), column)
        if isinstance(end, Refusal):
            return end
        parts.append(text[at:end])
        at = end
    return Chunks(mark + start, tuple(parts), column)


def dash_column(part: str) -> int | None:
    """The column of a part's dash; None if it has none."""
    found = _FIRST_DASH.match(part)
    return len(found[1]) if found else None


def shifted_to(part: str, column: int) -> str:
    """A part with its dash moved to another column; each line moves by the same amount, if it has room."""
    found = dash_column(part)
    if found is None or found == column:
        return part
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", part)
    if found < column:
        return "".join(" " * (column - found) + line if line.strip() else line for line in lines)
    return "".join(re.sub(f"\\A {{0,{found - column}}}", "", line) for line in lines)
