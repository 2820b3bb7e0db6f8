"""All pages about a company on a day: the company, its departments, and what is between them.

They contain the same as other reports, computed once; a renderer decides on the appearance, and may write them into one
file, or each on request.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from okrctl.core.contracts.dependencies import Network
from okrctl.core.review.calibration import Calibration
from okrctl.core.review.metric_tree import MetricTree
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.retro import Review
from okrctl.core.review.selection import Selection
from okrctl.core.review.since import past_weeks
from okrctl.core.scores.rollup import DepartmentTotal
from okrctl.core.values.frozen import frozen
from okrctl.views.explain import formula
from okrctl.views.page import items
from okrctl.views.page.alignment import Alignments, alignments
from okrctl.views.page.arithmetic import Step, steps
from okrctl.views.page.network import Dependencies, dependencies
from okrctl.views.page.overview import Overview, Row, overview
from okrctl.views.page.parts import Context, Link, Place, Source
from okrctl.views.page.retrospect import Retrospect, retrospect
from okrctl.views.page.timeline import Timeline, timeline
from okrctl.views.progress import shown_objectives
from okrctl.views.published import Positions

FEW = 12
"""Up to this number, all KPIs have a chart on the company's page."""
MOST_CHARTS = 24


@frozen
class Department:
    """A department's page."""

    link: Link
    row: Row
    place: Place
    formula: str
    objectives: tuple[items.Objective, ...]
    joint: tuple[Link, ...]
    kpis: tuple[items.Kpi, ...]


@frozen
class Facets:
    """The values of the filters."""

    owners: tuple[str, ...]
    statuses: tuple[str, ...]
    cycles: tuple[str, ...]
    tags: tuple[str, ...]


@frozen
class Site:
    """Everything on the pages.

    ``watched`` are the KPIs with a chart on the company's page, ``others`` the rest; ``notes`` are about what was left
    out.
    """

    name: str
    day: str
    periods: tuple[str, ...]
    overview: Overview
    departments: tuple[Department, ...]
    watched: tuple[items.Kpi, ...]
    others: tuple[items.Kpi, ...]
    dependencies: Dependencies
    arithmetic: tuple[Step, ...]
    alignments: Alignments
    timeline: Timeline
    retrospect: Retrospect | None
    facets: Facets
    notes: tuple[str, ...]


@frozen
class Reviewed:
    """The review of the last cycle, with its report day."""

    report_day: ReportDay
    review: Review
    calibration: tuple[Calibration, ...]


def site(
    report_day: ReportDay,
    selection: Selection,
    positions: Positions,
    network: Network,
    reviewed: Reviewed | None,
    source: Source | None = None,
    arithmetic: MetricTree | None = None,
    notes: Iterable[str] = (),
) -> Site:
    """All pages.

    ``source`` returns where a line of a file is shown, if anywhere; ``notes`` are about what was left out.
    """
    context = Context(report_day, selection, positions, network, source)
    shown = overview(context, past_weeks(report_day))
    rows = {row.link.ref: row for row in shown.departments}
    totals = [each for each in report_day.company.departments if each.id in rows]
    departments = tuple(_department(context, each, rows[each.id]) for each in totals)
    watched, others = _watched([kpi for each in departments for kpi in each.kpis])
    return Site(
        name=report_day.company.name,
        day=str(report_day.day),
        periods=tuple(each.name for each in report_day.periods) or _running(report_day),
        overview=shown,
        departments=departments,
        watched=watched,
        others=others,
        dependencies=dependencies(context),
        arithmetic=tuple(steps(context, arithmetic)) if arithmetic else (),
        alignments=alignments(context),
        timeline=timeline(context),
        retrospect=retrospect(context, reviewed.report_day, reviewed.review, reviewed.calibration)
        if reviewed
        else None,
        facets=_facets(departments),
        notes=tuple(notes),
    )


def _watched(kpis: Sequence[items.Kpi]) -> tuple[tuple[items.Kpi, ...], tuple[items.Kpi, ...]]:
    """All KPIs if they fit on a page; otherwise the unhealthy ones and those with a signal, and the rest apart."""
    if len(kpis) <= FEW:
        return tuple(kpis), ()
    # unhealthy before healthy with a signal; departments keep their order
    told = sorted((kpi for kpi in kpis if _tells(kpi)), key=lambda kpi: kpi.health != "unhealthy")[:MOST_CHARTS]
    charts = {id(kpi) for kpi in told}
    return tuple(told), tuple(kpi for kpi in kpis if id(kpi) not in charts)


def _tells(kpi: items.Kpi) -> bool:
    return kpi.health == "unhealthy" or kpi.process.signal is not None


def _running(report_day: ReportDay) -> tuple[str, ...]:
    """The cycles that count today."""
    return tuple(sorted({each.planned.cycle.name for each in report_day.scores.objectives if each.counted}))


def _department(context: Context, department: DepartmentTotal, row: Row) -> Department:
    parts = [
        (each.planned.objective.weight, each.score)
        for each in department.objectives
        if each.counted and each.score is not None
    ]
    shown = shown_objectives(context.report_day, context.selection, department)
    return Department(
        link=row.link,
        row=row,
        place=context.place(context.report_day.ws.departments[department.id].paths[0], ("department",)),
        formula=formula(parts, department.total.score),
        objectives=tuple(items.objective(context, each) for each in shown),
        joint=tuple(context.way_to(each) for each in context.report_day.joint.get(department.id, ())),
        kpis=tuple(items.kpi(context, each) for each in department.kpis if context.selection.kpi(each)),
    )


def _facets(departments: Iterable[Department]) -> Facets:
    objectives = [each for department in departments for each in department.objectives]
    results = [each for objective in objectives for each in objective.key_results]
    kpis = [each for department in departments for each in department.kpis]
    every: list[items.Objective | items.KeyResult] = [*objectives, *results]
    return Facets(
        owners=_sorted([*(each.owner for each in every), *(each.owner for each in kpis)]),
        statuses=_sorted([*(each.standing.status for each in every), *(each.health for each in kpis)]),
        cycles=_sorted(each.cycle for each in every),
        tags=_sorted([*(tag for each in every for tag in each.tags), *(tag for each in kpis for tag in each.tags)]),
    )


def _sorted(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({text for text in texts if text}, key=str.casefold))
