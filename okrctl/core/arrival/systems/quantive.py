"""Quantive Results, formerly Gtmhub: responses of its API, /sessions and /goals with their metrics."""

from __future__ import annotations

from collections.abc import Sequence

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.source import Source
from okrctl.core.arrival.systems._entry import Entry, Parts
from okrctl.core.arrival.tool import Tool
from okrctl.core.arrival.values import Arrival, Item, Report

_PARTS = Parts(
    {"goals": {"id", "name", "sessionId", "metrics"}, "sessions": {"id", "title", "start", "end", "status"}},
    needed="goals",
    under="items",
)
_BOUNDS = {
    "should_stay_above": "at_least",
    "should_stay_below": "at_most",
    "at_least": "at_least",
    "at_most": "at_most",
}


def _take(files: Sequence[Source], answers: Answers, arrival: Arrival) -> None:
    """Goals are objectives, metrics key results; a confidence with a date is a check-in without a value."""
    parts = _PARTS.read(files)
    sessions = {session.text("id"): session.text("title") for session in parts["sessions"]}
    for goal in parts["goals"]:
        item = goal.item(
            "objective", "name", "id", why="description", start="dateFrom", end="dateTo", parents="parentId"
        )
        item.owners, item.period = _person(goal), sessions.get(goal.text("sessionId"), "")
        rolled, own = goal.number("fullAggregatedAttainment"), goal.number("attainment")
        item.progress = own if rolled is None else rolled
        metrics = goal.each("metrics")
        goal.keep(item, arrival, {"ownerId", "accountId", "aggregatedAttainment", "sessionName"})
        arrival.items += [item, *(_metric(metric, item, arrival) for metric in metrics)]


def _person(entry: Entry) -> list[str]:
    name = entry.inside("assignee").text("name", "email")
    return [name] if name else []


def _metric(metric: Entry, owner: Item, arrival: Arrival) -> Item:
    numbers = {"baseline": "initialValue", "target": "target", "value": "actual", "progress": "attainment"}
    item = metric.item("key result", "name", "id", why="description", end="dueDate", **numbers)
    item.parents, item.owners = [owner.key], _person(metric)
    item.direction = _BOUNDS.get(metric.text("targetOperator"), "")
    item.yes_no = metric.text("manualType") == "binary"
    sure = metric.inside("confidence")
    when = sure.day("date")
    if when is not None:
        report = Report(metric.where, when, "".join(item.owners), note=sure.text("reason"))
        report.confidence = sure.number("value")
        item.reports.append(report)
    metric.keep(item, arrival, {"accountId", "goalId"})
    return item


TOOLS = (
    Tool(
        name="quantive",
        title="Quantive Results",
        origin="public clients of its interface",
        sure="code",
        fits=_PARTS.fits,
        take=_take,
    ),
)
