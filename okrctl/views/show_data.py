"""``okrctl show`` for programs: one object with the item and everything around it."""

from __future__ import annotations

from typing import Any

from okrctl.core.company.links import Link
from okrctl.core.company.references import Target
from okrctl.core.company.workspace import Entry
from okrctl.core.findings.diagnose import Positions
from okrctl.core.model.items import Item
from okrctl.core.model.parts import Amendment
from okrctl.core.model.values import Series
from okrctl.core.review.report_day import ReportDay, surroundings
from okrctl.core.scores.forecast import projected
from okrctl.core.scores.landing import landing
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredKpi, ScoredObjective
from okrctl.views.chart import CHART, chart_json
from okrctl.views.deps_data import DEPENDENCY, dependency_json
from okrctl.views.figures import signed
from okrctl.views.landing import LANDING, landing_json
from okrctl.views.projection import FORECAST, forecast_json
from okrctl.views.published import place_of
from okrctl.views.records import ANYTHING, CYCLE, DAY, FLAG, TEXT, Keys, Record, Shape, head, listed, maybe, report
from okrctl.views.show import amendments, untold
from okrctl.views.status_data import KEY_RESULT, KPI, OBJECTIVE, key_result_json, kpi_json, objective_json, place_json

_SCHEMA = "okrctl/show/v1"
_LINK = Record({"from": TEXT, "to": TEXT}, "due")
_TIES = {
    "supports": listed(_LINK),
    "supported_by": listed(_LINK),
    "needs": listed(DEPENDENCY),
    "waiting": listed(DEPENDENCY),
    "unasked": listed(_LINK),
}
_TITLED = Record({"title": maybe(TEXT), "url": TEXT})
_DROPPED = Record("date", {"why": TEXT})
_CLOSED = Record("date", {"learned": maybe(TEXT)})
_WORDS = Record(
    "why tags",
    {"links": listed(_TITLED), "dropped": maybe(_DROPPED), "closed": maybe(_CLOSED), "carried_from": maybe(TEXT)},
    "formerly",
)
_STEP = Record("id title", {"due": DAY}, "weight", {"done": FLAG})
_DETAILS = Record(
    {"objective": TEXT},
    "ambition",
    {"cycle": CYCLE},
    "definition metric kpi indicator",
    {"milestones": listed(_STEP)},
)
_ENTRY = Record(
    "date by value change",
    {"finished": maybe(FLAG)},
    "done unchanged confidence note entry_note path line",
)
_AMENDED = Record("id date field", {"from": ANYTHING, "to": ANYTHING}, "why", {"approved_by": maybe(TEXT)}, "path line")
_EXCEPT = Record({"from": DAY, "to": DAY}, "at_least at_most why")
_OF_KPI = Record("definition metric tags", {"except": listed(_EXCEPT)}, "path line")


def _about(kind: str, item: Record, *parts: Keys) -> Record:
    return report(_SCHEMA, {"type": {"const": kind}, "item": item}, *parts)


# what else the format knows of an item is in it as text
_OBJECTIVE = _about(
    "objective",
    Record(OBJECTIVE, "path line", _WORDS, {"initiatives": listed(TEXT)}, more=TEXT),
    {"forecast": FORECAST, "amended": listed(_AMENDED), "check_ins": listed(Record(_ENTRY, "ref"))},
    _TIES,
)
_KEY_RESULT = _about(
    "key_result",
    Record(KEY_RESULT, "path line", _DETAILS, _WORDS, more=TEXT),
    {"chart": maybe(CHART), "forecast": FORECAST, "landing": maybe(LANDING)},
    {"amended": listed(_AMENDED), "check_ins": listed(_ENTRY)},
    _TIES,
)
_KPI = _about(
    "kpi", Record(KPI, _OF_KPI), {"chart": maybe(CHART), "read_by": listed(TEXT), "check_ins": listed(_ENTRY)}
)
_BROKEN = _about("objective", Record("ref path line"))
SHAPE: Shape = {
    "type": "object",
    "properties": {"schema": {"const": _SCHEMA}, "type": {"enum": ["objective", "key_result", "kpi"]}},
    "anyOf": [_OBJECTIVE, _KEY_RESULT, _KPI, _BROKEN],
}


def show_json(report_day: ReportDay, item: Entry, positions: Positions) -> dict[str, Any]:
    """Everything about one item. ``type`` is objective, key_result or kpi; absent parts are empty lists or null."""
    top = head(report_day.ws.config.organization, report_day.day)
    if item.kpi is not None:
        key = (item.path, item.at, item.id)
        watched = next(kpi for kpi in report_day.scores.kpis if kpi.planned.key == key)
        return _KPI.of(top, _kpi(report_day, watched, positions))
    result, objective = report_day.key_result_of(item), report_day.objective_of(item)
    if objective is None:
        broken = _BROKEN.of(top, item={"ref": item.ref, **place_of(positions, item.path, item.at)})
        return broken | {"type": item.kind}
    around = surroundings(report_day, item)
    ties = {
        "supports": [_link(link) for link in around.supports],
        "supported_by": [_link(link) for link in around.supported_by],
        "needs": [dependency_json(row, positions) for row in around.needs],
        "waiting": [dependency_json(row, positions) for row in around.waiting],
        "unasked": [_link(link) for link in around.unasked],
    }
    if result:
        return _KEY_RESULT.of(top, _key_result(report_day, result, positions), ties)
    return _OBJECTIVE.of(top, _objective(report_day, objective, positions), ties)


def _objective(report_day: ReportDay, scored: ScoredObjective, positions: Positions) -> dict[str, Any]:
    planned = scored.planned
    found = objective_json(report_day, scored, scored.key_results, positions)
    place = place_of(positions, planned.path, planned.at)
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
    details = _DETAILS.of(
        planned,
        item,
        cycle=CYCLE.of(planned.cycle),
        milestones=[
            _STEP.of(step, due=step.due or planned.window.due, done=step.id in result.series.done)
            for step in (measure.steps() if measure else ())
        ],
    )
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
    details = _OF_KPI.of(
        place_of(positions, planned.path, planned.at),
        planned.kpi,
        except_=[_EXCEPT.of(each, from_=str(each.start), to=str(each.end)) for each in planned.kpi.exceptions],
    )
    return {
        "item": kpi_json(watched) | details,
        "chart": chart_json(watched.chart),
        "read_by": [each.ref for each in report_day.plan.key_results() if each.reads == planned.key],
        "check_ins": _check_ins(watched.series, positions),
    }


def _words(item: Item) -> dict[str, Any]:
    told = _WORDS.of(
        item,
        links=[_TITLED.of(link) for link in item.links],
        dropped=_DROPPED.of(item.dropped) if item.dropped else None,
        closed=_CLOSED.of(item.closed) if item.closed else None,
    )
    return told | {field.key: text for field, text in untold(item)}


def _link(link: Link) -> dict[str, Any]:
    known = link.target.ref if isinstance(link.target, Target) else None
    return _LINK.of(link, from_=link.source.ref, to=known or link.text)


def _amendment(item: Item, change: Amendment, path: str, positions: Positions) -> dict[str, Any]:
    return _AMENDED.of(item, change, place_of(positions, path, change.at), from_=change.before, to=change.after)


def _check_ins(series: Series, positions: Positions) -> list[dict[str, Any]]:
    return [
        _ENTRY.of(
            place_of(positions, look.path, look.at),
            look,
            date=look.day,
            by=look.author,
            value=look.value.number if look.value else None,
            change=signed(look.value) if look.value else None,
            finished=look.value.finished if look.value else None,
            done=sorted(look.done),
            unchanged=look.repeated,
            entry_note=look.remark,
        )
        for look in series.observations
    ]
