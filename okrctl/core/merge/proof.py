"""Is a merged text what both sides meant? Asked of the finished text, which is read like any file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from okrctl.core.loading.facts import department_facts
from okrctl.core.merge.names import JOURNAL, Name, Steps, frozen, names, step_to
from okrctl.core.merge.values import Judge, alike
from okrctl.core.values.diagnostic import HARMLESS, Problem
from okrctl.core.yaml import Data, Reading, read


@dataclass(frozen=True, slots=True)
class Version:
    """One text and what it holds; without data it cannot be read."""

    text: str
    data: Data
    readable: bool
    reading: Reading


def version(text: str) -> Version:
    """A text as the loader reads it."""
    reading = read("", text)
    readable = all(problem.rule in HARMLESS for problem in reading.problems)
    return Version(text, reading.data, readable and isinstance(reading.data, dict | None), reading)


def doubt(result: Version, versions: Sequence[Version], judge: Judge) -> str | None:
    """Why a merged text may not be taken; None when it says just what the sides come to, and loses no entry."""
    if not result.readable:
        return "the result would not be valid YAML"
    base, ours, theirs = (each.data for each in versions)
    if alike(result.data) != alike(judge.merged(base, ours, theirs)):
        return "the result would not say what both sides say together"
    return lost(result, versions)


def lost(result: Version, versions: Sequence[Version]) -> str | None:
    """Whether a check-in of one side is missing in a merged text, or those of one day have changed their order."""
    journals = [_journal(each) for each in versions]
    base, *sides = names(JOURNAL, *journals)
    known = set(base)
    merged = [(_day(entry), frozen(entry)) for entry in _journal(result)]
    ours, theirs = ([(_day(entry), frozen(entry)) for entry in entries] for entries in journals[1:])
    there = Counter(told for _, told in merged)
    for entries, found in zip((ours, theirs), sides, strict=True):
        fresh = Counter(told for (_, told), name in zip(entries, found, strict=True) if name not in known)
        if fresh - there:
            return "a check-in would be lost"
    if (Counter(told for _, told in ours) & Counter(told for _, told in theirs)) - there:
        return "a check-in would be lost"
    days = _days(merged)
    for entries in (ours, theirs):
        for day, order in _days(entries).items():
            both = set(order) & set(days.get(day, ()))
            if [name for name in order if name in both] != [name for name in days.get(day, ()) if name in both]:
                return "the check-ins of one day would change their order"
    return None


def new_problems(result: Version, versions: Sequence[Version]) -> list[Problem]:
    """What the loader has to say about a merged text, but about neither side, nor about base."""
    found = _problems(result)
    if not found:
        return []
    base, ours, theirs = (Counter(_said(problem) for problem in _problems(each)) for each in versions)
    known = base + (ours - base) + (theirs - base)
    return [problem for problem in found if not _spent(known, _said(problem))]


def place(root: Data, problem: Problem) -> Steps:
    """The path of the innermost key result, objective or other named item that a problem is about."""
    path: list[Name] = []
    item = 0
    data: Any = root
    for step in problem.place.at:
        if isinstance(step, int):
            data = data[step] if isinstance(data, list) else None
            path.append(step_to(data))
            item = len(path)
        else:
            data = data.get(step) if isinstance(data, dict) else None
            path.append(step)
    return tuple(path[:item])


def _problems(of: Version) -> Sequence[Problem]:
    return [problem for problem in department_facts("", of.text).problems if problem.rule not in HARMLESS]


def _said(problem: Problem) -> tuple[str, str]:
    return problem.rule, problem.message


def _spent(known: Counter[tuple[str, str]], said: tuple[str, str]) -> bool:
    known[said] -= 1
    return known[said] >= 0


def _journal(of: Version) -> list[Data]:
    found = of.data.get("check_ins") if isinstance(of.data, dict) else None
    return found if isinstance(found, list) else []


def _day(entry: Data) -> str:
    return str(entry.get("date")) if isinstance(entry, dict) else ""


def _days(entries: Sequence[tuple[str, Name]]) -> dict[str, list[Name]]:
    """The entries of each day in order, those left out that are there twice."""
    often = Counter(told for _, told in entries)
    found: dict[str, list[Name]] = {}
    for day, told in entries:
        if often[told] == 1:
            found.setdefault(day, []).append(told)
    return found
