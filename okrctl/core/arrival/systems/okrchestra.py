"""okrchestra: YAML files by scope, nearly one to one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.confidence import confidences
from okrctl.core.arrival.source import Source
from okrctl.core.arrival.systems._data import day, indexed, keep, mapping, mappings, number, text
from okrctl.core.arrival.values import Arrival, Item, Report, Where

TITLE = "okrchestra"
NAME = "okrchestra"
ORIGIN = "mattui/okrchestra on GitHub, okrs/schema.md"
SURE = "file"

_OBJECTIVE = frozenset({"objective_id", "objective", "owner_id", "notes", "key_results"})
_RESULT = frozenset(
    {"kr_id", "description", "owner_id", "baseline", "target", "confidence", "status", "current", "last_updated"}
)
_BOUNDS = {"achieved": True, "at_risk": False, "blocked": False}
_STATUS = frozenset({"not_started", "in_progress", "at_risk", "achieved", "blocked"})


def fits(files: Sequence[Source]) -> list[Source]:
    """Files with objectives that have an objective_id."""
    return [
        file
        for file in files
        if file.kind == "data"
        and any("objective_id" in each for each in mappings(mapping(file.data).get("objectives")))
    ]


def read(files: Sequence[Source], answers: Answers) -> Arrival:
    """Objectives and key results; a current value with a day is a check-in."""
    arrival = Arrival(NAME, [file.file for file in files])
    for file in files:
        data = mapping(file.data)
        for path, record in indexed(data.get("objectives"), "objectives"):
            owner = Item(
                "objective", Where(file.file, path), text(record.get("objective")), text(record.get("objective_id"))
            )
            owner.owners, owner.why = [who] if (who := text(record.get("owner_id"))) else [], text(record.get("notes"))
            owner.extra["x-scope"] = text(data.get("scope"))
            keep(owner, record, _OBJECTIVE, arrival, path)
            arrival.items.append(owner)
            for inner, each in indexed(record.get("key_results"), f"{path}.key_results"):
                arrival.items.append(_result(Where(file.file, inner), each, owner, arrival))
    confidences(arrival, arrival.items, answers.confidence or "0-1")
    return arrival


def _result(where: Where, record: Mapping[str, Any], owner: Item, arrival: Arrival) -> Item:
    # ids are unique only within their objective
    item = Item(
        "key result", where, text(record.get("description")), f"{owner.key}/{text(record.get('kr_id'))}", [owner.key]
    )
    item.owners = [who] if (who := text(record.get("owner_id"))) else []
    item.baseline, item.target = number(record.get("baseline")), number(record.get("target"))
    item.status, value, when = (
        text(record.get("status")),
        number(record.get("current")),
        day(record.get("last_updated")),
    )
    sure = number(record.get("confidence"))
    if value is not None and when is not None:
        report = Report(where, when, item.owners[0] if item.owners else "", value, confidence=sure)
        item.reports.append(report)
    else:
        item.value, item.confidence = value, sure
    if item.status and item.status not in _STATUS:
        arrival.remark("import-open", where, f"unknown status {item.status}; kept as x-status")
    keep(item, record, _RESULT, arrival, where.at)
    return item
