"""The input of rules about check-ins: self-contained journals and their departments' plans."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Protocol, TypeVar

from okrctl.core.company.journals import PlacedCheckIn
from okrctl.core.company.workspace import Workspace
from okrctl.core.model.files import FileFacts
from okrctl.core.scores.journal import Journal, JournalMention, UnknownResult
from okrctl.core.scores.plan import Key, Plan, PlannedKeyResult, PlannedObjective
from okrctl.core.scores.series import Fault, faults_of
from okrctl.core.scores.series_of import mentions_of
from okrctl.core.values.cycle import Cycle
from okrctl.core.values.frozen import frozen

Part = TypeVar("Part")


@frozen
class JournalContext:
    """Journals to check; no other journal mentions these departments' items, and these mention no others."""

    ws: Workspace
    today: date
    departments: tuple[str, ...]
    plan: Plan
    journal: Journal

    @property
    def files(self) -> Iterator[FileFacts]:
        """The files of these departments."""
        return chain.from_iterable(map(self.ws.journal.files, self.departments))

    @property
    def entries(self) -> Iterator[PlacedCheckIn]:
        """Their check-ins, journal by journal."""
        return chain.from_iterable(map(self.ws.journal.__getitem__, self.departments))

    @property
    def keys(self) -> Iterable[Key]:
        """All their mentions."""
        own = [self.journal.sorted.of(department) for department in self.departments]
        return dict.fromkeys(chain(*own, self.journal.sorted.abroad() if len(own) > 1 else ()))

    @property
    def strays(self) -> Iterator[UnknownResult]:
        """Keys that name nothing, or something that takes no check-ins."""
        for department in self.departments:
            yield from self.journal.sorted.strays(department)
        yield from (each for each in self.journal.too_often if each.placed.department in self.departments)

    def mentions(self, key: Key) -> list[JournalMention]:
        """The mentions of an item."""
        return self.journal.mentions.get(key, [])

    @cached_property
    def faults(self) -> tuple[tuple[PlannedKeyResult, Fault], ...]:
        """Results that don't fit their key result, on any day."""
        found: list[tuple[PlannedKeyResult, Fault]] = []
        for planned in self.plan.key_results():
            measure = planned.key_result.measure
            if measure is None:
                continue
            mentions = mentions_of(self.journal, planned, date.max)
            faults = faults_of(mentions, measure, planned.unit, planned.cycle.start, planned.takes_until)
            found.extend((planned, fault) for fault in faults)
        return tuple(found)


def live(plan: Plan, latest: date) -> tuple[PlannedObjective, ...]:
    """Active objectives: agreed, not dropped, and not over."""
    return tuple(
        planned
        for planned in plan.objectives
        if not (planned.draft or planned.dropped or planned.closed_on or is_over(planned.cycle, latest))
    )


def is_over(cycle: Cycle, latest: date) -> bool:
    """Whether a cycle ended before the latest day with check-ins."""
    return latest != date.min and cycle.end < latest


class SoundJournals(Protocol):
    """Journals without findings in an earlier run, by everything that a :class:`JournalContext` shows to rules."""

    def knows(self, part: JournalContext) -> bool:
        """Whether these are known to have no findings."""

    def note(self, part: JournalContext) -> None:
        """Remember that these have no findings."""


def journals(ws: Workspace, today: date, plan: Plan, journal: Journal) -> Iterator[JournalContext]:
    """All journals: each on its own, except those linked with others, which are checked together."""
    objectives, kpis = grouped(plan.objectives), grouped(plan.kpis)
    together = _entangled(ws, plan, journal)
    groups: list[Collection[str]] = [(department,) for department in ws.journal if department not in together]
    for group in (*groups, [department for department in ws.journal if department in together]):
        if group:
            part = Plan(plan.day, tuple(_of(group, objectives)), tuple(_of(group, kpis)))
            yield JournalContext(ws, today, tuple(group), part, journal)


class _OfDepartment(Protocol):
    @property
    def department(self) -> str: ...


Item = TypeVar("Item", bound=_OfDepartment)


def grouped(items: Iterable[Item]) -> dict[str, list[Item]]:
    """Items by department."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.department, []).append(item)
    return found


def _of(group: Iterable[str], parts: Mapping[str, list[Part]]) -> Iterator[Part]:
    return chain.from_iterable(parts.get(department, ()) for department in group)


def _entangled(ws: Workspace, plan: Plan, journal: Journal) -> frozenset[str]:
    """Departments whose journals mention others' or unknown items, or are read by others."""
    found = {department for department in ws.journal if not journal.sorted.by_itself(department)}
    found.update(each.placed.department for each in journal.too_often)
    for result in plan.key_results():
        home = (result.key_result.kpi or "").partition("@")[0].partition("/")
        if home[1] and home[0] != result.department:
            found.update({result.department, home[0]})
    return frozenset(found)
