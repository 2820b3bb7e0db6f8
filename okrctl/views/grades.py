"""The grades of objectives to close, key result by key result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from okrctl.core.model.figures import NONE
from okrctl.core.scores.landing import DepartmentRecord
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredObjective
from okrctl.views.blocks import Cell, Column, Document, Heading, Run, Table, document
from okrctl.views.figures import current, goal, share
from okrctl.views.landing import record_table
from okrctl.views.signs import marked

_COLUMNS = (
    Column("What", shrink=True),
    Column("Plan", shrink=True),
    Column("Ended"),
    Column("Score", "right"),
    Column("Grade"),
)


def record_of(records: Sequence[DepartmentRecord], names: Mapping[str, str]) -> Document:
    """How far off owners' projections and trends were, for everything that departments have ended so far."""
    return document([Heading("Projections made halfway, in all cycles so far"), record_table(records, names)])


def document_of(objectives: Sequence[ScoredObjective], day: date) -> Document:
    """The objectives with their grades as of a day."""
    rows: list[tuple[Cell, ...]] = []
    for objective in objectives:
        planned = objective.planned
        ambition = Run(planned.objective.ambition, "dim")
        rows.append((Run(planned.ref, "strong"), ambition, "", share(objective.score), marked(objective.status)))
        rows += [_row(result) for result in objective.key_results]
    return document([Heading("Grades", f"as of {day}"), Table(_COLUMNS, tuple(rows), header=False, indent=2)])


def outcome(result: ScoredKeyResult) -> str:
    """A key result's goal and where it ended."""
    measure, ended = result.planned.key_result.measure, _ended(result)
    if measure is not None and measure.steps() and current(result) != NONE:
        return ended
    return f"{goal(result)}, {ended}"


def _ended(result: ScoredKeyResult) -> str:
    """Where a key result ended, in a few words."""
    value, measure = current(result), result.planned.key_result.measure
    if value == NONE:
        return "no value"
    if measure is not None and measure.steps():
        return f"{value} steps done"
    if measure is not None and measure.thing:
        return "not done" if value == "open" else value
    return f"ended at {value}"


def _row(result: ScoredKeyResult) -> tuple[Cell, ...]:
    score = "no data" if result.progress is None else share(result.progress)
    ended = Run(_ended(result), "dim")
    return (f"  {result.planned.key_result.id}", Run(goal(result), "dim"), ended, score, marked(result.status))
