"""Tability: responses of its API, one list each of plans, objectives, outcomes, check-ins and initiatives."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.source import Source
from okrctl.core.arrival.systems._data import day, indexed, keep, mapping, mappings, number, text
from okrctl.core.arrival.values import Arrival, Item, Leftover, Report, Where

TITLE = "Tability"
NAME = "tability"
ORIGIN = "guides.tability.app, API reference; objectives by a public client"
SURE = "documentation"

_PARTS = {
    "outcomes": {"objective_id", "from", "to"},
    "checkins": {"outcome_id", "checkin_date", "score"},
    "initiatives": {"outcome_id", "title", "state"},
    "objectives": {"plan_id", "title"},
    "plans": {"start_at", "finish_at", "title"},
}
_SKIPPED = (
    "id workspace_id nano_slug created_at updated_at membership membership_id archived completed title description "
    "from to score_format weight "
    "objective_id plan_id outcome_id outcome_progress_prct current_checkin cached_tag_list body "
    "is_pending_checkin is_dummy rank column_rank open_initiatives_count closed_initiatives_count parent parent_id "
    "total_initiatives_count initiative_progress_prct outcome_type"
)
_KNOWN = frozenset(_SKIPPED.split())
_FORMAT = re.compile(r"\s*_number_\w*\s*")


def _records(file: Source) -> Any:
    data = file.data
    return data.get("data", data) if isinstance(data, dict) else data


def _part(file: Source) -> str | None:
    if file.kind != "data":
        return None
    first = next(iter(mappings(_records(file))), None)
    return next((name for name, keys in _PARTS.items() if first is not None and keys <= set(first)), None)


def fits(files: Sequence[Source]) -> list[Source]:
    """All its lists, once the outcomes are among them."""
    found = {file.file: _part(file) for file in files}
    return [file for file in files if found[file.file]] if "outcomes" in found.values() else []


def read(files: Sequence[Source], answers: Answers) -> Arrival:
    """Plans give the cycle, outcomes are key results."""
    arrival = Arrival(NAME, [file.file for file in files])
    parts: dict[str, list[Source]] = {name: [] for name in _PARTS}
    for file in files:
        parts[_part(file) or ""].append(file)
    plans = {text(each.get("id")): each for file in parts["plans"] for _, each in indexed(_records(file))}
    for file in parts["objectives"]:
        for path, record in indexed(_records(file)):
            arrival.items.append(_objective(Where(file.file, path), record, plans, arrival))
    for file in parts["outcomes"]:
        for path, record in indexed(_records(file)):
            arrival.items.append(_outcome(Where(file.file, path), record, arrival))
    items = {item.key: item for item in arrival.items}
    for file in parts["checkins"]:
        for path, record in indexed(_records(file)):
            _check_in(Where(file.file, path), record, items, arrival)
    for item in arrival.of("key result"):
        if not item.reports:
            # it is computed from check-ins, and there are none
            item.progress = None
    used = {str(record.get("plan_id")) for file in parts["objectives"] for _, record in indexed(_records(file))}
    arrival.links += sum(text(plan.get("parent_id")) in plans for id, plan in plans.items() if id in used)
    for file in parts["initiatives"]:
        for path, record in indexed(_records(file)):
            arrival.items.append(_initiative(Where(file.file, path), record, arrival))
    return arrival


def _person(record: Mapping[str, Any]) -> list[str]:
    who = mapping(record.get("membership"))
    name = f"{text(who.get('cached_firstname'))} {text(who.get('cached_lastname'))}".strip()
    return [found] if (found := name or text(who.get("cached_email"))) else []


def _tags(record: Mapping[str, Any]) -> list[str]:
    tags = record.get("cached_tag_list")
    parts = tags.split(",") if isinstance(tags, str) else tags if isinstance(tags, list) else []
    return [text(tag) for tag in parts if text(tag)]


def _objective(
    where: Where, record: Mapping[str, Any], plans: Mapping[str, Mapping[str, Any]], arrival: Arrival
) -> Item:
    item = Item("objective", where, text(record.get("title")), text(record.get("id")))
    item.why, item.tags = text(record.get("description")), _tags(record)
    plan = mapping(plans.get(text(record.get("plan_id"))))
    item.start, item.end = day(plan.get("start_at")), day(plan.get("finish_at"))
    if text(plan.get("title")):
        item.extra["x-plan"] = text(plan.get("title"))
    above = mapping(plans.get(text(plan.get("parent_id"))))
    if above:
        item.extra["x-plan-above"] = text(above.get("title"))
    item.dropped = record.get("archived") is True
    keep(item, record, _KNOWN, arrival, where.at)
    return item


def _outcome(where: Where, record: Mapping[str, Any], arrival: Arrival) -> Item:
    item = Item(
        "key result", where, text(record.get("title")), text(record.get("id")), [text(record.get("objective_id"))]
    )
    item.why, item.tags, item.owners = text(record.get("description")), _tags(record), _person(record)
    item.baseline, item.target = number(record.get("from")), number(record.get("to"))
    item.weight, item.progress = number(record.get("weight")), number(record.get("outcome_progress_prct"))
    item.unit = _FORMAT.sub("", text(record.get("score_format")))
    item.dropped = record.get("archived") is True
    if record.get("completed") is True:
        item.status = "completed"
    keep(item, record, _KNOWN, arrival, where.at)
    return item


def _check_in(where: Where, record: Mapping[str, Any], items: Mapping[str, Item], arrival: Arrival) -> None:
    item, when = items.get(text(record.get("outcome_id"))), day(record.get("checkin_date"))
    if item is None or when is None:
        why = "there is no such outcome" if item is None else "it has no date"
        arrival.remark("import-row", where, f"check-in {text(record.get('id'))}: {why}; skipped")
        return
    report = Report(where, when, "".join(_person(record)), number(record.get("score")), text(record.get("body")))
    report.id = text(record.get("id"))
    if text(record.get("confidence")):
        # red, yellow and green aren't numbers
        report.extra["x-confidence"] = text(record["confidence"])
    for other in item.reports:
        same = (other.day, other.value, other.note, other.by) == (report.day, report.value, report.note, report.by)
        if same:
            arrival.remark("import-row", where, f"the same check-in as {other.where}, except for its id; imported once")
            return
    item.reports.append(report)


def _initiative(where: Where, record: Mapping[str, Any], arrival: Arrival) -> Item:
    item = Item("other", where, text(record.get("title")), text(record.get("id")), [text(record.get("outcome_id"))])
    item.owners, item.why, item.status = _person(record), text(record.get("body")), text(record.get("state"))
    item.end = day(record.get("due_at"))
    item.extra["x-type"] = "initiative"
    arrival.leftovers.append(Leftover(where, "initiative", f"{item.title}: {item.status}", "initiatives"))
    return item
