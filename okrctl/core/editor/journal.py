"""A file with a long journal: read without the check-ins that nobody is at, or again with only those that changed.

A journal of ten thousand entries takes half a second to read. The plan and the entry that is being typed take a
hundredth of that, and every line stays where it is. Every entry of a block list stands for itself, so the entries
before and after an edit are known from the time before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from okrctl.core.format.doc import put
from okrctl.core.loading.facts import department_facts
from okrctl.core.model.checkins import CheckIn
from okrctl.core.model.files import FileFacts
from okrctl.core.model.kept import KeptCheckIns, frame_of
from okrctl.core.values.diagnostic import Place, Problem, Span
from okrctl.core.values.frozen import frozen
from okrctl.core.yaml import Reading, read
from okrctl.core.yaml.comments import may_speak
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


@frozen
class Basis:
    """A file as it was read, with a journal whose entries can be told apart without reading them."""

    text: str
    journal: Journal
    facts: FileFacts


def basis(text: str, facts: FileFacts) -> Basis | None:
    """What later readings can build on; None where something in the journal concerns more than its own entry."""
    journal = journal_of(text)
    if journal is None or facts.unreadable or journal.count() != len(facts.check_ins) or linked(text):
        return None
    if may_speak(text[journal.start : journal.end]) or any(_of_journal(each, journal) for each in facts.problems):
        return None
    return Basis(text, journal, facts)


def reread(path: str, text: str, before: Basis) -> FileFacts | None:
    """The facts of the file with another text; None if all of it has to be read.

    Nothing was wrong with the journal in the reading ``before``.
    """
    journal = journal_of(text)
    if journal is None or journal.indent != before.journal.indent:
        return None
    start, stop = journal.around(*changed(text, before.text))
    head, count, tail = (journal.count(*part) for part in ((journal.start, start), (start, stop), (stop, journal.end)))
    shift = len(text) - len(before.text)
    if tail and (stop - shift < before.journal.start or journal.end - shift != before.journal.end):
        return None
    reading = _read(path, journal, start, stop, count)
    if reading is None or head + count + tail == 0:
        return None
    facts = department_facts(path, reading[0], reading=reading[1])
    check_ins = _joined(before.facts.check_ins, facts.check_ins, head, count, tail)
    problems = tuple(_moved(each, head) for each in facts.problems)
    return None if facts.unreadable else replace(facts, check_ins=check_ins, problems=problems)


def _read(path: str, journal: Journal, start: int, stop: int, count: int) -> tuple[str, Reading] | None:
    """The text without all but some entries, and its reading; None unless these surely end where they end."""
    again = journal.text[start:stop]
    short = journal.without(journal.start, start, stop, journal.end)
    if may_speak(again) or linked(short) or "\n---" in short:
        return None
    alone, reading = read(path, f"check_ins:\n{again}"), read(path, short)
    if not isinstance(alone.data, dict) or not isinstance(reading.data, dict):
        return None
    entries = alone.data.get("check_ins")
    closed = len(entries or ()) == count and reading.data.get("check_ins") == entries
    return (short, reading) if closed else None


def _joined(before: Sequence[CheckIn], again: Sequence[CheckIn], head: int, count: int, tail: int) -> Sequence[CheckIn]:
    """The entries before an edit, those that were read again, and those behind it, each with its new place."""
    if head + tail == len(before) and not count:
        return before
    behind = before[len(before) - tail :]
    if len(before) != head + count + tail:
        behind = [_placed(entry, head + count + at) for at, entry in enumerate(behind)]
    inside = [_placed(entry, head + int(entry.at[1])) for entry in again]
    found = (*before[:head], *inside, *behind)
    return KeptCheckIns(frame_of(found), lambda: found, found)


def _placed(entry: CheckIn, position: int) -> CheckIn:
    moved = entry.model_copy()
    put(moved, "at", ("check_ins", position))
    return moved


def _moved(problem: Problem, head: int) -> Problem:
    related = tuple(replace(each, place=_moved_place(each.place, head)) for each in problem.related)
    return replace(problem, place=_moved_place(problem.place, head), related=related)


def _moved_place(place: Place, head: int) -> Place:
    if len(place.at) < 2 or place.at[0] != "check_ins" or not isinstance(place.at[1], int):
        return place
    return replace(place, at=("check_ins", place.at[1] + head, *place.at[2:]))


def _of_journal(problem: Problem, journal: Journal) -> bool:
    """Whether a problem is about something in the journal."""
    place = problem.place
    if place.span is None:
        return place.at[:1] == ("check_ins",)
    return journal.first_line <= place.span.end_line and place.span.line <= journal.last_line
