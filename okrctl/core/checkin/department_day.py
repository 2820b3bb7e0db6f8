"""What a department can check in on a day, with the current state of each item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import ClassVar

from okrctl.core.checkin.entry import Mistake, ResultInput
from okrctl.core.company.references import Unresolved, meaning
from okrctl.core.company.workspace import Entry, Workspace
from okrctl.core.model.items import KeyResult, Kpi
from okrctl.core.model.measure import KpiMeasure, Measure
from okrctl.core.model.values import InvalidResult, Series, Value
from okrctl.core.scores.journal import Journal, JournalMention, index_journal
from okrctl.core.scores.plan import Key, Plan, PlannedKeyResult, PlannedKpi, PlannedObjective, key_of, plan_on
from okrctl.core.scores.scoring import ScoredKeyResult, score_key_result, watch_kpi
from okrctl.core.scores.series_of import series_of
from okrctl.core.values.frozen import frozen


class ObjectiveMeasure(Measure):
    """What an objective accepts: a confidence and a note, but no value."""

    published_as: ClassVar = "objective"
    decided_by: ClassVar = ()
    summary: ClassVar = "an objective"

    def read(self, text: str, unit: str | None, baseline: Fraction | None) -> Value | InvalidResult:
        """Never a value."""
        return InvalidResult(f"an objective takes no value such as {text}", "check in its key results")


@frozen
class CheckInItem:
    """A key result, KPI or objective that takes check-ins. ``name`` is its key in the journal.

    ``path`` is the file it is planned in; ``objective`` the reference of a key result's objective, else empty;
    ``reads`` the KPI that a key result takes its values from; ``scored`` a key result's scores before this check-in.
    ``started_on`` is the day whose check-in gave its baseline. ``said`` are the values to correct, in a correction.
    """

    name: str
    ref: str
    path: str
    title: str
    unit: str | None
    measure: Measure
    series: Series
    objective: str = ""
    reads: str | None = None
    scored: ScoredKeyResult | None = None
    started_on: date | None = None
    said: ResultInput | None = None

    @property
    def wants_baseline(self) -> bool:
        """Whether values need a baseline that is still missing (a signed change doesn't)."""
        return self.measure.wants_baseline(self.series)

    def starting_at(self, baseline: Fraction) -> CheckInItem:
        """The same with a baseline."""
        return replace(self, series=replace(self.series, baseline=baseline))


@dataclass(frozen=True)
class DepartmentDay:
    """One department on one day."""

    ws: Workspace
    department: str
    day: date

    @property
    def written_on(self) -> date:
        """The date of the entry."""
        return self.day

    @property
    def corrects(self) -> date | None:
        """The day that the entry corrects; None for an ordinary one."""
        return None

    @cached_property
    def journal(self) -> Journal:
        """The workspace's journal."""
        return index_journal(self.ws)

    @cached_property
    def plan(self) -> Plan:
        """The plan of the day."""
        return plan_on(self.ws, self.day)

    @cached_property
    def _planned(self) -> dict[Key, PlannedKeyResult | PlannedKpi]:
        found: dict[Key, PlannedKeyResult | PlannedKpi] = {kpi.key: kpi for kpi in self.plan.kpis}
        found.update((planned.key, planned) for planned in self.plan.key_results())
        return found

    def subject(self, name: str, *, words: bool = False) -> CheckInItem | Mistake:
        """The item of a name in this department's journal, or why it takes no check-in on this day.

        With ``words``, objectives are accepted, since there are only words about the item.
        """
        entry = meaning(self.ws, self.department, name, self.day, objectives=words)
        if isinstance(entry, Unresolved):
            return Mistake(f"{name}: {entry.message}", entry.help)
        if entry.kind == "objective":
            return self._objective(name, entry)
        planned = self._planned.get(key_of(entry))
        if isinstance(planned, PlannedKpi):
            return self._kpi(name, planned)
        if planned is None or planned.key_result.measure is None:
            return Mistake(f"the definition of {name} has errors", "okrctl validate shows what is wrong")
        return self._reason_against(name, entry, planned) or self._key_result(name, planned, planned.key_result.measure)

    def lasting(self, name: str) -> str:
        """A name as written in a check-in of this day: final values name their cycle.

        Otherwise the value would move to the next cycle as soon as that has the same id.
        """
        entry = meaning(self.ws, self.department, name, self.day, objectives=True)
        if "@" in name or isinstance(entry, Unresolved) or entry.cycle is None or entry.cycle.contains(self.day):
            return name
        return f"{name}@{entry.cycle.name}"

    def round(self) -> list[CheckInItem]:
        """Everything of the department that is active on the day and not done, in plan order."""
        found: list[CheckInItem] = []
        for planned in self.plan.key_results():
            measure = planned.key_result.measure
            over = planned.draft or planned.dropped or planned.closed_on or not planned.cycle.contains(self.day)
            if planned.department != self.department or measure is None or over or planned.key_result.kpi:
                continue
            subject = self._key_result(planned.key_result.id, planned, measure)
            if not measure.finished(subject.series):
                found.append(subject)
        return found + [self._kpi(kpi.kpi.id, kpi) for kpi in self.plan.kpis if kpi.department == self.department]

    def details(self, subject: CheckInItem) -> Iterator[tuple[str, str]]:
        """Details of a subject from the plan, by label: why, how it is measured, its evidence."""
        item: KeyResult | Kpi
        if subject.scored is None:
            kpi = next(each for each in self.plan.kpis if each.ref == subject.ref)
            item, owner = kpi.kpi, kpi.owner
        else:
            planned = subject.scored.planned
            item, owner = planned.key_result, planned.owner
            home = self.objective_of(subject)
            assert home is not None
            yield "for", f"{home.ref}: {home.title}"
            yield from _given("why", item.why or home.objective.why)
            yield from item.measure.details() if item.measure else ()
        metric = self.ws.config.metrics.get(item.metric) if item.metric else None
        yield from _given("definition", item.definition or (metric.definition if metric else None))
        yield from _given("owner", owner)

    def _series(self, planned: PlannedKeyResult) -> Series:
        return series_of(self.journal, planned, self.day)

    def _key_result(self, name: str, planned: PlannedKeyResult, measure: Measure) -> CheckInItem:
        series = self._series(planned)
        scored = score_key_result(self.ws, planned, series, self.day, True)
        at, mentions = series.baseline_at, self.journal.mentions.get(planned.key, ())
        return CheckInItem(
            *(name, planned.ref, planned.path, planned.title, planned.unit, measure, series),
            objective=planned.objective,
            reads=planned.key_result.kpi,
            scored=scored,
            started_on=next((m.day for m in mentions if at == (m.placed.path, (*m.at, "baseline"))), None),
        )

    def _kpi(self, name: str, planned: PlannedKpi) -> CheckInItem:
        watched = watch_kpi(self.ws, planned, self._mentions(planned.key), self.day)
        return CheckInItem(name, planned.ref, planned.path, planned.title, planned.unit, KpiMeasure(), watched.series)

    def _mentions(self, key: Key) -> list[JournalMention]:
        return self.journal.mentions.get(key, [])

    def objective_of(self, subject: CheckInItem) -> PlannedObjective | None:
        """The objective that a key result belongs to."""
        key = subject.scored.planned.key[:2] if subject.scored else None
        return next((each for each in self.plan.objectives if (each.path, each.at) == key), None)

    def _objective(self, name: str, entry: Entry) -> CheckInItem | Mistake:
        planned = next((each for each in self.plan.objectives if each.key == key_of(entry)), None)
        if planned is None:
            return Mistake(f"{name} isn't part of the plan on {self.day}", "pass another day with --date")
        if planned.dropped:
            return Mistake(f"{name} was dropped", "leave it out")
        return CheckInItem(name, planned.ref, planned.path, planned.title, None, ObjectiveMeasure(), Series())

    def _reason_against(self, name: str, entry: Entry, planned: PlannedKeyResult) -> Mistake | None:
        joint = entry.objective.history.on(self.day).joint_with if entry.objective else ()
        if planned.department != self.department and not {self.department, "all"} & set(joint):
            hint = f"okrctl checkin {planned.department} --set {planned.key_result.id}=…"
            return Mistake(f"{name} belongs to {planned.department} and isn't shared with {self.department}", hint)
        if planned.dropped:
            return Mistake(f"{name} was dropped", "leave it out")
        start, end = planned.cycle.start, planned.takes_until
        if self.day < start:
            return Mistake(f"{name} starts on {start}, after {self.day}", "pass a later day with --date")
        if self.day > end:
            hint = f"final values may be dated up to {end}: pass --date"
            return Mistake(f"{name} has ended, so a value of {self.day} is too late", hint)
        return None


def _given(label: str, text: str | None) -> Iterator[tuple[str, str]]:
    if text:
        yield label, text


def departments_of(ws: Workspace, names: frozenset[str], day: date) -> list[str]:
    """The departments where a person (with any of these names) owns something to check in on a day."""
    plan = plan_on(ws, day)
    owners = {(id, department.head.lead) for id, department in ws.departments.items()}
    owners |= {(result.department, result.owner) for result in plan.key_results() if result.cycle.contains(day)}
    owners |= {(kpi.department, kpi.owner) for kpi in plan.kpis}
    return sorted({department for department, owner in owners if owner and owner.casefold() in names})
