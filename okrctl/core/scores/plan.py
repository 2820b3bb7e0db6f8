"""The plan of a day: later amendments undone, drops and closings applied from their date, defaults inherited."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace
from datetime import date, timedelta

from okrctl.core.company.references import Target, resolve
from okrctl.core.company.workspace import Entry, PlacedKpi, PlacedObjective, Workspace
from okrctl.core.model.items import KeyResult, Kpi, Objective
from okrctl.core.model.measure import Measure
from okrctl.core.model.pace import Window
from okrctl.core.model.parts import Cadence
from okrctl.core.values.cycle import Cycle
from okrctl.core.values.diagnostic import DocPath, Located
from okrctl.core.values.frozen import frozen

Key = tuple[str, DocPath, str]
"""Identity of an objective, key result or KPI across its plans: file, place of its objective (or its own), id."""


@frozen
class Rhythm:
    """The check-in interval of an item in days, with its grace period."""

    every: int
    grace: int


@frozen
class PlannedKeyResult(Located):
    """A key result as planned on a day, with what it inherits from objective, department, dictionary and workspace.

    ``reads`` is the identity of the KPI that it reads; ``takes_until`` the last day whose entries count.
    """

    key: Key
    ref: str
    department: str
    objective: str
    path: str
    key_result: KeyResult
    title: str
    unit: str | None
    better: str | None
    owner: str | None
    contributors: tuple[str, ...]
    ambition: str
    cycle: Cycle
    window: Window
    rhythm: Rhythm
    draft: bool
    dropped: bool
    closed_on: date | None
    takes_until: date
    reads: Key | None

    @property
    def at(self) -> DocPath:
        """Its document path."""
        return self.key_result.at

    @property
    def guards(self) -> bool:
        """Whether it watches something that must not get worse."""
        measure = self.key_result.measure
        return not self.key_result.weight or (measure is not None and measure.guards)


@frozen
class PlannedObjective(Located):
    """An objective as planned on a day."""

    key: Key
    ref: str
    department: str
    path: str
    objective: Objective
    owner: str | None
    cycle: Cycle
    draft: bool
    dropped: bool
    closed_on: date | None
    key_results: tuple[PlannedKeyResult, ...]

    @property
    def title(self) -> str:
        """Its title."""
        return self.objective.title or self.objective.id

    @property
    def at(self) -> DocPath:
        """Its document path."""
        return self.objective.at

    @property
    def live(self) -> list[PlannedKeyResult]:
        """Its key results that are neither drafts, nor dropped, nor closed."""
        return [each for each in self.key_results if not (each.draft or each.dropped or each.closed_on)]


@frozen
class PlannedKpi:
    """A KPI with what it inherits."""

    key: Key
    ref: str
    department: str
    path: str
    kpi: Kpi
    title: str
    unit: str | None
    owner: str | None
    rhythm: Rhythm

    @property
    def at(self) -> DocPath:
        """Its document path."""
        return self.kpi.at


@frozen
class Plan:
    """Everything planned, as of a day, without objectives that have no valid cycle (which is a finding)."""

    day: date
    objectives: tuple[PlannedObjective, ...]
    kpis: tuple[PlannedKpi, ...]

    def key_results(self) -> Iterator[PlannedKeyResult]:
        """All key results, objective by objective."""
        for objective in self.objectives:
            yield from objective.key_results


def key_of(entry: Entry) -> Key:
    """The identity of a reference's target."""
    home = entry.objective.history.current.at if entry.objective else entry.at
    return (entry.path, home, entry.id)


def plan_of(ws: Workspace, placed: PlacedObjective, day: date, only: str | None = None) -> Plan:
    """The plan of a day with a single objective, or one of its key results, for reports about just that."""
    alone = () if placed.cycle is None else (_objective(ws, placed, placed.cycle, day, only),)
    return Plan(day, alone, ())


def plan_on(ws: Workspace, day: date, among: Container[str] | None = None) -> Plan:
    """The plan of a day; with ``among``, only of these departments."""
    return Plan(
        day,
        tuple(
            _objective(ws, placed, placed.cycle, day)
            for placed in ws.objectives
            if placed.cycle is not None and (among is None or placed.department in among)
        ),
        tuple(_kpi(ws, placed) for placed in ws.kpis if among is None or placed.department in among),
    )


def rhythm_of(ws: Workspace, *nearest_first: Cadence | None) -> Rhythm:
    """The check-in interval from these settings: the first one set counts, the workspace's last."""
    every, grace = ws.config.check_in.every, ws.config.check_in.grace
    for cadence in reversed(nearest_first):
        if cadence is not None:
            every = every if cadence.every is None else cadence.every
            grace = grace if cadence.grace is None else cadence.grace
    return Rhythm(every, grace)


def _objective(
    ws: Workspace, placed: PlacedObjective, cycle: Cycle, day: date, only: str | None = None
) -> PlannedObjective:
    home = _home(ws, placed, cycle, day)
    results = tuple(
        _key_result(ws, *_of_closing_day(ws, home, result, placed, cycle, day), placed, day)
        for result in home.objective.key_results
        if only in (None, result.id)
    )
    return replace(home, key_results=results)


def _home(ws: Workspace, placed: PlacedObjective, cycle: Cycle, day: date) -> PlannedObjective:
    """An objective as planned on a day, without its key results."""
    objective = placed.history.on(day)
    if objective.closed and objective.closed.date < day:
        # a closed item stays as of its closing day
        objective = placed.history.on(objective.closed.date)
    if objective.cycle and objective is not placed.history.current:
        cycle = ws.cycle(objective.cycle) or cycle
    department = ws.departments[placed.department]
    return PlannedObjective(
        key=(placed.path, placed.history.current.at, objective.id),
        ref=f"{placed.department}/{objective.id}",
        department=placed.department,
        path=placed.path,
        objective=objective,
        owner=objective.owner or department.head.lead,
        cycle=cycle,
        draft=objective.draft,
        dropped=objective.dropped is not None and objective.dropped.date <= day,
        closed_on=objective.closed.date if objective.closed and objective.closed.date <= day else None,
        key_results=(),
    )


def _of_closing_day(
    ws: Workspace, home: PlannedObjective, result: KeyResult, placed: PlacedObjective, cycle: Cycle, day: date
) -> tuple[PlannedObjective, KeyResult]:
    """A closed key result as of its closing day, with the defaults of that day; draft and drop are today's."""
    if not placed.history.earlier or result.closed is None:
        return home, result
    closed_on = min(result.closed.date, home.closed_on or date.max)
    if closed_on >= day:
        return home, result
    then = _home(ws, placed, cycle, closed_on)
    found = next((each for each in then.objective.key_results if each.id == result.id), result)
    return replace(then, draft=home.draft, dropped=home.dropped, closed_on=home.closed_on), found


def _key_result(
    ws: Workspace, home: PlannedObjective, result: KeyResult, placed: PlacedObjective, day: date
) -> PlannedKeyResult:
    metric = ws.config.metrics.get(result.metric) if result.metric else None
    kpi = _kpi_behind(ws, home, result)
    rhythm = rhythm_of(ws, result.check_in, home.objective.check_in, ws.departments[home.department].head.check_in)
    if kpi and result.check_in is None:
        rhythm = _kpi(ws, kpi).rhythm
    closings = [home.closed_on] if home.closed_on else []
    if result.closed and result.closed.date <= day:
        closings.append(result.closed.date)
    closed_on = min(closings, default=None)
    end = min(home.cycle.end, closed_on) if closed_on else home.cycle.end
    due = result.due or end
    final = home.cycle.end + timedelta(days=ws.config.check_in.final)
    if closed_on:
        due, final = min(due, closed_on), min(final, closed_on)
    earlier = _earlier_measures(placed, result)
    return PlannedKeyResult(
        key=(home.path, placed.history.current.at, result.id),
        ref=f"{home.department}/{result.id}",
        department=home.department,
        objective=home.ref,
        path=home.path,
        key_result=result,
        title=result.title or (metric.title if metric and metric.title else result.id),
        unit=result.unit or (metric.unit if metric else None) or (_unit(ws, kpi.kpi) if kpi else None),
        better=metric.better if metric else None,
        owner=result.owner or home.owner,
        contributors=result.contributors or home.objective.contributors,
        ambition=home.objective.ambition,
        cycle=home.cycle,
        window=Window(
            home.cycle.start, end, due, rhythm.every, rhythm.grace, closed_on is not None, home.cycle.end, earlier
        ),
        rhythm=rhythm,
        draft=home.draft or result.draft,
        dropped=home.dropped or (result.dropped is not None and result.dropped.date <= day),
        closed_on=closed_on,
        takes_until=final,
        reads=(kpi.path, kpi.kpi.at, kpi.kpi.id) if kpi else None,
    )


def _earlier_measures(placed: PlacedObjective, result: KeyResult) -> tuple[tuple[date, Measure], ...]:
    """Earlier versions of a level to hold, by the first day they no longer applied: each value has its day's bounds."""
    if result.measure is None or result.measure.plan(None).hold is None:
        return ()
    plans = ((until, each) for until, plan in placed.history.earlier for each in plan.key_results)
    return tuple((until, each.measure) for until, each in plans if each.id == result.id and each.measure)


def _kpi_behind(ws: Workspace, home: PlannedObjective, result: KeyResult) -> PlacedKpi | None:
    if result.kpi is None:
        return None
    target = resolve(ws, result.kpi, home.department, home.cycle)
    return target.entry.kpi if isinstance(target, Target) and target.entry else None


def _unit(ws: Workspace, kpi: Kpi) -> str | None:
    metric = ws.config.metrics.get(kpi.metric) if kpi.metric else None
    return kpi.unit or (metric.unit if metric else None)


def _kpi(ws: Workspace, placed: PlacedKpi) -> PlannedKpi:
    kpi, department = placed.kpi, ws.departments[placed.department]
    return PlannedKpi(
        key=(placed.path, kpi.at, kpi.id),
        ref=placed.ref,
        department=placed.department,
        path=placed.path,
        kpi=kpi,
        title=kpi.title or kpi.id,
        unit=_unit(ws, kpi),
        owner=kpi.owner or department.head.lead,
        rhythm=rhythm_of(ws, kpi.check_in, department.head.check_in),
    )
