"""A file without the check-ins that nobody is at, to say at once what can be said of the rest.

A journal of ten thousand entries takes half a second to read. The plan and the entry that is being typed take a
hundredth of that, and every line stays where it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from okrctl.core.values.diagnostic import Place, Span
from okrctl.core.values.frozen import frozen
from okrctl.core.yaml.locate import Locator

_KEY = re.compile(r"^check_ins:[ \t]*(?:#[^\n]*)?\n", re.MULTILINE)
_NEXT_KEY = re.compile(r"\n[^\s#-]")
# begins with what it seeks, which is found ten times as fast
_ANCHOR = re.compile(r"[&*](?<![^\s\[{,:][&*])[A-Za-z0-9]")
_FIRST = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*( *)- ")


@frozen
class Journal:
    """The list of check-ins in a text, from behind its key to the next key or the end; entries begin at an indent."""

    text: str
    start: int
    end: int
    indent: str

    @property
    def first_line(self) -> int:
        """The line of the journal's key, from 1."""
        return self.text.count("\n", 0, self.start)

    @property
    def last_line(self) -> int:
        """The line on which it ends."""
        return self.text.count("\n", 0, self.end) + 1

    def count(self, start: int | None = None, stop: int | None = None) -> int:
        """How many entries begin between two places: in a sound journal nothing else looks like one."""
        low, high = self.start if start is None else start, self.end if stop is None else stop
        return sum(self.text.count(f"\n{self.indent}-{mark}", low - 1, high) for mark in (" ", "\n"))

    def entries(self) -> Iterator[int]:
        """Where they begin."""
        pattern = re.compile(rf"\n{self.indent}-[ \n]")
        return (found.start() + 1 for found in pattern.finditer(self.text, self.start - 1, self.end))

    def around(self, low: int, high: int) -> tuple[int, int]:
        """Where the entries begin and end in which a stretch of the text lies."""
        text, mark = self.text, f"\n{self.indent}- "
        if high < self.start:
            return self.start, self.start
        if low > self.end:
            return self.end, self.end
        start = text.rfind(mark, self.start - 1, max(low, self.start)) + 1 or self.start
        stop = text.find(mark, max(high, start), self.end) + 1 or self.end
        return start, stop

    def without(self, *stretches: int) -> str:
        """The text with empty lines for stretches of it: from here, to here, and so on."""
        parts, at = [], 0
        for start, stop in zip(stretches[::2], stretches[1::2], strict=True):
            parts += [self.text[at:start], "\n" * self.text.count("\n", start, stop)]
            at = stop
        return "".join((*parts, self.text[at:]))


def journal_of(text: str) -> Journal | None:
    """The check-ins of a text; None where it has no list of them in block style."""
    key = _KEY.search(text)
    first = _FIRST.match(text, key.end()) if key else None
    if key is None or first is None:
        return None
    following = _NEXT_KEY.search(text, key.end() - 1)
    return Journal(text, key.end(), following.start() + 1 if following else len(text), first[1])


def linked(text: str) -> bool:
    """Whether a part of a text may stand for another (anchors), or there may be more than one journal."""
    return text.count("check_ins") > 1 or _ANCHOR.search(text) is not None


def thin(text: str, before: str) -> str | None:
    """The text with empty lines for the check-ins that are the same as before; None where it has no such list."""
    journal = journal_of(text)
    if journal is None:
        return None
    start, stop = journal.around(*changed(text, before))
    return journal.without(journal.start, start, stop, journal.end)


def plan_alone(text: str) -> str:
    """The text with empty lines for all check-ins."""
    journal = journal_of(text)
    return text if journal is None else journal.without(journal.start, journal.end)


def changed(text: str, before: str) -> tuple[int, int]:
    """The stretch of a text outside of which it is the same as before."""
    most = min(len(text), len(before))
    low = bisect_left(range(1, most + 1), True, key=lambda size: text[:size] != before[:size])
    rest = most - low
    tail = bisect_left(range(1, rest + 1), True, key=lambda size: text[-size:] != before[-size:])
    return low, len(text) - tail


class JournalLocator(Locator):
    """Positions in a text whose journal has been read: for a place in a check-in, only that entry is read.

    Whatever looks like the beginning of an entry there is one.
    """

    def __init__(self, path: str, text: str) -> None:
        super().__init__(path, text)
        self._path = path
        self._whole = text

    def span(self, place: Place) -> Span:
        """The span of a place."""
        number = place.at[1] if place.span is None and len(place.at) > 1 and place.at[0] == "check_ins" else None
        if not isinstance(number, int) or number + 1 >= len(self._begins):
            return super().span(place)
        start, stop = self._begins[number : number + 2]
        alone = Locator(self._path, f"check_ins:\n{self._whole[start:stop]}")
        found = alone.span(replace(place, at=("check_ins", 0, *place.at[2:])))
        down = self._whole.count("\n", 0, start) - 1
        return replace(found, line=found.line + down, end_line=found.end_line + down)

    @cached_property
    def _begins(self) -> list[int]:
        """Where the entries begin, and where the last one ends."""
        journal = journal_of(self._whole)
        return [] if journal is None else [*journal.entries(), journal.end]
