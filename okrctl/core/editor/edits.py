"""The difference of two texts as edits of their lines, as small as editors want it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from okrctl.core.values.frozen import frozen

_LINES_COMPARED = 4000
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


@frozen
class LineEdit:
    """Lines ``first`` up to but without ``end`` (from 0) become ``text``."""

    first: int
    end: int
    text: str


def line_edits(before: str, after: str) -> Iterator[LineEdit]:
    """What to do to the lines of one text so that it becomes another."""
    old, new = _LINE.findall(before), _LINE.findall(after)
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    ours, theirs = old[start : len(old) - end], new[start : len(new) - end]
    if len(ours) == len(theirs):
        for at, (was, now) in enumerate(zip(ours, theirs, strict=True), start):
            if was != now:
                yield LineEdit(at, at + 1, now)
    elif len(ours) > _LINES_COMPARED or len(theirs) > _LINES_COMPARED:
        yield LineEdit(start, start + len(ours), "".join(theirs))
    else:
        for tag, first, last, low, high in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
            if tag != "equal":
                yield LineEdit(start + first, start + last, "".join(theirs[low:high]))
