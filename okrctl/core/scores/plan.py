"""The plan of a day: amendments dated later undone, drops and closings acting from their date, everything inherited."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date
from fractions import Fraction

from okrctl.core.company.references import Target, resolve
from okrctl.core.company.workspace import Entry, PlacedKpi, PlacedObjective, Workspace
from okrctl.core.model.items import KeyResult, Kpi, Objective
from okrctl.core.model.pace import Window
from okrctl.core.model.parts import Cadence
from okrctl.core.values.cycle import Cycle
from okrctl.core.values.diagnostic import DocPath
from okrctl.core.values.frozen import frozen

Key = tuple[str, DocPath, str]
"""Identity of a key result or KPI across its plans: file, place of its objective (or its own), id."""


@frozen
class Rhythm:
    """The cadence that holds for something: every so many days, with days of grace."""

    every: int
    grace: int


@frozen
class PlannedKeyResult:
    """A key result as planned on a day, with what it inherits from objective, department, dictionary and workspace.

    ``reads`` is the identity of the KPI whose series it reads.
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
    ambition: str
    cycle: Cycle
    window: Window
    rhythm: Rhythm
    draft: bool
    dropped: bool
    closed_on: date | None
    reads: Key | None

    @property
    def at(self) -> DocPath:
        """Its document path."""
        return self.key_result.at


@frozen
class PlannedObjective:
    """An objective as planned on a day."""

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


@frozen
class Plan:
    """Everything planned, as of a day. Objectives without a usable cycle are not in it (a finding says so)."""

    day: date
    objectives: tuple[PlannedObjective, ...]
    kpis: tuple[PlannedKpi, ...]

    def key_results(self) -> Iterator[PlannedKeyResult]:
        """All key results, objective by objective."""
        for objective in self.objectives:
            yield from objective.key_results


def key_of(entry: Entry) -> Key:
    """The identity of a key result or KPI that a reference means."""
    home = entry.objective.history.current.at if entry.objective else entry.at
    return (entry.path, home, entry.id)


def plan_of(ws: Workspace, placed: PlacedObjective, day: date, only: str | None = None) -> Plan:
    """The plan of a day with one objective alone, or one key result of it, for reports about nothing else."""
    alone = () if placed.cycle is None else (_objective(ws, placed, placed.cycle, day, only),)
    return Plan(day, alone, ())


def plan_on(ws: Workspace, day: date, among: Container[str] | None = None) -> Plan:
    """The plan of a day; with ``among`` only that of these departments."""
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
    """The cadence that these make, where the first word counts, and the workspace's last."""
    every, grace = ws.config.check_in.every, ws.config.check_in.grace
    for cadence in reversed(nearest_first):
        if cadence is not None:
            every = every if cadence.every is None else cadence.every
            grace = grace if cadence.grace is None else cadence.grace
    return Rhythm(every, grace)


def _objective(
    ws: Workspace, placed: PlacedObjective, cycle: Cycle, day: date, only: str | None = None
) -> PlannedObjective:
    objective = placed.history.on(day)
    if objective.closed and objective.closed.date < day:
        # what is closed stays as it was on its closing day
        objective = placed.history.on(objective.closed.date)
    if objective.cycle and objective is not placed.history.current:
        cycle = ws.cycle(objective.cycle) or cycle
    department = ws.departments[placed.department]
    owner = objective.owner or department.lead
    dropped = objective.dropped is not None and objective.dropped.date <= day
    closed_on = objective.closed.date if objective.closed and objective.closed.date <= day else None
    home = PlannedObjective(
        ref=f"{placed.department}/{objective.id}",
        department=placed.department,
        path=placed.path,
        objective=objective,
        owner=owner,
        cycle=cycle,
        draft=objective.draft,
        dropped=dropped,
        closed_on=closed_on,
        key_results=(),
    )
    results = tuple(
        _key_result(ws, home, _as_closed(result, placed, day), placed, day)
        for result in objective.key_results
        if only in (None, result.id)
    )
    return PlannedObjective(
        home.ref, home.department, home.path, objective, owner, cycle, home.draft, dropped, closed_on, results
    )


def _as_closed(result: KeyResult, placed: PlacedObjective, day: date) -> KeyResult:
    if not placed.history.earlier or result.closed is None or result.closed.date >= day:
        return result
    plan = placed.history.on(result.closed.date)
    return next((each for each in plan.key_results if each.id == result.id), result)


def _key_result(
    ws: Workspace, home: PlannedObjective, result: KeyResult, placed: PlacedObjective, day: date
) -> PlannedKeyResult:
    metric = ws.config.metrics.get(result.metric) if result.metric else None
    kpi = _kpi_behind(ws, home, result)
    rhythm = rhythm_of(ws, result.check_in, home.objective.check_in, ws.departments[home.department].check_in)
    closings = [home.closed_on] if home.closed_on else []
    if result.closed and result.closed.date <= day:
        closings.append(result.closed.date)
    closed_on = min(closings, default=None)
    end = min(home.cycle.end, closed_on) if closed_on else home.cycle.end
    due = result.due or end
    if closed_on:
        due = min(due, end)
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
        ambition=home.objective.ambition,
        cycle=home.cycle,
        window=Window(home.cycle.start, end, due, rhythm.every),
        rhythm=rhythm,
        draft=home.draft or result.draft,
        dropped=home.dropped or (result.dropped is not None and result.dropped.date <= day),
        closed_on=closed_on,
        reads=(kpi.path, kpi.kpi.at, kpi.kpi.id) if kpi else None,
    )


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
        owner=kpi.owner or department.lead,
        rhythm=rhythm_of(ws, kpi.check_in, department.check_in),
    )


def weight_of(value: object) -> Fraction:
    """A weight as written, 1 without one."""
    return value if isinstance(value, Fraction) else Fraction(1)
