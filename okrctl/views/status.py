"""``okrctl status``: the company on one page, and the progress table of selected items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from okrctl.core.model.figures import band, number
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.selection import Selection
from okrctl.core.review.since import Since
from okrctl.core.scores.rollup import DepartmentTotal, Total
from okrctl.core.scores.scoring import WORST_FIRST, ScoredKeyResult, ScoredObjective
from okrctl.core.values.width import width
from okrctl.views.blocks import (
    Blank,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Line,
    Run,
    Style,
    Table,
    document,
    plain,
    runs,
)
from okrctl.views.figures import ahead, bar, beside, columns, current, goal, reported, share, standing
from okrctl.views.needs import CheckinCommands, needs
from okrctl.views.projection import heading, legends
from okrctl.views.signs import marked, sign, style
from okrctl.views.since import since_blocks

_DEPARTMENTS = (
    Column("department", shrink=True),
    Column("progress"),
    Column("score", "right"),
    Column("expected", "right"),
    Column("status"),
    Column("key results"),
)
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
_LEGEND = (
    Run("│ expected today · ✗ off-track · ◌ stale · ▲ at-risk · ", "dim"),
    Run("okrctl help status", "info"),
)
_TROUBLE = ("off-track", "missed", "stale", "at-risk")


def status_document(
    picture: ReportDay, selection: Selection, *, everything: bool = False, changed: Since | None = None
) -> Document:
    """The report.

    Args:
        picture: the workspace on its day.
        selection: the rows wanted; single objectives and key results bring the progress table.
        everything: the overview with all progress tables.
        changed: what changed since an earlier day, if requested.
    """
    return document(list(_blocks(picture, selection, everything, changed)))


def status_blocks(picture: ReportDay, selection: Selection) -> Iterator[Block]:
    """The overview with all progress tables, block by block."""
    return _blocks(picture, selection, True, None)


def _blocks(picture: ReportDay, selection: Selection, everything: bool, changed: Since | None) -> Iterator[Block]:
    total = picture.company.total
    yield from _header(picture, total)
    departments = [each for each in worst_first(picture.company.departments) if selection.department(each.id)]
    if not any(each.counted for each in picture.scores.objectives):
        yield from _nothing_counted(picture)
    if not selection.of_items:
        yield from _overview(departments)
        yield from _needs(picture, selection)
    if changed is not None:
        yield from since_blocks(changed, total.score, selection)
    if selection.of_items or everything:
        found = [block for each in departments for block in progress(picture, selection, each)]
        yield from found or [Blank(), Line("Nothing matches these filters.")]
        yield from legends([plain(row[-1]) for each in found if isinstance(each, Table) for row in each.rows])


def _header(picture: ReportDay, total: Total) -> Iterator[Block]:
    as_of = f"as of {picture.day}"
    if picture.periods:
        as_of = f"{', '.join(period.name for period in picture.periods)} as of {picture.day}"
    if total.score is None:
        yield Heading(picture.company.name, as_of)
        return
    known = reported(total)
    plan = f" {share(total.score) if known else 'no data'}, expected {share(total.expected)}"
    note: Cell = (f"{as_of} · ", *meter(total), plan, " " if known else "", _ahead(total) if known else "")
    yield Heading(picture.company.name, note)
    yield Line(_sentence(total))
    yield Line(_coverage(picture, total))


def _ahead(total: Total) -> Run:
    return Run(f"({ahead(total.gap)})", style(total.status))


def _sentence(total: Total) -> Cell:
    parts: list[Run | str] = [marked(total.status)]
    for name in ("committed", "aspirational"):
        part = getattr(total, name)
        if part.score is not None and reported(total):
            parts.append(f" · {name} {beside(part.score, part.expected)}")
    return tuple(parts)


def _coverage(picture: ReportDay, total: Total) -> str:
    health: dict[str, int] = {}
    for kpi in picture.scores.kpis:
        health[kpi.health] = health.get(kpi.health, 0) + 1
    names = {"healthy": "healthy", "unhealthy": "not" if "healthy" in health else "unhealthy", "stale": "stale"}
    names |= {"no-range": "without a range", "no-data": "without data"}
    kpis = ", ".join(f"{health[key]} {word}" for key, word in names.items() if key in health)
    return f"{total.reported} of {total.total} key results reported" + (f" · KPIs {kpis}" if kpis else "")


def _nothing_counted(picture: ReportDay) -> Iterator[Block]:
    yield Blank()
    cycles = [planned.cycle for planned in picture.plan.objectives if not (planned.draft or planned.dropped)]
    following = min((cycle for cycle in cycles if cycle.start > picture.day), key=lambda each: each.start, default=None)
    last = max((cycle for cycle in cycles if cycle.end < picture.day), key=lambda each: each.end, default=None)
    if not picture.ws.departments:
        yield Line("No departments yet. Each has its own file, such as okrs/marketing.yaml.")
    elif not cycles:
        yield Line("No objectives yet.")
    else:
        yield Line(f"No objective is active on {picture.day}, so there is no score.")
        if following:
            yield Line(f"{following.name} starts on {following.start}.")
        if last:
            yield Line((f"{last.name} ended on {last.end}: ", Run(f"okrctl score --cycle {last.name}", "info")))


def worst_first(departments: tuple[DepartmentTotal, ...]) -> list[DepartmentTotal]:
    """Departments by status, then by how far they are behind; those without anything counted come last."""

    def rank(each: DepartmentTotal) -> tuple[bool, int, object, str]:
        total = each.total
        return (total.score is None, WORST_FIRST.index(total.status), -(total.gap or 0), each.name)

    return sorted(departments, key=rank)


def _overview(departments: list[DepartmentTotal]) -> Iterator[Block]:
    if departments:
        yield Blank()
        yield Table(_DEPARTMENTS, tuple(_department_row(each) for each in departments))
        yield Line(_LEGEND)


def _department_row(department: DepartmentTotal) -> tuple[Cell, ...]:
    total = department.total
    if total.score is None:
        state: Cell = Run("nothing counted" if not total.total else "no score", "dim")
        return (department.name, bar(None, None, "dim"), "", "", state, "")
    return (department.name, meter(total), *columns(total), marked(total.status), counts(total))


def meter(total: Total) -> tuple[Run | str, ...]:
    """The bar of a roll-up, empty where nothing is known."""
    return bar(total.score if reported(total) else None, total.expected, style(total.status))


def counts(total: Total) -> Cell:
    """How many key results are in which trouble, by sign."""
    parts = [(status, total.counts[status]) for status in _TROUBLE if status in total.counts]
    return tuple(
        Run(f"{'  ' if number else ''}{count} {sign(status)}", style(status))
        for number, (status, count) in enumerate(parts)
    )


def _needs(picture: ReportDay, selection: Selection) -> Iterator[Block]:
    lines, more = needs(picture, selection)
    if not lines:
        counted = next((each for each in picture.scores.objectives if each.counted), None)
        if counted and reported(picture.company.total):
            yield from (Blank(), _nothing_overdue(picture.company.total))
        elif counted:
            command = CheckinCommands(picture.ws)(counted.planned.department)
            yield from (Blank(), Line(("No check-ins yet: ", Run(command, "info"))))
        return
    yield Blank()
    yield Heading("Needs you", level=2)
    yield from lines
    if more:
        yield Line((Run(f"… and {more} more: ", "dim"), Run("okrctl status --all", "info")), indent=2)


def _nothing_overdue(total: Total) -> Line:
    silent = total.total - total.reported
    if silent:
        return Line(f"Nothing is overdue yet; {silent} of {total.total} key results have no value.")
    return Line((Run("✓", "good"), " Nothing needs attention today."))


def progress(picture: ReportDay, selection: Selection, department: DepartmentTotal) -> Iterator[Block]:
    """The progress table of a department: its objectives with their key results, joint ones of others, its KPIs."""
    rows: list[tuple[Cell, ...]] = []
    for objective in shown_objectives(picture, selection, department):
        rows.append(_objective_row(objective, objective.planned.objective.id))
        rows.extend(key_result_row(result) for result in selection.key_results(objective))
    joint = [] if selection.filters_items else _joint(picture, selection, department.id)
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
    """Rows of objectives, key results and KPIs; ids stay whole, and a projection has a column where there is one."""
    ids = [width(runs(row[0])[0].text.rstrip()) for row in rows if len(row) == len(_PROGRESS)]
    columns = (replace(_PROGRESS[0], least=min(max(ids, default=_ID), _ID)), *_PROGRESS[1:])
    if any(plain(row[-1]) for row in rows if len(row) > 1):
        return Table(columns, tuple(rows))
    return Table(columns[:-1], tuple(row[:-1] for row in rows))


def shown_objectives(picture: ReportDay, selection: Selection, department: DepartmentTotal) -> list[ScoredObjective]:
    """The selected objectives of a department; closed ones only if requested."""
    return [
        each
        for each in department.objectives
        if selection.objective(each) and (selection.of_past or not _past(each, picture))
    ]


def _past(objective: ScoredObjective, picture: ReportDay) -> bool:
    """Whether it is over and done with: ended, and nothing is left to close."""
    planned = objective.planned
    over = picture.day > planned.cycle.end
    return over and (planned.closed_on is not None or planned.dropped or planned.draft) and not objective.counted


def _joint(picture: ReportDay, selection: Selection, department: str) -> list[ScoredObjective]:
    """Objectives of others that a department owns jointly; they appear here and count at home."""
    if selection.named and not any(each.department == department and not each.at for each in selection.named):
        return []
    return [each for each in picture.joint.get(department, ()) if not _past(each, picture)]


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
    """A status, with the days it has been silent for too long."""
    if not overdue_days:
        return marked(status)
    silent = f" {overdue_days}d" if status == "stale" else f" {sign('stale')}{overdue_days}d"
    return (marked(status), Run(silent, "dim"))
