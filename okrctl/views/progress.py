"""The progress table of a department: its objectives, key results and KPIs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from okrctl.core.model.figures import band, number
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.selection import Selection
from okrctl.core.scores.rollup import DepartmentTotal, Total
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredObjective
from okrctl.core.values.width import width
from okrctl.views.blocks import Blank, Block, Cell, Column, Heading, Run, Style, Table, plain, runs
from okrctl.views.figures import bar, columns, current, goal, reported, standing
from okrctl.views.projection import heading
from okrctl.views.signs import marked, sign, style

_PROGRESS = (
    Column("objective, key result", shrink=True),
    Column("goal", shrink=True, least=4),
    Column("now", "right"),
    Column("score", "right"),
    Column("expected", "right"),
    Column("status"),
    Column("trend"),
)
_JOINT_SHOWN = 20
_ID = 20


def progress(report_day: ReportDay, selection: Selection, department: DepartmentTotal) -> Iterator[Block]:
    """The progress table of a department: its objectives with their key results, joint ones of others, its KPIs."""
    rows: list[tuple[Cell, ...]] = []
    for objective in shown_objectives(report_day, selection, department):
        rows.append(_objective_row(objective, objective.planned.objective.id))
        rows.extend(key_result_row(result) for result in selection.key_results(objective))
    joint = [] if selection.filters_items else _joint(report_day, selection, department.id)
    if joint:
        rows.append((Run("Shared objectives (scored in their own department)", "strong"), "", "", "", ""))
    rows.extend(_objective_row(each, f"  {each.planned.ref}", "") for each in joint[:_JOINT_SHOWN])
    if len(joint) > _JOINT_SHOWN:
        rows.append((Run(f"  … and {len(joint) - _JOINT_SHOWN} more", "dim"), "", "", "", ""))
    watched_kpis = [kpi for kpi in department.kpis if selection.kpi(kpi)]
    if watched_kpis:
        rows.append((Run("KPIs", "strong"), "", "", "", ""))
    for kpi in watched_kpis:
        what: Cell = (f"  {kpi.planned.kpi.id}  ", Run(kpi.planned.title, "dim"))
        healthy = band(kpi.at_least, kpi.at_most, kpi.planned.unit)
        news = Run(kpi.chart.word, "warn" if kpi.chart.signal else "dim") if kpi.chart.mean is not None else ""
        rows.append((what, healthy, number(kpi.value), "", "", state(kpi.health, kpi.overdue_days), news))
    if not rows:
        return
    total = department.total
    yield Blank()
    note: Cell = Run("nothing counted", "dim")
    if total.score is not None:
        note = (*meter(total), f" {standing(total)}  ", marked(total.status))
    yield Heading(department.name, note, level=2)
    yield progress_table(rows)


def progress_table(rows: Sequence[tuple[Cell, ...]]) -> Table:
    """Rows of objectives, key results and KPIs; ids are never shortened, and there is a column for projections if
    any."""
    ids = [width(runs(row[0])[0].text.rstrip()) for row in rows if len(row) == len(_PROGRESS)]
    columns = (replace(_PROGRESS[0], least=min(max(ids, default=_ID), _ID)), *_PROGRESS[1:])
    if any(plain(row[-1]) for row in rows if len(row) > 1):
        return Table(columns, tuple(rows))
    return Table(columns[:-1], tuple(row[:-1] for row in rows))


def shown_objectives(report_day: ReportDay, selection: Selection, department: DepartmentTotal) -> list[ScoredObjective]:
    """The selected objectives of a department; closed ones only if requested."""
    return [
        each
        for each in department.objectives
        if selection.objective(each) and (selection.of_past or not _past(each, report_day))
    ]


def _past(objective: ScoredObjective, report_day: ReportDay) -> bool:
    """Whether it has ended and nothing is left to close."""
    planned = objective.planned
    over = report_day.day > planned.cycle.end
    return over and (planned.closed_on is not None or planned.dropped or planned.draft) and not objective.counted


def _joint(report_day: ReportDay, selection: Selection, department: str) -> list[ScoredObjective]:
    """Objectives of others that a department owns jointly; they are shown here and count in their own department."""
    if selection.named and not any(each.department == department and not each.at for each in selection.named):
        return []
    return [each for each in report_day.joint.get(department, ()) if not _past(each, report_day)]


def _objective_row(objective: ScoredObjective, name: str, look: Style = "strong") -> tuple[Cell, ...]:
    what = (Run(f"{name}  ", look), Run(objective.planned.title, look or "dim"))
    return (what, *columns(objective), marked(objective.status), heading(objective))


def key_result_row(result: ScoredKeyResult) -> tuple[Cell, ...]:
    """A key result's row of the progress table."""
    planned = result.planned
    what = (f"  {planned.key_result.id}  ", Run(planned.title, "dim"))
    now = state(result.status, result.overdue_days)
    return (what, goal(result), current(result), *columns(result), now, heading(result))


def state(status: str, overdue_days: int) -> Cell:
    """A status, with the number of days overdue."""
    if not overdue_days:
        return marked(status)
    silent = f" {overdue_days}d" if status == "stale" else f" {sign('stale')}{overdue_days}d"
    return (marked(status), Run(silent, "dim"))


def meter(total: Total) -> tuple[Run | str, ...]:
    """The bar of a roll-up, empty where nothing is known."""
    return bar(total.score if reported(total) else None, total.expected, style(total.status))
