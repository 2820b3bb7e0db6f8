"""The comments of a text: the proof by data ignores them, so moves check them separately."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import Any

from okrctl.core.edit.events import Refusal, read_events
from okrctl.core.yaml import events as ev

_COMMENT = re.compile(r"(?:(?<=\s)|^)#[^\r\n]*", re.MULTILINE)


def remarks(text: str) -> Counter[str]:
    """How often each comment occurs in a text; empty if it cannot be read."""
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
