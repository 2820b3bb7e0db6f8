"""The changes of an edit in a file, as a unified diff."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher, unified_diff

from okrctl.views.blocks import Document, Line, Run, Style, document

_BREAK = re.compile(r"\r\n|\r|\n")
_STYLES: dict[str, Style] = {"+": "good", "-": "bad", "@": "info"}
_MANY = 4000
_NEAR = 20
_AROUND = 3


def difference(path: str, before: str, after: str) -> Document:
    """The changed lines with three lines around them."""
    old, new = (_lines(text) for text in (before, after))
    if len(old) + len(new) <= _MANY:
        lines = list(unified_diff(old, new, path, path, lineterm=""))
    else:
        lines = [f"--- {path}", f"+++ {path}", *_hunks(old, new)]
    head, rest = lines[:2], lines[2:]
    return document(
        [Line(Run(line, "strong")) for line in head] + [Line(Run(line, _STYLES.get(line[:1], ""))) for line in rest]
    )


def _lines(text: str) -> list[str]:
    lines = _BREAK.split(text.removeprefix("\ufeff"))
    return lines if lines[-1] else lines[:-1]


def _hunks(old: list[str], new: list[str]) -> Iterator[str]:
    for group in _Stepwise(None, old, new, autojunk=False).get_grouped_opcodes(_AROUND):
        first, last = group[0], group[-1]
        yield f"@@ -{first[1] + 1},{last[2] - first[1]} +{first[3] + 1},{last[4] - first[3]} @@"
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                yield from (f" {line}" for line in old[i1:i2])
            else:
                yield from (f"-{line}" for line in old[i1:i2])
                yield from (f"+{line}" for line in new[j1:j2])


class _Stepwise(SequenceMatcher[str]):
    """Compares two long texts step by step; finding the best match for every change would take too long."""

    a: Sequence[str]
    b: Sequence[str]

    def get_matching_blocks(self) -> list[Match]:
        """Blocks of equal lines; after a difference, both texts match again within a few lines."""
        old, new = self.a, self.b
        tail = _common(old, new)
        ends = len(old) - tail, len(new) - tail
        found: list[Match] = []
        i = j = 0
        while i < ends[0] and j < ends[1]:
            start = i
            while i < ends[0] and j < ends[1] and old[i] == new[j]:
                i, j = i + 1, j + 1
            if i > start:
                found.append(Match(start, j - (i - start), i - start))
            more, less = _together(old[i : min(i + _NEAR, ends[0])], new[j : min(j + _NEAR, ends[1])])
            i, j = i + more, j + less
        return [*found, Match(*ends, tail), Match(len(old), len(new), 0)]


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """The number of equal lines at the end of both."""
    most = min(len(old), len(new))
    return next((count for count in range(most) if old[-1 - count] != new[-1 - count]), most)


def _together(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """The number of lines to skip in each until they match."""
    for apart in range(1, len(old) + len(new) - 1):
        for left in range(max(0, apart - len(new) + 1), min(apart, len(old) - 1) + 1):
            if old[left] == new[apart - left]:
                return left, apart - left
    return 1, 1
