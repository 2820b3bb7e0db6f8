"""The effect of a check-in: the scores of its department and of its key results, before and after."""

from __future__ import annotations

from fractions import Fraction

from okrctl.core.checkin.effect import Effect
from okrctl.core.model.figures import NONE
from okrctl.core.scores.rollup import Total
from okrctl.core.scores.scoring import ScoredKeyResult
from okrctl.views.blocks import Cell, Column, Document, Run, Table, document
from okrctl.views.figures import share
from okrctl.views.signs import marked

_COLUMNS = (
    Column("What", shrink=True),
    Column("Before", "right"),
    Column(""),
    Column("After", "right"),
    Column("Plan"),
)


def document_of(effect: Effect, department: str) -> Document:
    """The department first, then key results whose score changes; those of others with their full reference."""
    whole = _plan(effect.after.expected)
    rows = []
    if effect.before.total or effect.after.total:
        # a department without scores of its own may still report on joint objectives, or KPIs
        rows.append(_row(Run(effect.department, "strong"), _share(effect.before), _share(effect.after), whole))
    for was, result in effect.changed:
        home = result.planned.department
        name = result.planned.key_result.id if home == department else result.planned.ref
        plan = (*_plan(result.expected), "  ", marked(result.status))
        rows.append(_row(f"  {name}", _progress(was), _progress(result), plan))
    return document([Table(_COLUMNS, tuple(rows), header=False)])


def _row(name: Cell, before: str, after: str, plan: tuple[Run | str, ...]) -> tuple[Cell, ...]:
    return (name, Run(before, "dim"), "→", Run(after, "strong"), plan)


def _share(total: Total) -> str:
    return share(total.score) if total.reported else "no data" if total.total else NONE


def _progress(result: ScoredKeyResult) -> str:
    return "no data" if result.progress is None else share(result.progress)


def _plan(expected: Fraction | None) -> tuple[Run | str, ...]:
    return (Run(f"expected {share(expected)}", "dim"),)
