"""Tools that keep their plans in YAML files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.days import read_period
from okrctl.core.arrival.numbers import confidences
from okrctl.core.arrival.source import Source
from okrctl.core.arrival.systems._entry import Entry, entries, whole
from okrctl.core.arrival.tool import Fits, Tool
from okrctl.core.arrival.values import Arrival, Item, Report, Where

_STATUS = frozenset({"not_started", "in_progress", "at_risk", "achieved", "blocked"})


def _with(listed: str, key: str) -> Fits:
    """Files with a list of mappings that have a key."""
    return lambda files: [file for file in files if any(key in each.data for each in whole(file).each(listed))]


def _okrchestra(files: Sequence[Source], answers: Answers, arrival: Arrival) -> None:
    """Objectives and key results, nearly one to one; a current value with a day is a check-in."""
    for file in files:
        top = whole(file)
        for entry in top.each("objectives"):
            owner = entry.item("objective", "objective", "objective_id", owners="owner_id", why="notes")
            owner.extra["x-scope"] = top.text("scope")
            results = entry.each("key_results")
            entry.keep(owner, arrival)
            arrival.items += [owner, *(_result(each, owner, arrival) for each in results)]
    confidences(arrival, arrival.items, answers.confidence or "0-1")


def _result(entry: Entry, owner: Item, arrival: Arrival) -> Item:
    fields = {"owners": "owner_id", "baseline": "baseline", "target": "target", "status": "status"}
    item = entry.item("key result", "description", "kr_id", **fields)
    # ids are unique only within their objective
    item.key, item.parents = f"{owner.key}/{item.key}", [owner.key]
    value, when, sure = entry.number("current"), entry.day("last_updated"), entry.number("confidence")
    if value is not None and when is not None:
        item.reports.append(Report(item.where, when, "".join(item.owners), value, confidence=sure))
    else:
        item.value, item.confidence = value, sure
    if item.status and item.status not in _STATUS:
        arrival.remark("import-open", item.where, f"unknown status {item.status}; kept as x-status")
    entry.keep(item, arrival)
    return item


def _gitokr(files: Sequence[Source], answers: Answers, arrival: Arrival) -> None:
    """A project is a department, each of its quarters an objective."""
    for file in files:
        top = whole(file)
        for key, value in top.data.items():
            if key != "Projects" and value:
                arrival.leave(Where(file.file, key), key, str(value))
        for project in top.each("Projects"):
            name, okrs = project.text("Name"), project.inside("OKR")
            for quarter, found in okrs.data.items():
                for each in entries(okrs.at(quarter), found if isinstance(found, list) else [found]):
                    arrival.items += _quarter(each, quarter, name, arrival)


def _quarter(okr: Entry, quarter: str, department: str, arrival: Arrival) -> Iterator[Item]:
    title = okr.text("Objective")
    owner = Item("objective", okr.where, title, f"{department}/{quarter}/{title}", department=department)
    if read_period(quarter):
        owner.period = quarter
    else:
        owner.extra["x-quarter"] = quarter
        arrival.remark("import-open", okr.where, f"{quarter} has no year")
    yield owner
    for each in okr.each("KeyResults"):
        item = each.item("key result", "Metric", "Metric")
        item.key, item.parents, item.department = f"{owner.key}/{item.title}", [owner.key], department
        item.yes_no = True
        if each.text("Done").lower() in ("true", "yes"):
            item.status, item.extra["x-done"] = "done", "true"
        each.keep(item, arrival)
        yield item


TOOLS = (
    Tool(
        name="gitokr",
        title="gitokr",
        origin="abhiyerra/gitokr on GitHub, OKR.yml",
        sure="file",
        fits=_with("Projects", "OKR"),
        take=_gitokr,
        ids=False,
    ),
    Tool(
        name="okrchestra",
        title="okrchestra",
        origin="mattui/okrchestra on GitHub, okrs/schema.md",
        sure="file",
        fits=_with("objectives", "objective_id"),
        take=_okrchestra,
    ),
)
