"""The company at a glance: its state now and earlier, what needs attention, changes since last Monday."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from okrctl.core.review import since as changes
from okrctl.core.review.since import PastDay, since
from okrctl.core.scores.rollup import DepartmentTotal, Total
from okrctl.core.scores.scoring import WORST_FIRST
from okrctl.views import needs
from okrctl.views.explain import formula
from okrctl.views.figures import ahead, reported, share
from okrctl.views.page.parts import Context, Link, Remark, standing_of, standing_of_part
from okrctl.views.page.timeline import CheckIn
from okrctl.views.status import worst_first

NEEDS_SHOWN = 12
Curve = tuple[tuple[float | None, float | None], ...]
"""Scores and expected scores on Mondays and today; None if unknown."""


class Cell:
    """A department's score on a day; empty if nothing counted, or nothing was known."""

    def __init__(self, day: date, total: Total | None) -> None:
        counted = total is not None and total.score is not None
        self.day = str(day)
        self.status = total.status if total and counted else ""
        self.score = share(total.score) if total and counted and reported(total) else ""


class Row:
    """A department in one line."""

    def __init__(
        self, context: Context, department: DepartmentTotal, before: Sequence[Total | None], past: Sequence[PastDay]
    ) -> None:
        total = department.total
        totals = [*before, total]
        days = [*(week.day for week in past), context.report_day.day]
        self.link = context.department(department.id)
        self.lead = context.report_day.ws.departments[department.id].head.lead or ""
        self.standing = standing_of(total)
        self.counts = tuple(total.counts.items())
        self.reported = total.reported
        self.total = total.total
        self.curve = tuple(_point(each) for each in totals)
        self.cells = tuple(Cell(day, each) for day, each in zip(days, totals, strict=True))


class Need:
    """Something that needs attention, with its item and its department."""

    def __init__(self, context: Context, need: needs.Need) -> None:
        about, home = need.about, need.about.planned.department if need.about else need.name
        self.need = need
        self.item = context.way_to(about) if about else Link("", "")
        self.department = context.department(home) if home else Link("", "")


class Moved:
    """An item whose status changed since last Monday."""

    def __init__(self, context: Context, moved: changes.Moved) -> None:
        self.item = context.way_to(moved.result)
        self.department = context.department(moved.result.planned.department)
        self.before = moved.before or "new"
        self.now = moved.result.status


class SinceMonday:
    """The changes since last Monday."""

    def __init__(self, context: Context, then: PastDay) -> None:
        found = since(context.report_day, then)
        now, before = context.report_day.company.total.score, then.company.total.score
        moved = [Moved(context, each) for each in found.moved if context.way_to(each.result).anchor]
        worse = {each.item.anchor for each in moved if _rank(each.now) < _rank(each.before)}
        self.day = str(then.day)
        self.ahead = "" if now is None or before is None else ahead(before - now)
        self.score = share(before)
        self.better = tuple(each for each in moved if each.item.anchor not in worse)
        self.worse = tuple(each for each in moved if each.item.anchor in worse)
        self.changes = tuple(
            Remark(context.named(each.ref), each.what, str(each.day), each.why) for each in found.changes
        )
        self.check_ins = tuple(
            CheckIn(context, each) for each in found.check_ins if context.selection.department(each.department)
        )


class Overview:
    """The company on the report day."""

    def __init__(self, context: Context, past: Sequence[PastDay]) -> None:
        report_day = context.report_day
        company, total = report_day.company, report_day.company.total
        weights = [(report_day.ws.departments[each.id].weight, each.total.score) for each in company.departments]
        found, more = needs.urgent(report_day, context.selection, NEEDS_SHOWN)
        shown = [each for each in worst_first(company.departments) if context.selection.department(each.id)]
        totals = [{each.id: each.total for each in week.company.departments} for week in past]
        self.standing = standing_of(total)
        self.committed = standing_of_part(total, total.committed)
        self.aspirational = standing_of_part(total, total.aspirational)
        self.counts = tuple(total.counts.items())
        self.reported = total.reported
        self.total = total.total
        self.kpis = tuple(Counter(kpi.health for kpi in report_day.scores.kpis).items())
        self.formula = formula([each for each in weights if each[1] is not None], total.score)
        self.curve = tuple(_point(each) for each in (*(week.company.total for week in past), total))
        self.days = (*(str(week.day) for week in past), str(report_day.day))
        self.departments = tuple(Row(context, each, [week.get(each.id) for week in totals], past) for each in shown)
        self.needs = tuple(Need(context, each) for each in found)
        self.more = more
        self.since = SinceMonday(context, past[-1])


def _point(total: Total | None) -> tuple[float | None, float | None]:
    if total is None or total.score is None or total.expected is None or not reported(total):
        return None, None
    return float(total.score), float(total.expected)


def _rank(status: str) -> int:
    """The order of statuses; an item that was not running yet was neither good nor bad."""
    return WORST_FIRST.index(status) if status in WORST_FIRST else WORST_FIRST.index("no-data")
