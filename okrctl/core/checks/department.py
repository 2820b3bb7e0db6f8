"""The input of rules about the plan of one department, which no other department can change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from okrctl.core.checks.journal import grouped, live
from okrctl.core.company.journals import Journals
from okrctl.core.company.workspace import PlacedObjective, Workspace
from okrctl.core.model.items import KeyResult
from okrctl.core.model.measure import Measure
from okrctl.core.model.quantities import Plan as Quantities
from okrctl.core.model.settings import Metric
from okrctl.core.scores.journal import Journal, JournalMention
from okrctl.core.scores.plan import Plan, PlannedKeyResult, PlannedObjective
from okrctl.core.scores.series import in_force
from okrctl.core.values.diagnostic import DocPath, Place, Problem
from okrctl.core.values.frozen import frozen


@frozen
class MeasuredResult:
    """A key result with a known kind, as written; ``journal`` is that of its whole workspace."""

    placed: PlacedObjective
    result: KeyResult
    measure: Measure
    metric: Metric | None
    journal: Journal

    @property
    def unit(self) -> str | None:
        """Its own unit, or its metric's."""
        return self.result.unit or (self.metric.unit if self.metric else None)

    @property
    def due(self) -> date | None:
        """Its due date: its own, or the end of its cycle."""
        return self.result.due or (self.placed.cycle.end if self.placed.cycle else None)

    def place(self, *inside: str | int) -> Place:
        """The place of one of its fields."""
        return Place(self.placed.path, (*self.result.at, *inside))

    @property
    def goal(self) -> Place:
        """The place of its goal."""
        return self.place(self.measure.goal_key())

    @cached_property
    def plan(self) -> Quantities:
        """The plan in numbers, with the baseline if it is known."""
        return self.measure.plan(self.baseline)

    @property
    def baseline(self) -> Fraction | None:
        """The baseline of the plan, or the first one in the journal."""
        return self._start[0]

    @property
    def start(self) -> Place:
        """The place of the baseline."""
        return self._start[1]

    @property
    def mentions(self) -> list[JournalMention]:
        """Its check-ins, with all corrections."""
        key = (self.placed.path, self.placed.history.current.at, self.result.id)
        return in_force(self.journal.mentions.get(key, ()), date.max)

    @cached_property
    def _start(self) -> tuple[Fraction | None, Place]:
        given, cycle = self.measure.given_baseline(), self.placed.cycle
        for mention in self.mentions if given is None and self.measure.takes_baseline() else ():
            begun = cycle is None or mention.day >= cycle.start
            if begun and mention.result is not None and mention.result.baseline is not None:
                return mention.result.baseline, Place(mention.placed.path, (*mention.at, "baseline"))
        return given, self.place("baseline")


class Measured:
    """The plan of a workspace, with its active part: what is agreed, not dropped, and not over.

    Whether a cycle is over depends on the journal, not on the clock: it ended more than a week (the time for final
    values) before the latest check-in of the workspace. So a file has the same findings on every day, and old goals
    cause none.
    """

    if TYPE_CHECKING:

        @property
        def ws(self) -> Workspace:
            """The workspace."""

        @property
        def journal(self) -> Journal:
            """The journal, grouped by item."""

        @property
        def live(self) -> tuple[PlannedObjective, ...]:
            """Active objectives."""

    @property
    def live_items(self) -> Iterator[PlannedObjective | PlannedKeyResult]:
        """Active objectives, each followed by its active key results."""
        for objective in self.live:
            yield objective
            yield from objective.live

    @property
    def live_key_results(self) -> Iterator[PlannedKeyResult]:
        """Active key results."""
        return chain.from_iterable(objective.live for objective in self.live)

    @cached_property
    def measured(self) -> dict[tuple[str, DocPath], MeasuredResult]:
        """Every key result with a known kind, by its place."""
        metrics = self.ws.config.metrics
        return {
            (placed.path, result.at): MeasuredResult(
                placed, result, result.measure, metrics.get(result.metric or ""), self.journal
            )
            for placed, result in self.ws.key_results()
            if result.measure is not None
        }


@frozen
class DepartmentContext(Measured):
    """A workspace of one department to check: its plan, and the active part of it.

    ``journal`` is the one of the whole workspace.
    """

    department: str
    ws: Workspace
    plan: Plan
    live: tuple[PlannedObjective, ...]
    journal: Journal


class KeptFindings(Protocol):
    """What rules about departments found in an earlier run."""

    def of(self, part: DepartmentContext) -> tuple[Problem, ...] | None:
        """The findings in just this plan, if they are known."""

    def keep(self, part: DepartmentContext, found: tuple[Problem, ...]) -> None:
        """Remember the findings in this plan."""


def departments(ws: Workspace, plan: Plan, latest: date, journal: Journal) -> Iterator[DepartmentContext]:
    """Every department by itself; ``latest`` decides what is over (see :func:`live`)."""
    objectives, kpis = grouped(ws.objectives), grouped(ws.kpis)
    planned, watched = grouped(plan.objectives), grouped(plan.kpis)
    for id, department in ws.departments.items():
        files = ws.journal.files(id)
        alone = replace(
            ws,
            files=files,
            departments={id: department},
            objectives=tuple(objectives.get(id, ())),
            kpis=tuple(kpis.get(id, ())),
            journal=Journals(files),
            entries={id: ws.entries[id]},
            former={},
        )
        part = Plan(plan.day, tuple(planned.get(id, ())), tuple(watched.get(id, ())))
        yield DepartmentContext(id, alone, part, live(part, latest), journal)
