"""The input of rules about the plan of one department, which no other department can change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from okrctl.core.checks.journal import grouped, live
from okrctl.core.company.journals import Journals
from okrctl.core.company.workspace import PlacedObjective, Workspace
from okrctl.core.model.items import KeyResult
from okrctl.core.model.quantities import Plan as Quantities
from okrctl.core.scores.journal import Journal
from okrctl.core.scores.plan import Plan, PlannedObjective
from okrctl.core.scores.series import in_force
from okrctl.core.values.diagnostic import DocPath, Place, Problem
from okrctl.core.values.frozen import frozen


class Measured:
    """Plans in numbers, of a workspace with a journal."""

    if TYPE_CHECKING:

        @property
        def ws(self) -> Workspace:
            """The workspace."""

        @property
        def journal(self) -> Journal:
            """The journal, grouped by item."""

    @cached_property
    def baselines(self) -> dict[tuple[str, DocPath], tuple[Fraction | None, Place]]:
        """The baseline of every key result by its place: the plan's, or the first one in the journal."""
        return {
            (placed.path, result.at): self._baseline(placed, result)
            for placed in self.ws.objectives
            for result in placed.history.current.key_results
        }

    @cached_property
    def quantities(self) -> dict[tuple[str, DocPath], Quantities]:
        """The plan in numbers of every measured key result, by its place."""
        return {
            (placed.path, result.at): result.measure.plan(self.baselines[placed.path, result.at][0])
            for placed in self.ws.objectives
            for result in placed.history.current.key_results
            if result.measure is not None
        }

    def _baseline(self, placed: PlacedObjective, result: KeyResult) -> tuple[Fraction | None, Place]:
        at = Place(placed.path, (*result.at, "baseline"))
        measure = result.measure
        if measure is None or not measure.takes_baseline():
            return None, at
        if measure.given_baseline() is not None:
            return measure.given_baseline(), at
        key = (placed.path, placed.history.current.at, result.id)
        for mention in in_force(self.journal.mentions.get(key, ()), date.max):
            begun = placed.cycle is None or mention.day >= placed.cycle.start
            if begun and mention.result is not None and mention.result.baseline is not None:
                return mention.result.baseline, Place(mention.placed.path, (*mention.at, "baseline"))
        return None, at


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
