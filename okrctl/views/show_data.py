"""``okrctl show`` for programs: one object with the item and everything around it."""

from __future__ import annotations

from typing import Any

from okrctl.core.company.links import Link
from okrctl.core.company.references import Target
from okrctl.core.company.workspace import Entry
from okrctl.core.contracts.dependency import Dependency
from okrctl.core.model.items import Item
from okrctl.core.model.parts import Amendment
from okrctl.core.model.values import Series
from okrctl.core.review.report_day import ReportDay, surroundings
from okrctl.core.scores.forecast import projected
from okrctl.core.scores.landing import landing
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredKpi, ScoredObjective
from okrctl.views.chart import chart_json
from okrctl.views.figures import signed
from okrctl.views.landing import landing_json
from okrctl.views.projection import forecast_json
from okrctl.views.published import Positions, exact, head
from okrctl.views.show import amendments, untold
from okrctl.views.status_data import key_result_json, kpi_json, objective_json, place_json

SCHEMA = "okrctl/show/v1"


def show_json(report_day: ReportDay, item: Entry, positions: Positions) -> dict[str, Any]:
    """Everything about one item. ``type`` is objective, key_result or kpi; absent parts are empty lists or null."""
    top = head(SCHEMA, report_day.ws.config.organization, report_day.day) | {"type": item.kind}
    if item.kpi is not None:
        key = (item.path, item.at, item.id)
        watched = next(kpi for kpi in report_day.scores.kpis if kpi.planned.key == key)
        return top | _kpi(report_day, watched, positions)
    result, objective = report_day.key_result_of(item), report_day.objective_of(item)
    if objective is None:
        return top | {"item": {"ref": item.ref, "path": item.path, "line": positions(item.path).line(item.at)}}
    around = surroundings(report_day, item)
    ties = {
        "supports": [_link(link) for link in around.supports],
        "supported_by": [_link(link) for link in around.supported_by],
        "needs": [_dependency(row, positions) for row in around.needs],
        "waiting": [_dependency(row, positions) for row in around.waiting],
        "unasked": [_link(link) for link in around.unasked],
    }
    own = _key_result(report_day, result, positions) if result else _objective(report_day, objective, positions)
    return top | own | ties


def _objective(report_day: ReportDay, scored: ScoredObjective, positions: Positions) -> dict[str, Any]:
    planned = scored.planned
    found = objective_json(report_day, scored, scored.key_results, positions)
    place = {"path": planned.path, "line": positions(planned.path).line(planned.at)}
    return {
        "item": found | place | _words(planned.objective) | {"initiatives": list(planned.objective.initiatives)},
        "forecast": forecast_json(projected(scored)),
        "amended": [_amendment(*each, planned.path, positions) for each in amendments(report_day, scored)],
        "check_ins": [
            entry | {"ref": each.planned.ref}
            for each in scored.key_results
            for entry in _check_ins(each.series, positions)
        ],
    }


def _key_result(report_day: ReportDay, result: ScoredKeyResult, positions: Positions) -> dict[str, Any]:
    planned, item, measure = result.planned, result.planned.key_result, result.planned.key_result.measure
    details = {
        "objective": planned.objective,
        "ambition": planned.ambition,
        "cycle": {"name": planned.cycle.name, "start": planned.cycle.start, "end": planned.cycle.end},
        "definition": item.definition,
        "metric": item.metric,
        "kpi": item.kpi,
        "indicator": item.indicator,
        "milestones": [
            {
                "id": step.id,
                "title": step.title,
                "due": step.due or planned.window.due,
                "weight": exact(step.weight),
                "done": step.id in result.series.done,
            }
            for step in (measure.steps() if measure else ())
        ],
    }
    return {
        "item": key_result_json(report_day.ws.config, result) | place_json(result, positions) | details | _words(item),
        "chart": chart_json(result.chart),
        "forecast": forecast_json(projected(result)),
        "landing": landing_json(landing(result)),
        "amended": [_amendment(*each, planned.path, positions) for each in amendments(report_day, item)],
        "check_ins": _check_ins(result.series, positions),
    }


def _kpi(report_day: ReportDay, watched: ScoredKpi, positions: Positions) -> dict[str, Any]:
    planned = watched.planned
    details = {
        "definition": planned.kpi.definition,
        "metric": planned.kpi.metric,
        "tags": list(planned.kpi.tags),
        "except": [
            {
                "from": str(each.start),
                "to": str(each.end),
                "at_least": exact(each.at_least),
                "at_most": exact(each.at_most),
                "why": each.why,
            }
            for each in planned.kpi.exceptions
        ],
        "path": planned.path,
        "line": positions(planned.path).line(planned.kpi.at),
    }
    readers = [each.ref for each in report_day.plan.key_results() if each.reads == planned.key]
    check_ins = _check_ins(watched.series, positions)
    shown = chart_json(watched.chart)
    return {"item": kpi_json(watched) | details, "chart": shown, "read_by": readers, "check_ins": check_ins}


def _words(item: Item) -> dict[str, Any]:
    return {
        "why": item.why,
        "tags": list(item.tags),
        "links": [{"title": link.title, "url": link.url} for link in item.links],
        "dropped": None if item.dropped is None else {"date": item.dropped.date, "why": item.dropped.why},
        "closed": None if item.closed is None else {"date": item.closed.date, "learned": item.closed.learned},
        "carried_from": item.carried_from,
        "formerly": list(item.formerly),
        **{field.key: text for field, text in untold(item)},
    }


def _link(link: Link) -> dict[str, Any]:
    known = link.target.ref if isinstance(link.target, Target) else None
    return {"from": link.source.ref, "to": known or link.text, "due": link.due}


def _dependency(row: Dependency, positions: Positions) -> dict[str, Any]:
    contract, place = row.contract, row.contract.need.place
    return {
        "from": row.waits,
        "on": row.on,
        "need": contract.need.need,
        "due": row.due,
        "promised": contract.promised,
        "state": row.state,
        "confirmed": contract.confirmed,
        "path": place.path,
        "line": positions(place.path).line(place.at),
    }


def _amendment(item: Item, change: Amendment, path: str, positions: Positions) -> dict[str, Any]:
    return {
        "id": item.id,
        "date": change.date,
        "field": change.field,
        "from": change.before,
        "to": change.after,
        "why": change.why,
        "approved_by": change.approved_by,
        "path": path,
        "line": positions(path).line(change.at),
    }


def _check_ins(series: Series, positions: Positions) -> list[dict[str, Any]]:
    return [
        {
            "date": look.day,
            "by": look.author,
            "value": exact(look.value.number) if look.value else None,
            "change": signed(look.value) if look.value else None,
            "finished": look.value.finished if look.value else None,
            "done": sorted(look.done),
            "unchanged": look.repeated,
            "confidence": exact(look.confidence),
            "note": look.note,
            "entry_note": look.remark,
            "path": look.path,
            "line": positions(look.path).line(look.at),
        }
        for look in series.observations
    ]
