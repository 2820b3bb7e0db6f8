"""A file read again after an edit: of its journal, only the entries that changed.

Every entry of a block list stands for itself, so the entries before and after an edit are known from the time before.
The rest (the plan, and the changed entries) is read with empty lines in place of the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from okrctl.core.editor.thin import Journal, changed, journal_of, linked
from okrctl.core.format.doc import put
from okrctl.core.loading.facts import department_facts
from okrctl.core.model.checkins import CheckIn
from okrctl.core.model.files import FileFacts
from okrctl.core.model.kept import KeptCheckIns, frame_of
from okrctl.core.values.diagnostic import Place, Problem
from okrctl.core.values.frozen import frozen
from okrctl.core.yaml import Reading, read
from okrctl.core.yaml.comments import may_speak


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
