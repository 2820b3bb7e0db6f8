"""``okrctl status`` for programs: one complete JSON object, and one flat table of key results and KPIs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from okrctl.core.model.figures import held
from okrctl.core.model.kind_fields import published_texts
from okrctl.core.model.measure import Measure
from okrctl.core.model.settings import Config
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.selection import Selection
from okrctl.core.review.since import Since
from okrctl.core.scores.forecast import projected
from okrctl.core.scores.landing import landing
from okrctl.core.scores.rollup import DepartmentTotal, Part, Total
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredKpi, ScoredObjective, grade
from okrctl.views.blocks import Document
from okrctl.views.figures import signed
from okrctl.views.landing import landing_json
from okrctl.views.projection import forecast_json, projected_json
from okrctl.views.published import Positions, exact, rounded, sheet
from okrctl.views.since import since_json

SCHEMA = "okrctl/status/v1"


def status_json(
    report_day: ReportDay, selection: Selection, positions: Positions, changed: Since | None = None
) -> dict[str, Any]:
    """Everything that the filters select; references and ``--all`` only affect text."""
    filters = selection.without_names()
    departments = [each for each in report_day.company.departments if filters.department(each.id)]
    shown = [_department(report_day, filters, each, positions) for each in departments]
    if filters.filters_items:
        shown = [each for each in shown if each["objectives"] or each["kpis"]]
    return {
        "schema": SCHEMA,
        "as_of": report_day.day,
        "organization": {"name": report_day.company.name, **total_json(report_day.company.total)},
        **({"since": since_json(changed, selection)} if changed else {}),
        "departments": shown,
    }


def total_json(total: Total) -> dict[str, Any]:
    """A roll-up with all its keys."""
    return {
        "score": rounded(total.score),
        "progress": rounded(total.score),
        "expected": rounded(total.expected),
        "gap": rounded(total.gap),
        "committed": _part(total.committed),
        "aspirational": _part(total.aspirational),
        "status": total.status,
        "counts": dict(total.counts),
        "coverage": {"reported": total.reported, "total": total.total},
        "to_close": list(total.to_close),
        "worst": list(total.worst),
    }


def _part(part: Part) -> dict[str, Any]:
    return {"score": rounded(part.score), "expected": rounded(part.expected)}


def _department(
    report_day: ReportDay, selection: Selection, department: DepartmentTotal, positions: Positions
) -> dict[str, Any]:
    return {
        "id": department.id,
        "name": department.name,
        **total_json(department.total),
        "joint": list(dict.fromkeys(each.planned.ref for each in report_day.joint.get(department.id, ()))),
        "kpis": [kpi_json(kpi) for kpi in department.kpis if selection.kpi(kpi)],
        "objectives": [
            objective_json(report_day, each, selection.key_results(each), positions)
            for each in department.objectives
            if selection.objective(each)
        ],
    }


def kpi_json(watched: ScoredKpi) -> dict[str, Any]:
    """A KPI with its latest value and the range on that value's day."""
    return {
        "ref": watched.planned.ref,
        "title": watched.planned.title,
        "owner": watched.planned.owner,
        "unit": watched.planned.unit,
        "value": exact(watched.value),
        "at_least": exact(watched.at_least),
        "at_most": exact(watched.at_most),
        "health": watched.health,
        "signal": watched.chart.signal,
        "verdict": watched.chart.word,
        "last_check_in": watched.series.last_day,
        "overdue_days": watched.overdue_days,
    }


def objective_json(
    report_day: ReportDay, scored: ScoredObjective, results: tuple[ScoredKeyResult, ...], positions: Positions
) -> dict[str, Any]:
    """An objective with some of its key results."""
    planned, config = scored.planned, report_day.ws.config
    cycle = planned.cycle
    return {
        "ref": planned.ref,
        "title": planned.title,
        "owner": planned.owner,
        "contributors": list(planned.objective.contributors),
        "ambition": planned.objective.ambition,
        "joint_with": list(report_day.partners(scored)),
        "cycle": {"name": cycle.name, "start": cycle.start, "end": cycle.end},
        "weight": exact(planned.objective.weight),
        "counted": scored.counted,
        "score": rounded(scored.score),
        "progress": rounded(scored.score),
        "expected": rounded(scored.expected),
        "gap": rounded(scored.gap),
        "status": scored.status,
        "grade": grade(config, scored),
        "confidence": exact(scored.word.confidence),
        "note": scored.word.note,
        "forecast": forecast_json(projected(scored)),
        "key_results": [
            key_result_json(report_day.ws.config, result) | place_json(result, positions) for result in results
        ],
    }


def place_json(result: ScoredKeyResult, positions: Positions) -> dict[str, Any]:
    """The place of a key result."""
    planned = result.planned
    return {"path": planned.path, "line": positions(planned.path).line(planned.at)}


def key_result_json(config: Config, result: ScoredKeyResult) -> dict[str, Any]:
    """A key result with its plan, its latest value and the derived numbers."""
    planned = result.planned
    return {
        "ref": planned.ref,
        "title": planned.title,
        "owner": planned.owner,
        "contributors": list(planned.contributors),
        **_measured(result),
        "counted": result.counted,
        "current": _current(result),
        "progress": rounded(result.progress),
        "score": rounded(result.score),
        "expected": rounded(result.expected),
        "gap": rounded(result.gap),
        "status": result.status,
        "grade": grade(config, result),
        "overdue_days": result.overdue_days,
        "confidence": exact(result.series.confidence),
        "signal": result.chart.signal if result.chart else None,
        "verdict": result.chart.word if result.chart else None,
        "projected": projected_json(result.series.projected),
        "last_check_in": result.last_check_in,
        "forecast": forecast_json(projected(result)),
        "landing": landing_json(landing(result)),
    }


def _measured(result: ScoredKeyResult) -> dict[str, Any]:
    planned, measure = result.planned, result.planned.key_result.measure
    plan = measure.plan(result.series.baseline) if measure else None
    return {
        "kind": measure.published_as if measure else None,
        "unit": planned.unit,
        "weight": exact(planned.key_result.weight),
        "due": planned.window.due,
        "baseline": exact(plan.baseline) if plan else None,
        "target": exact(plan.target) if plan else None,
        "change": plan.change if plan else None,
        "at_least": exact(plan.at_least) if plan else None,
        "at_most": exact(plan.at_most) if plan else None,
        "hold": held(plan.hold) if plan else None,
        **texts_json(measure),
    }


def _current(result: ScoredKeyResult) -> Any:
    """A number; a signed change while the baseline is unknown; ``done`` or ``open``; or the milestones done."""
    measure, series = result.planned.key_result.measure, result.series
    value = measure.current(series) if measure else series.latest
    if value is None or isinstance(value, tuple):
        return None if value is None else list(value)
    if value.finished is not None:
        return "done" if value.finished else "open"
    return exact(value.number) if value.number is not None else signed(value)


def texts_json(measure: Measure | None) -> dict[str, str | None]:
    """Texts about the measurement of all kinds; null for those of other kinds."""
    return {key: getattr(measure, key, None) for key in published_texts()}


_COLUMNS = (
    *("department", "objective", "ref", "title", "owner", "cycle", "kind", "unit", "weight"),
    *("baseline", "target", "change", "at_least", "at_most", "hold", "current"),
    *("progress", "score", "expected", "gap", "status", "counted"),
    *("overdue_days", "confidence", "projected", "last_check_in", "due"),
    *("forecast", "probability"),
)


def status_table(report_day: ReportDay, selection: Selection) -> Document:
    """One row per selected key result and KPI, as precise as the JSON."""
    rows = [
        row
        for department in report_day.company.departments
        if selection.department(department.id)
        for row in _rows(report_day.ws.config, department, selection)
    ]
    return sheet(_COLUMNS, rows)


def _rows(config: Config, department: DepartmentTotal, selection: Selection) -> Iterator[dict[str, Any]]:
    yield from result_rows(config, department, selection)
    for watched in department.kpis:
        if selection.kpi(watched):
            found = kpi_json(watched)
            yield found | {"department": department.id, "kind": "kpi"} | _as_result(found)


def result_rows(
    config: Config, department: DepartmentTotal, selection: Selection, positions: Positions | None = None
) -> Iterator[dict[str, Any]]:
    """The key results of a department, flat; with ``positions``, including their places."""
    for objective in department.objectives:
        home = {
            "department": department.id,
            "objective": objective.planned.ref,
            "cycle": objective.planned.cycle.name,
        }
        for result in selection.key_results(objective):
            found = key_result_json(config, result)
            trend = found["forecast"] or {}
            ahead = {"forecast": trend.get("at_end"), "probability": trend.get("probability")}
            yield found | home | ahead | (place_json(result, positions) if positions else {})


def _as_result(kpi: dict[str, Any]) -> dict[str, Any]:
    return {"current": kpi["value"], "status": kpi["health"]}
