"""Where to insert new lines below existing ones, how to format them, and the comments among them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import Any

from okrctl.core.edit import layout
from okrctl.core.edit.events import Event, Refusal, children, read_events, refusal_at
from okrctl.core.edit.proof import Splice
from okrctl.core.yaml import events as ev

_COMMENT_OR_NOTHING = re.compile(r"[ \t]*(?:[ \t]#.*)?\Z")
_INDENT = 2


def below(text: str, leaf: Event, column: int) -> int | Refusal:
    """The start of the first line below ``leaf`` that no longer belongs to its entry at ``column``."""
    at: int = leaf.end_mark.index
    if getattr(leaf, "style", None) in ("|", ">"):
        # the mark is after trailing empty lines, which are part of the text only if it keeps them
        if leaf.value.rstrip() == leaf.value.removesuffix("\n"):
            at = len(text[:at].rstrip(" \t\r\n"))
        elif layout.at_line_start(text, at):
            return layout.after_own_comments(text, at, column)
    elif leaf.start_mark.index == at and text[at - 1 : at] not in (":", "-"):
        return refusal_at("it is unclear where the last entry ends", leaf)
    if not _COMMENT_OR_NOTHING.match(text[at : layout.line_end(text, at)]):
        return refusal_at("the last line of the list contains something else", leaf)
    return layout.after_own_comments(text, layout.next_line(text, at), column)


def new_lines(text: str, at: int, block: str, *, spaced: bool = False) -> Splice:
    """``block`` as lines of their own at ``at``, which is a line start or the end of a text without a final newline."""
    newline = layout.newline_before(text, at)
    block = block.replace("\n", newline)
    if layout.at_line_start(text, at):
        return Splice(at, "", newline * spaced + block + newline)
    return Splice(at, "", newline * (1 + spaced) + block)


def unended(text: str, at: int, leaf: Event) -> Refusal | None:
    """Why nothing can be inserted at ``at``: the file ends inside a text, which would absorb the new lines."""
    if layout.at_line_start(text, at) or getattr(leaf, "style", None) not in ("|", ">"):
        return None
    return refusal_at("the file ends inside this text, without a final newline: add one first", leaf)


def events_of(yaml: str) -> list[Event] | Refusal:
    """The events of one new value, which may not contain anchors."""
    events = read_events(yaml)
    if isinstance(events, Refusal) or any(getattr(event, "anchor", None) for event in events):
        return Refusal("the new entry is not plain YAML")
    return events[2:-2]


def habit(text: str, events: Sequence[Event], mapping: int) -> int:
    """How far the lists of a mapping are indented below their keys; two columns if it has none in block style."""
    for index in children(events, mapping)[1::2]:
        event = events[index]
        if type(event) is ev.SequenceStartEvent and not event.flow_style:
            key = layout.column_of(text, events[index - 1].start_mark.index)
            return layout.column_of(text, layout.dash_of(text, event)) - key
    return _INDENT


_COMMENT = re.compile(r"(?:(?<=\s)|^)#[^\r\n]*", re.MULTILINE)


def remarks(text: str) -> Counter[str]:
    """How often each comment occurs in a text; empty if it cannot be read.

    The proof by data ignores comments, so moves check them separately.
    """
    found: Counter[str] = Counter()
    if "#" not in text:
        return found
    events = read_events(text)
    if isinstance(events, Refusal):
        return found
    scalars: list[Any] = [event for event in events if type(event) is ev.ScalarEvent]
    starts = [event.start_mark.index for event in scalars]
    match = _COMMENT.search(text)
    while match:
        before = bisect_right(starts, match.start()) - 1
        end = scalars[before].end_mark.index if before >= 0 else 0
        if match.start() >= end:
            found[match[0].rstrip()] += 1
            end = match.end()
        match = _COMMENT.search(text, max(end, match.start() + 1))
    return found
