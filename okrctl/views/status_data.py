"""``okrctl status`` for programs: one complete JSON object, and one flat table of key results and KPIs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from okrctl.core.findings.diagnose import Positions
from okrctl.core.model.figures import held
from okrctl.core.model.kind_fields import described, offered, published_texts
from okrctl.core.model.quantities import Plan
from okrctl.core.model.settings import Config
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.selection import Selection
from okrctl.core.review.since import Since
from okrctl.core.scores.forecast import projected
from okrctl.core.scores.landing import landing
from okrctl.core.scores.rollup import DepartmentTotal, Total
from okrctl.core.scores.scoring import IN_STATE, WORST_FIRST, ScoredKeyResult, ScoredKpi, ScoredObjective, grade
from okrctl.views.blocks import Document
from okrctl.views.figures import signed
from okrctl.views.landing import LANDING, landing_json
from okrctl.views.projection import FORECAST, forecast_json, projected_json
from okrctl.views.published import place_of, sheet
from okrctl.views.records import COUNT, CYCLE, DAY, NUMBER_OR_TEXT, TEXT, Record, listed, maybe, one_of, top
from okrctl.views.since import SINCE, since_json

KPI = Record(
    "ref title owner unit value at_least at_most",
    {"health": one_of(("healthy", "unhealthy", "stale", "no-data", "no-range"))},
    "signal verdict last_check_in overdue_days",
)
KEY_RESULT = Record(
    "ref title owner contributors",
    {"kind": maybe(one_of(kind.published_as for kind in offered()))},
    "unit weight",
    {"due": DAY},
    "baseline target change at_least at_most",
    {"hold": {"type": ["boolean", "string", "null"]}},
    {key: {**maybe(TEXT), "description": described(key)} for key in published_texts()},
    "counted",
    {"current": {"type": ["number", "string", "array", "null"], "items": TEXT}},
    "progress score expected gap status grade overdue_days confidence signal",
    {"verdict": maybe(TEXT), "projected": maybe(NUMBER_OR_TEXT)},
    "last_check_in",
    {"forecast": FORECAST, "landing": maybe(LANDING)},
)
OBJECTIVE = Record(
    "ref title owner contributors ambition joint_with",
    {"cycle": CYCLE},
    "weight counted score progress expected gap status grade confidence note",
    {"forecast": FORECAST, "key_results": listed(Record(KEY_RESULT, "path line"))},
)
_PART = Record("score expected")
_COVERAGE = Record({"reported": COUNT}, "total")
_COUNTS = {"type": "object", "propertyNames": {"enum": [*WORST_FIRST, *IN_STATE]}, "additionalProperties": COUNT}
_TOTAL = Record(
    "score progress expected gap",
    {"committed": _PART, "aspirational": _PART},
    "status",
    {"counts": _COUNTS, "coverage": _COVERAGE},
    "to_close",
    {"worst": listed(TEXT)},
)
_COMPANY = Record("name", _TOTAL)
_DEPARTMENT = Record("id name", _TOTAL, {"joint": listed(TEXT), "kpis": listed(KPI), "objectives": listed(OBJECTIVE)})
SHAPE = top(
    "okrctl/status/v1",
    {"as_of": DAY, "organization": _COMPANY, "since": SINCE, "departments": listed(_DEPARTMENT)},
    optional=("since",),
)


def status_json(
    report_day: ReportDay, selection: Selection, positions: Positions, changed: Since | None = None
) -> dict[str, Any]:
    """Everything that the filters select; references and ``--all`` only affect text."""
    filters = selection.without_names()
    departments = [each for each in report_day.company.departments if filters.department(each.id)]
    shown = [_department(report_day, filters, each, positions) for each in departments]
    if filters.filters_items:
        shown = [each for each in shown if each["objectives"] or each["kpis"]]
    company = report_day.company
    return SHAPE.of(
        {"since": since_json(changed, selection)} if changed else {},
        as_of=report_day.day,
        organization=_COMPANY.of(company, total_json(company.total)),
        departments=shown,
    )


def total_json(total: Total) -> dict[str, Any]:
    """A roll-up with all its keys."""
    return _TOTAL.of(
        total,
        progress=total.score,
        committed=_PART.of(total.committed),
        aspirational=_PART.of(total.aspirational),
        counts=dict(total.counts),
        coverage=_COVERAGE.of(total),
    )


def _department(
    report_day: ReportDay, selection: Selection, department: DepartmentTotal, positions: Positions
) -> dict[str, Any]:
    return _DEPARTMENT.of(
        department,
        total_json(department.total),
        joint=list(dict.fromkeys(each.planned.ref for each in report_day.joint.get(department.id, ()))),
        kpis=[kpi_json(kpi) for kpi in department.kpis if selection.kpi(kpi)],
        objectives=[
            objective_json(report_day, each, selection.key_results(each), positions)
            for each in department.objectives
            if selection.objective(each)
        ],
    )


def kpi_json(watched: ScoredKpi) -> dict[str, Any]:
    """A KPI with its latest value and the range on that value's day."""
    chart = watched.chart
    return KPI.of(watched, watched.planned, chart, verdict=chart.word, last_check_in=watched.series.last_day)


def objective_json(
    report_day: ReportDay, scored: ScoredObjective, results: tuple[ScoredKeyResult, ...], positions: Positions
) -> dict[str, Any]:
    """An objective with some of its key results."""
    config = report_day.ws.config
    return OBJECTIVE.of(
        scored,
        scored.planned,
        scored.planned.objective,
        scored.word,
        joint_with=report_day.partners(scored),
        cycle=CYCLE.of(scored.planned.cycle),
        progress=scored.score,
        grade=grade(config, scored),
        forecast=forecast_json(projected(scored)),
        key_results=[key_result_json(config, each) | place_json(each, positions) for each in results],
    )


def place_json(result: ScoredKeyResult, positions: Positions) -> dict[str, Any]:
    """The place of a key result."""
    return place_of(positions, result.planned.path, result.planned.at)


def key_result_json(config: Config, result: ScoredKeyResult) -> dict[str, Any]:
    """A key result with its plan, its latest value and the derived numbers."""
    planned, series, chart = result.planned, result.series, result.chart
    measure = planned.key_result.measure
    plan = measure.plan(series.baseline) if measure else Plan()
    return KEY_RESULT.of(
        plan,
        result,
        planned,
        {key: getattr(measure, key, None) for key in published_texts()},
        kind=measure.published_as if measure else None,
        weight=planned.key_result.weight,
        due=planned.window.due,
        hold=held(plan.hold),
        current=_current(result),
        grade=grade(config, result),
        confidence=series.confidence,
        signal=chart.signal if chart else None,
        verdict=chart.word if chart else None,
        projected=projected_json(series.projected),
        forecast=forecast_json(projected(result)),
        landing=landing_json(landing(result)),
    )


def _current(result: ScoredKeyResult) -> Any:
    """A number; a signed change while the baseline is unknown; ``done`` or ``open``; or the milestones done."""
    measure, series = result.planned.key_result.measure, result.series
    value = measure.current(series) if measure else series.latest
    if value is None or isinstance(value, tuple):
        return value
    if value.finished is not None:
        return "done" if value.finished else "open"
    return value.number if value.number is not None else signed(value)


_COLUMNS = (
    "department objective ref title owner cycle kind unit weight baseline target change at_least at_most hold current "
    "progress score expected gap status counted overdue_days confidence projected last_check_in due "
    "forecast probability"
)


def status_table(report_day: ReportDay, selection: Selection) -> Document:
    """One row per selected key result and KPI, as precise as the JSON."""
    return sheet(_COLUMNS, _rows(report_day, selection))


def _rows(report_day: ReportDay, selection: Selection) -> Iterator[dict[str, Any]]:
    for department in report_day.company.departments:
        if selection.department(department.id):
            yield from result_rows(report_day.ws.config, department, selection)
            for watched in filter(selection.kpi, department.kpis):
                found = kpi_json(watched) | {"department": department.id, "kind": "kpi"}
                yield found | {"current": found["value"], "status": found["health"]}


def result_rows(
    config: Config, department: DepartmentTotal, selection: Selection, positions: Positions | None = None
) -> Iterator[dict[str, Any]]:
    """The key results of a department, flat; with ``positions``, including their places."""
    for objective in department.objectives:
        planned = objective.planned
        home = {"department": department.id, "objective": planned.ref, "cycle": planned.cycle.name}
        for result in selection.key_results(objective):
            found = key_result_json(config, result)
            trend = found["forecast"] or {}
            ahead = {"forecast": trend.get("at_end"), "probability": trend.get("probability")}
            yield found | home | ahead | (place_json(result, positions) if positions else {})
