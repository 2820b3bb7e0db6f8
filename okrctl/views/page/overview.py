"""The company at a glance: its state now and earlier, what needs attention, changes since last Monday."""

from __future__ import annotations

from collections.abc import Sequence

from okrctl.core.review import since as changes
from okrctl.core.review.since import PastDay, since
from okrctl.core.scores.plan import weight_of
from okrctl.core.scores.rollup import DepartmentTotal, Part, Total
from okrctl.core.scores.scoring import WORST_FIRST, ScoredKeyResult, ScoredKpi
from okrctl.core.values.frozen import frozen
from okrctl.views import needs
from okrctl.views.explain import formula
from okrctl.views.figures import ahead, reported, share
from okrctl.views.page.parts import Context, Link, Standing, against, standing_of
from okrctl.views.page.timeline import CheckIn, check_in
from okrctl.views.status import worst_first

NEEDS_SHOWN = 12
Curve = tuple[tuple[float | None, float | None], ...]
"""Scores and expected scores on Mondays and today; None if unknown."""


@frozen
class Cell:
    """A department's score on a day; None if nothing counted, or nothing was known."""

    day: str
    status: str
    score: str


@frozen
class Row:
    """A department in one line."""

    link: Link
    lead: str
    standing: Standing
    counts: tuple[tuple[str, int], ...]
    reported: int
    total: int
    curve: Curve
    cells: tuple[Cell, ...]


@frozen
class Need:
    """An item that needs attention: what, whose, why, its dependents, and the command to run."""

    status: str
    item: Link
    department: Link
    owner: str
    why: str
    waiting: str
    command: str


@frozen
class Moved:
    """An item whose status changed since last Monday."""

    item: Link
    department: Link
    before: str
    now: str


@frozen
class Change:
    """A change of the plan."""

    item: Link
    day: str
    what: str
    why: str


@frozen
class SinceMonday:
    """The changes since last Monday."""

    day: str
    ahead: str
    score: str
    better: tuple[Moved, ...]
    worse: tuple[Moved, ...]
    changes: tuple[Change, ...]
    check_ins: tuple[CheckIn, ...]


@frozen
class Overview:
    """The company on the report day."""

    standing: Standing
    committed: Standing
    aspirational: Standing
    counts: tuple[tuple[str, int], ...]
    reported: int
    total: int
    kpis: tuple[tuple[str, int], ...]
    formula: str
    curve: Curve
    days: tuple[str, ...]
    departments: tuple[Row, ...]
    needs: tuple[Need, ...]
    more: int
    since: SinceMonday


def overview(context: Context, past: Sequence[PastDay]) -> Overview:
    """The company for its page; ``past`` are earlier Mondays, oldest first."""
    report_day = context.report_day
    company, total = report_day.company, report_day.company.total
    health: dict[str, int] = {}
    for kpi in report_day.scores.kpis:
        health[kpi.health] = health.get(kpi.health, 0) + 1
    weights = [
        (weight_of(report_day.ws.departments[each.id].head.weight), each.total.score) for each in company.departments
    ]
    found, more = needs.urgent(report_day, context.selection, NEEDS_SHOWN)
    shown = [each for each in worst_first(company.departments) if context.selection.department(each.id)]
    totals = [{each.id: each.total for each in week.company.departments} for week in past]
    return Overview(
        standing=standing_of(total),
        committed=_part(total, total.committed),
        aspirational=_part(total, total.aspirational),
        counts=tuple(total.counts.items()),
        reported=total.reported,
        total=total.total,
        kpis=tuple(health.items()),
        formula=formula([each for each in weights if each[1] is not None], total.score),
        curve=tuple(_point(each) for each in (*(week.company.total for week in past), total)),
        days=(*(str(week.day) for week in past), str(report_day.day)),
        departments=tuple(_row(context, each, [week.get(each.id) for week in totals], past) for each in shown),
        needs=tuple(_need(context, each) for each in found),
        more=more,
        since=_since(context, past[-1]),
    )


def _part(total: Total, part: Part) -> Standing:
    if part.score is None or part.expected is None:
        return Standing("", "", "", "", None, None)
    known = reported(total)
    return Standing(
        "",
        share(part.score) if known else "no data",
        share(part.expected),
        against(part.gap) if known else "",
        float(part.score) if known else None,
        float(part.expected),
    )


def _row(context: Context, department: DepartmentTotal, before: Sequence[Total | None], past: Sequence[PastDay]) -> Row:
    total = department.total
    totals = [*before, total]
    days = [*(week.day for week in past), context.report_day.day]
    return Row(
        link=context.department(department.id),
        lead=context.report_day.ws.departments[department.id].head.lead or "",
        standing=standing_of(total),
        counts=tuple(total.counts.items()),
        reported=total.reported,
        total=total.total,
        curve=tuple(_point(each) for each in totals),
        cells=tuple(_cell(str(day), each) for day, each in zip(days, totals, strict=True)),
    )


def _point(total: Total | None) -> tuple[float | None, float | None]:
    if total is None or total.score is None or total.expected is None or not reported(total):
        return None, None
    return float(total.score), float(total.expected)


def _cell(day: str, total: Total | None) -> Cell:
    if total is None or total.score is None:
        return Cell(day, "", "")
    return Cell(day, total.status, share(total.score) if reported(total) else "")


def _need(context: Context, need: needs.Need) -> Need:
    about = need.about
    if isinstance(about, ScoredKeyResult):
        item, home = context.way_to(about), about.planned.department
    elif isinstance(about, ScoredKpi):
        planned = about.planned
        item = Link(context.anchors.get((planned.path, planned.kpi.at), ""), planned.ref, planned.title)
        home = planned.department
    else:
        item, home = Link("", ""), need.name
    department = context.department(home) if home else Link("", "")
    why = need.facts or need.title
    return Need(need.status, item, department, need.owner, why, need.waiting, need.command)


def _since(context: Context, then: PastDay) -> SinceMonday:
    found = since(context.report_day, then)
    now, before = context.report_day.company.total.score, then.company.total.score
    moved = [_moved(context, each) for each in found.moved if context.way_to(each.result).anchor]
    worse = {each.item.anchor for each in moved if _rank(each.now) < _rank(each.before)}
    return SinceMonday(
        day=str(then.day),
        ahead="" if now is None or before is None else ahead(before - now),
        score=share(before),
        better=tuple(each for each in moved if each.item.anchor not in worse),
        worse=tuple(each for each in moved if each.item.anchor in worse),
        changes=tuple(Change(context.named(each.ref), str(each.day), each.what, each.why) for each in found.changes),
        check_ins=tuple(
            check_in(context, each) for each in found.check_ins if context.selection.department(each.department)
        ),
    )


def _moved(context: Context, moved: changes.Moved) -> Moved:
    planned = moved.result.planned
    return Moved(
        context.way_to(moved.result), context.department(planned.department), moved.before or "new", moved.result.status
    )


def _rank(status: str) -> int:
    """The order of statuses; an item that was not running yet was neither good nor bad."""
    return WORST_FIRST.index(status) if status in WORST_FIRST else WORST_FIRST.index("no-data")
