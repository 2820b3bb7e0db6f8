"""All pages about a company on a day: the company, its departments, and what is between them.

They contain the same as other reports, computed once; a renderer decides on the appearance, and may write them into one
file, or each on request.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from okrctl.core.contracts.dependencies import Network
from okrctl.core.findings.diagnose import Positions
from okrctl.core.review.calibration import Calibration
from okrctl.core.review.metric_tree import MetricTree
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.retro import Review
from okrctl.core.review.selection import Selection
from okrctl.core.review.since import past_weeks
from okrctl.core.scores.rollup import DepartmentTotal
from okrctl.views.explain import formula
from okrctl.views.metric_tree import steps
from okrctl.views.page import items
from okrctl.views.page.alignment import Alignments
from okrctl.views.page.arithmetic import Part
from okrctl.views.page.network import Dependencies
from okrctl.views.page.overview import Overview, Row
from okrctl.views.page.parts import Context, Source
from okrctl.views.page.retrospect import Retrospect
from okrctl.views.page.timeline import Timeline
from okrctl.views.progress import shown_objectives

FEW = 12
"""Up to this number, all KPIs have a chart on the company's page."""
MOST_CHARTS = 24


class Department:
    """A department's page."""

    def __init__(self, context: Context, department: DepartmentTotal, row: Row) -> None:
        counted = [each for each in department.objectives if each.counted and each.score is not None]
        parts = [(each.planned.objective.weight, each.score) for each in counted]
        shown = shown_objectives(context.report_day, context.selection, department)
        self.link = row.link
        self.row = row
        self.place = context.place(context.report_day.ws.departments[department.id].paths[0], ("department",))
        self.formula = formula(parts, department.total.score)
        self.objectives = tuple(items.Objective(context, each) for each in shown)
        self.joint = tuple(context.way_to(each) for each in context.report_day.joint.get(department.id, ()))
        self.kpis = tuple(items.Kpi(context, each) for each in department.kpis if context.selection.kpi(each))


class Facets:
    """The values of the filters."""

    def __init__(self, departments: Iterable[Department]) -> None:
        objectives = [each for department in departments for each in department.objectives]
        results = [each for objective in objectives for each in objective.key_results]
        kpis = [each for department in departments for each in department.kpis]
        every: list[items.Objective | items.KeyResult] = [*objectives, *results]
        self.owners = _sorted([*(each.owner for each in every), *(each.owner for each in kpis)])
        self.statuses = _sorted([*(each.standing.status for each in every), *(each.health for each in kpis)])
        self.cycles = _sorted(each.cycle for each in every)
        self.tags = _sorted(
            [*(tag for each in every for tag in each.tags), *(tag for each in kpis for tag in each.tags)]
        )


Reviewed = tuple[ReportDay, Review, tuple[Calibration, ...]]
"""The review of the last cycle, with its report day."""


class Site:
    """Everything on the pages.

    ``watched`` are the KPIs with a chart on the company's page, ``others`` the rest; ``notes`` are about what was left
    out.
    """

    def __init__(
        self,
        report_day: ReportDay,
        selection: Selection,
        positions: Positions,
        network: Network,
        reviewed: Reviewed | None,
        source: Source | None = None,
        arithmetic: MetricTree | None = None,
        notes: Iterable[str] = (),
    ) -> None:
        context = Context(report_day, selection, positions, network, source)
        self.name = report_day.company.name
        self.day = str(report_day.day)
        self.periods = tuple(each.name for each in report_day.periods) or _running(report_day)
        self.overview = Overview(context, past_weeks(report_day))
        rows = {row.link.ref: row for row in self.overview.departments}
        totals = [each for each in report_day.company.departments if each.id in rows]
        self.departments = tuple(Department(context, each, rows[each.id]) for each in totals)
        self.watched, self.others = _watched([kpi for each in self.departments for kpi in each.kpis])
        self.dependencies = Dependencies(context)
        self.arithmetic = tuple(Part(context, arithmetic, step) for step in steps(arithmetic)) if arithmetic else ()
        self.alignments = Alignments(context)
        self.timeline = Timeline(context)
        self.retrospect = Retrospect(context, *reviewed) if reviewed else None
        self.facets = Facets(self.departments)
        self.notes = tuple(notes)


def _watched(kpis: Sequence[items.Kpi]) -> tuple[tuple[items.Kpi, ...], tuple[items.Kpi, ...]]:
    """All KPIs if they fit on a page; otherwise the unhealthy ones and those with a signal, and the rest apart."""
    if len(kpis) <= FEW:
        return tuple(kpis), ()
    # unhealthy before healthy with a signal; departments keep their order
    told = [kpi for kpi in kpis if kpi.health == "unhealthy" or kpi.process.signal is not None]
    told = sorted(told, key=lambda kpi: kpi.health != "unhealthy")[:MOST_CHARTS]
    charts = {id(kpi) for kpi in told}
    return tuple(told), tuple(kpi for kpi in kpis if id(kpi) not in charts)


def _running(report_day: ReportDay) -> tuple[str, ...]:
    """The cycles that count today."""
    return tuple(sorted({each.planned.cycle.name for each in report_day.scores.objectives if each.counted}))


def _sorted(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({text for text in texts if text}, key=str.casefold))
