"""Quantive Results, formerly Gtmhub: responses of its API, /sessions and /goals with their metrics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.source import Source
from okrctl.core.arrival.systems._data import day, indexed, keep, mapping, mappings, number, text
from okrctl.core.arrival.values import Arrival, Item, Report, Where

TITLE = "Quantive Results"
NAME = "quantive"
ORIGIN = "public clients of its interface"
SURE = "code"

_GOAL = frozenset(
    {
        "id", "name", "description", "sessionId", "parentId", "dateFrom", "dateTo", "attainment", "assignee", "metrics",
        "ownerId", "accountId", "aggregatedAttainment", "fullAggregatedAttainment", "sessionName",
    }
)  # fmt: skip
_METRIC = frozenset(
    {
        "id", "name", "description", "initialValue", "actual", "target", "attainment", "targetOperator", "manualType",
        "dueDate", "confidence", "assignee", "accountId", "goalId",
    }
)  # fmt: skip
_BOUNDS = {
    "should_stay_above": "at_least",
    "should_stay_below": "at_most",
    "at_least": "at_least",
    "at_most": "at_most",
}


def _records(file: Source) -> tuple[str, Any]:
    data = file.data
    return ("items", data["items"]) if isinstance(data, dict) and "items" in data else ("", data)


def _has(file: Source, keys: set[str]) -> bool:
    return file.kind == "data" and any(keys <= set(each) for each in mappings(_records(file)[1])[:5])


def fits(files: Sequence[Source]) -> list[Source]:
    """Goals with metrics, and the sessions beside them."""
    goals = [file for file in files if _has(file, {"id", "name", "sessionId", "metrics"})]
    sessions = [file for file in files if _has(file, {"id", "title", "start", "end", "status"})]
    return [*goals, *sessions] if goals else []


def read(files: Sequence[Source], answers: Answers) -> Arrival:
    """Goals are objectives, metrics key results; a confidence with a date is a check-in without a value."""
    arrival = Arrival(NAME, [file.file for file in files])
    sessions = {
        text(each.get("id")): each
        for file in files
        if not _has(file, {"metrics"})
        for each in mappings(_records(file)[1])
    }
    for file in files:
        if _has(file, {"metrics"}):
            name, goals = _records(file)
            for path, goal in indexed(goals, name):
                _goal(file.file, path, goal, sessions, arrival)
    return arrival


def _person(record: Mapping[str, Any]) -> list[str]:
    who = mapping(record.get("assignee"))
    return [name] if (name := text(who.get("name")) or text(who.get("email"))) else []


def _goal(
    file: str, path: str, goal: Mapping[str, Any], sessions: Mapping[str, Mapping[str, Any]], arrival: Arrival
) -> None:
    item = Item("objective", Where(file, path), text(goal.get("name")), text(goal.get("id")))
    item.why, item.owners = text(goal.get("description")), _person(goal)
    item.period = text(mapping(sessions.get(text(goal.get("sessionId")))).get("title"))
    item.start, item.end = day(goal.get("dateFrom")), day(goal.get("dateTo"))
    item.parents = [parent] if (parent := text(goal.get("parentId"))) else []
    rolled = number(goal.get("fullAggregatedAttainment"))
    item.progress = rolled if rolled is not None else number(goal.get("attainment"))
    keep(item, goal, _GOAL, arrival, path)
    arrival.items.append(item)
    for place, metric in enumerate(mappings(goal.get("metrics"))):
        arrival.items.append(_metric(Where(file, f"{path}.metrics[{place}]"), metric, item, arrival))


def _metric(where: Where, metric: Mapping[str, Any], owner: Item, arrival: Arrival) -> Item:
    item = Item("key result", where, text(metric.get("name")), text(metric.get("id")), [owner.key])
    item.why, item.owners = text(metric.get("description")), _person(metric)
    item.baseline, item.target = number(metric.get("initialValue")), number(metric.get("target"))
    item.value, item.progress = number(metric.get("actual")), number(metric.get("attainment"))
    item.direction = _BOUNDS.get(text(metric.get("targetOperator")), "")
    item.yes_no = text(metric.get("manualType")) == "binary"
    item.end = day(metric.get("dueDate"))
    sure = mapping(metric.get("confidence"))
    when = day(sure.get("date"))
    if sure and when is not None:
        report = Report(where, when, item.owners[0] if item.owners else "", note=text(sure.get("reason")))
        report.confidence = number(sure.get("value"))
        item.reports.append(report)
    keep(item, metric, _METRIC, arrival, where.at)
    return item
