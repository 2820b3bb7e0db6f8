"""Checks that a merged text contains the changes of both sides: read like any file, it is the merge of values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.workspace import build
from okrctl.core.edit.lines import remarks
from okrctl.core.findings.rule import rule_named
from okrctl.core.loading.facts import department_facts
from okrctl.core.merge.names import JOURNAL, Name, Steps, frozen, is_set, names, step_to
from okrctl.core.model.settings import defaults
from okrctl.core.values.diagnostic import HARMLESS, Problem
from okrctl.core.yaml import Data, Reading, read

_ABSENT: Any = object()


@dataclass(frozen=True, slots=True)
class Version:
    """One text and its data; without data, it cannot be read."""

    text: str
    data: Data
    readable: bool
    reading: Reading


@dataclass(frozen=True, slots=True)
class Judge:
    """Chooses a side if they contradict each other, and always at ``torn`` paths."""

    prefer_ours: bool
    torn: Set[Steps] = frozenset()

    def merged(self, base: Data, ours: Data, theirs: Data) -> Data:
        """The merge of three versions of a document, without the order of list items, which isn't part of the data."""
        found = self._merged((), base, ours, theirs)
        return None if found is _ABSENT else found

    def _merged(self, path: Steps, base: Any, ours: Any, theirs: Any) -> Any:
        preferred = ours if self.prefer_ours else theirs
        if path in self.torn:
            return preferred
        whole = not any(torn[: len(path)] == path for torn in self.torn)
        if whole and (ours == theirs or base == ours):
            return theirs
        if whole and base == theirs:
            return ours
        if path == JOURNAL:
            base, ours, theirs = ([] if version is _ABSENT else version for version in (base, ours, theirs))
        kind = type(ours)
        if type(theirs) is not kind or not (base is _ABSENT or base is None or type(base) is kind):
            return preferred
        if kind is dict:
            return self._each(path, base if isinstance(base, dict) else {}, ours, theirs)
        if kind is list and is_set(path):
            versions = [base if isinstance(base, list) else [], ours, theirs]
            named = [dict(zip(keys, v, strict=True)) for keys, v in zip(names(path, *versions), versions, strict=True)]
            return list(self._each(path, named[0], named[1], named[2]).values())
        return preferred

    def _each(self, path: Steps, base: Mapping[Any, Any], ours: Mapping[Any, Any], theirs: Mapping[Any, Any]) -> Any:
        found = {}
        for name in {**ours, **theirs}:
            versions = [version.get(name, _ABSENT) for version in (base, ours, theirs)]
            value = self._merged((*path, name), versions[0], versions[1], versions[2])
            if value is not _ABSENT:
                found[name] = value
        return found


def _alike(data: Data, path: Steps = ()) -> Name:
    """Data in comparable form: without empty values, and without order where it has no meaning."""
    if isinstance(data, dict):
        inside = {key: _alike(value, (*path, key)) for key, value in data.items()}
        pairs = sorted((key, value) for key, value in inside.items() if value is not None)
        return ("map", *pairs) if pairs else None
    if isinstance(data, list):
        items = [_alike(item, (*path, ())) for item in data]
        return ("list", *(sorted(items, key=repr) if is_set(path) else items)) if items else None
    return data


def version(text: str) -> Version:
    """A text as the loader reads it."""
    reading = read("", text)
    readable = all(problem.rule in HARMLESS for problem in reading.problems)
    return Version(text, reading.data, readable and isinstance(reading.data, dict | None), reading)


def doubt(result: Version, versions: Sequence[Version], judge: Judge) -> str | None:
    """Why a merged text is rejected; None if it equals the merge of values and loses no entry."""
    if not result.readable:
        return "the result would not be valid YAML"
    base, ours, theirs = (each.data for each in versions)
    if _alike(result.data) != _alike(judge.merged(base, ours, theirs)):
        return "the result would differ from the combined changes of both sides"
    return lost(result, versions)


def lost(result: Version, versions: Sequence[Version]) -> str | None:
    """Whether a merged text lacks a check-in of one side, or changes the order of those of one day."""
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


def muted(result: Version, versions: Sequence[Version]) -> str | None:
    """A comment that a merged text without conflicts has lost: it isn't part of the data, and may be a suppression."""
    base, ours, theirs = (remarks(each.text) for each in versions)
    there = remarks(result.text)
    for comment in {*ours, *theirs}:
        counts = (base[comment], ours[comment], theirs[comment])
        if there[comment] < _kept(*counts):
            return comment
    return None


def _kept(base: int, ours: int, theirs: int) -> int:
    """The merged count of something in three versions: a change of only one side applies."""
    if base in (ours, theirs):
        return theirs if base == ours else ours
    return min(ours, theirs)


def two_stories(result: Version, versions: Sequence[Version]) -> set[Steps]:
    """Items with a field whose merged value and amendments are those of neither side.

    Each amendment gives the value before it. Combined, they would describe a past that never existed.
    """
    merged, *sides = (dict(_amended(each.data, ())) for each in (result, *versions[1:]))
    found: set[Steps] = set()
    for at, item in merged.items():
        known = [side[at] for side in sides if at in side]
        for field in {str(trace.get("field")) for trace in _traces(item)}:
            if known and _story(item, field) not in [_story(side, field) for side in known]:
                found.add(tuple(name for name, _ in at))
    return found


def new_problems(result: Version, versions: Sequence[Version]) -> list[Problem]:
    """Problems of a merged text that neither side nor the base has."""
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


_At = tuple[tuple[Name, Name], ...]
"""A path where one id can occur in several cycles."""


def _amended(data: Data, at: _At) -> Iterator[tuple[_At, dict[str, Data]]]:
    """Every mapping that can have amendments, and its path."""
    if isinstance(data, dict):
        yield at, data
        for key, value in data.items():
            if key not in ("check_ins", "amended"):
                yield from _amended(value, (*at, (key, None)))
    elif isinstance(data, list):
        for item in data:
            cycle = frozen(item.get("cycle")) if isinstance(item, dict) else None
            yield from _amended(item, (*at, (step_to(item), cycle)))


def _traces(item: dict[str, Data]) -> list[dict[str, Data]]:
    found = item.get("amended")
    return [trace for trace in found if isinstance(trace, dict)] if isinstance(found, list) else []


def _story(item: dict[str, Data], field: str) -> object:
    """The value of a field and its earlier values; reasons may differ."""
    traces = [
        (str(trace.get("date")), frozen(trace.get("from")), frozen(trace.get("to")))
        for trace in _traces(item)
        if str(trace.get("field")) == field
    ]
    return frozen(item.get(field)), sorted(traces, key=repr)


def _problems(of: Version) -> Sequence[Problem]:
    """The problems of a file by itself, and ids that mean two things in it."""
    facts = department_facts("", of.text)
    twice = rule_named("duplicate-id").check
    alone = RuleContext(build(defaults(), [facts]), date.max)
    return [*(each for each in facts.problems if each.rule not in HARMLESS), *(twice(alone) if twice else ())]


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
    """The entries of each day in order, without duplicates."""
    often = Counter(told for _, told in entries)
    found: dict[str, list[Name]] = {}
    for day, told in entries:
        if often[told] == 1:
            found.setdefault(day, []).append(told)
    return found
