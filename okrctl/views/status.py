"""``okrctl status``: the company on one page, and the progress table of selected items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.selection import Selection
from okrctl.core.scores.rollup import DepartmentTotal, Total
from okrctl.core.scores.scoring import WORST_FIRST
from okrctl.views.blocks import Blank, Block, Cell, Column, Heading, Line, Run, Table, as_document, plain, section
from okrctl.views.figures import ahead, bar, beside, columns, reported, share
from okrctl.views.needs import CheckinCommands, need_lines, urgent
from okrctl.views.progress import meter, progress
from okrctl.views.projection import legends
from okrctl.views.signs import marked, sign, style

if TYPE_CHECKING:
    from okrctl.core.review.since import Since

_DEPARTMENTS = (
    Column("department", shrink=True),
    Column("progress"),
    Column("score", "right"),
    Column("expected", "right"),
    Column("status"),
    Column("key results"),
)
_LEGEND = (
    Run("│ expected today · ✗ off-track · ◌ stale · ▲ at-risk · ", "dim"),
    Run("okrctl help status", "info"),
)
_TROUBLE = ("off-track", "missed", "stale", "at-risk")


@as_document
def status_document(
    report_day: ReportDay, selection: Selection, *, everything: bool = False, changed: Since | None = None
) -> Iterator[Block]:
    """The report.

    Selected objectives and key results are shown in the progress table; ``everything`` adds all progress tables.
    ``changed`` is what changed since an earlier day, if requested.
    """
    total = report_day.company.total
    yield from _header(report_day, total)
    departments = [each for each in worst_first(report_day.company.departments) if selection.department(each.id)]
    if not any(each.counted for each in report_day.scores.objectives):
        yield from _nothing_counted(report_day)
    if not selection.of_items:
        yield from _overview(departments)
        yield from _needs(report_day, selection)
    if changed is not None:
        from okrctl.views.since import since_blocks

        yield from since_blocks(changed, total.score, selection)
    if selection.of_items or everything:
        found = [block for each in departments for block in progress(report_day, selection, each)]
        yield from found or [Blank(), Line("Nothing matches these filters.")]
        yield from legends([plain(row[-1]) for each in found if isinstance(each, Table) for row in each.rows])


def _header(report_day: ReportDay, total: Total) -> Iterator[Block]:
    as_of = f"as of {report_day.day}"
    if report_day.periods:
        as_of = f"{', '.join(period.name for period in report_day.periods)} as of {report_day.day}"
    if total.score is None:
        yield Heading(report_day.company.name, as_of)
        return
    known = reported(total)
    plan = f" {share(total.score) if known else 'no data'}, expected {share(total.expected)}"
    far = (" ", Run(f"({ahead(total.gap)})", style(total.status))) if known else ()
    note: Cell = (f"{as_of} · ", *meter(total), plan, *far)
    yield Heading(report_day.company.name, note)
    yield Line(_sentence(total))
    yield Line(_coverage(report_day, total))


def _sentence(total: Total) -> Cell:
    parts: list[Run | str] = [marked(total.status)]
    for name in ("committed", "aspirational"):
        part = getattr(total, name)
        if part.score is not None and reported(total):
            parts.append(f" · {name} {beside(part.score, part.expected)}")
    return tuple(parts)


def _coverage(report_day: ReportDay, total: Total) -> str:
    health = Counter(kpi.health for kpi in report_day.scores.kpis)
    names = {"healthy": "healthy", "unhealthy": "not" if "healthy" in health else "unhealthy", "stale": "stale"}
    names |= {"no-range": "without a range", "no-data": "without data"}
    kpis = ", ".join(f"{health[key]} {word}" for key, word in names.items() if key in health)
    return f"{total.reported} of {total.total} key results reported" + (f" · KPIs {kpis}" if kpis else "")


def _nothing_counted(report_day: ReportDay) -> Iterator[Block]:
    yield Blank()
    cycles = [planned.cycle for planned in report_day.plan.objectives if not (planned.draft or planned.dropped)]
    following = min(
        (cycle for cycle in cycles if cycle.start > report_day.day), key=lambda each: each.start, default=None
    )
    last = max((cycle for cycle in cycles if cycle.end < report_day.day), key=lambda each: each.end, default=None)
    if not report_day.ws.departments:
        yield Line("No departments yet. Each has its own file, such as okrs/marketing.yaml.")
    elif not cycles:
        yield Line("No objectives yet.")
    else:
        yield Line(f"No objective is active on {report_day.day}, so there is no score.")
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
        behind = [each for each in departments if each.total.by_committed]
        if behind:
            named = " · ".join(
                f"{each.name} {beside(each.total.committed.score, each.total.committed.expected)}" for each in behind
            )
            yield Line((Run("Judged by committed goals, which are further behind: ", "dim"), named), hang=2)


def _department_row(department: DepartmentTotal) -> tuple[Cell, ...]:
    total = department.total
    if total.score is None:
        state: Cell = Run("nothing counted" if not total.total else "no score", "dim")
        return (department.name, bar(None, None, "dim"), "", "", state, "")
    return (department.name, meter(total), *columns(total), marked(total.status), counts(total))


def counts(total: Total) -> Cell:
    """How many key results are in which trouble, by sign."""
    parts = [(status, total.counts[status]) for status in _TROUBLE if status in total.counts]
    return tuple(
        Run(f"{'  ' if number else ''}{count} {sign(status)}", style(status))
        for number, (status, count) in enumerate(parts)
    )


def _needs(report_day: ReportDay, selection: Selection) -> Iterator[Block]:
    found, more = urgent(report_day, selection)
    if not found:
        counted = next((each for each in report_day.scores.objectives if each.counted), None)
        if counted and reported(report_day.company.total):
            yield from (Blank(), _nothing_overdue(report_day.company.total))
        elif counted:
            command = CheckinCommands(report_day.ws)(counted.planned.department)
            yield from (Blank(), Line(("No check-ins yet: ", Run(command, "info"))))
        return
    yield from section("Needs you", *(line for each in found for line in need_lines(each)))
    if more:
        yield Line((Run(f"… and {more} more: ", "dim"), Run("okrctl status --all", "info")), indent=2)


def _nothing_overdue(total: Total) -> Line:
    silent = total.total - total.reported
    if silent:
        return Line(f"Nothing is overdue yet; {silent} of {total.total} key results have no value.")
    return Line((Run("✓", "good"), " Nothing needs attention today."))
