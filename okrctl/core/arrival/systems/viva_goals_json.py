"""Viva Goals: the JSON export of an organization, a folder of files. The service was retired on 2025-12-31."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.assemble import HUNDRED
from okrctl.core.arrival.source import Source
from okrctl.core.arrival.systems._data import day, indexed, keep, mapping, mappings, number, text, texts
from okrctl.core.arrival.values import Arrival, Item, Kind, Leftover, Report, Where

TITLE = "Viva Goals"
NAME = "viva-goals"
ORIGIN = "the JSON export of an organization, as its users have it"
SURE = "file"

_PARTS = {
    "okrs": {"ID", "Title", "Outcome", "Parent IDs"},
    "check-ins": {"OKR ID", "CheckIn Date"},
    "comments": {"OKR ID", "Comment"},
    "periods": {"Time Period Name", "Start Date"},
    "teams": {"Team Name", "Team Type"},
    "users": {"Name", "Email", "Member Type"},
}
_KNOWN = frozenset(
    {
        "ID", "Title", "Type", "Owner", "Teams", "Time Period", "Start Date", "End Date", "Alignment", "Description",
        "Progress", "Status", "Outcome", "Phased Targets", "Parent IDs", "Children", "Goal Type", "Tags",
        "Last Check-in",
    }
)  # fmt: skip
_UNITS = {"percentage": "%", "dollar": "USD"}
_BOUNDS = {"stay above": "at_least", "stay below": "at_most"}


def _part(source: Source) -> str | None:
    first = next(iter(mappings(source.data)), None)
    return next((name for name, keys in _PARTS.items() if first is not None and keys <= set(first)), None)


def fits(files: Sequence[Source]) -> list[Source]:
    """All files of the export, if its objectives are among them; empty lists are recognized by their names."""
    parts = {file.file: _part(file) for file in files if file.kind == "data"}
    if "okrs" not in parts.values():
        return []
    return [file for file in files if parts.get(file.file) or (file.data == [] and "_export_file_" in file.file)]


def read(files: Sequence[Source], answers: Answers) -> Arrival:
    """Objectives, key results, projects with their tasks, check-ins; comments are listed."""
    arrival = Arrival(NAME, [file.file for file in files])
    parts: dict[str, list[Source]] = {}
    for file in files:
        parts.setdefault(_part(file) or "", []).append(file)
    for file in parts.get("okrs", []):
        for path, record in indexed(file.data):
            arrival.items.append(_item(file.file, path, record, arrival))
    items = {item.key: item for item in arrival.items}
    for file in parts.get("check-ins", []):
        for path, record in indexed(file.data):
            _check_in(file.file, path, record, items, arrival)
    for name, key in (("comments", "Comment"), ("users", "Name"), ("periods", "Time Period Name")):
        for file in parts.get(name, []):
            for path, record in indexed(file.data):
                if name == "comments":
                    arrival.leftovers.append(Leftover(Where(file.file, path), "comment", text(record.get(key))))
    words = {text(record.get("Type")) for file in parts["okrs"] for _, record in indexed(file.data)}
    arrival.notes.append(
        f"types called {', '.join(sorted(words))} were decided by their outcomes, parents and children"
    )
    return arrival


def _kind(record: Mapping[str, Any]) -> Kind:
    """The kind of an item. Its name can differ per organization, so the links between items decide."""
    children = mappings(record.get("Children"))
    if any("Task Name" in child for child in children):
        return "other"
    metric = mapping(record.get("Outcome")).get("Outcome Type") == "Metric"
    if children or not record.get("Parent IDs"):
        return "key result" if metric and not children else "objective"
    return "key result" if metric or record.get("Parent IDs") else "objective"


def _item(file: str, path: str, record: Mapping[str, Any], arrival: Arrival) -> Item:
    item = Item(_kind(record), Where(file, path), text(record.get("Title")), text(record.get("ID")))
    teams = [text(team.get("Name")) for team in mappings(record.get("Teams"))]
    item.department = teams[0] if teams else ""
    item.owners = [text(owner.get("Name")) or text(owner.get("Email")) for owner in mappings(record.get("Owner"))]
    item.period = text(mapping(record.get("Time Period")).get("Name"))
    item.start, item.end = day(record.get("Start Date")), day(record.get("End Date"))
    item.why, item.status = text(record.get("Description")), text(record.get("Status"))
    item.ambition = text(record.get("Goal Type")).lower().removesuffix(" goal")
    item.parents = texts(record.get("Parent IDs"))
    weights = [text(each.get("Weight")).rstrip("%") for each in mappings(record.get("Alignment"))]
    item.weight = number(weights[0]) / HUNDRED if weights and number(weights[0]) is not None else None  # type: ignore[operator]
    if isinstance(record.get("Tags"), list):
        item.tags = [text(mapping(tag).get("Name")) or text(tag) for tag in record["Tags"]]
    if teams[1:]:
        item.extra["x-teams"] = teams[1:]
    item.extra["x-type"] = text(record.get("Type"))
    _measured(item, record, arrival)
    keep(item, record, _KNOWN, arrival, path)
    return item


def _measured(item: Item, record: Mapping[str, Any], arrival: Arrival) -> None:
    outcome, progress = mapping(record.get("Outcome")), number(record.get("Progress"))
    if outcome.get("Outcome Type") == "Metric":
        item.baseline, item.target = number(outcome.get("Start")), number(outcome.get("Target"))
        item.value, item.unit = progress, _UNITS.get(text(outcome.get("Metric Unit")).lower(), "")
        item.direction = _BOUNDS.get(text(outcome.get("Target Type")).lower(), "")
        if text(outcome.get("Metric Name")) not in ("", item.title):
            item.extra["x-metric-name"] = text(outcome.get("Metric Name"))
    elif progress is not None:
        item.progress = progress / HUNDRED
        arrival.undated += item.kind == "other"
    for each in mappings(mapping(record.get("Phased Targets")).get("Phased Targets")):
        value, when = number(each.get("Target Value")), day(each.get("Target Date"))
        if value is not None and when is not None:
            item.checkpoints[str(when)] = value
    for task in mappings(record.get("Children")):
        if "Task Name" in task:
            item.steps.append(
                (text(task["Task Name"]), str(day(task.get("Task Date")) or ""), task.get("Task Status") == "Complete")
            )


def _check_in(file: str, path: str, record: Mapping[str, Any], items: Mapping[str, Item], arrival: Arrival) -> None:
    where, when = Where(file, path), day(record.get("CheckIn Date"))
    item = items.get(text(record.get("OKR ID")))
    if item is None or when is None:
        why = "there is no such OKR" if item is None else "it has no date"
        arrival.remark("import-row", where, f"check-in {text(record.get('ID'))}: {why}; skipped")
        return
    owner = mapping(record.get("Check In Owner"))
    note = text(mapping(record.get("Check In Note")).get("Check In Note"))
    report = Report(
        where, when, text(owner.get("Name")) or text(owner.get("Email")), number(record.get("Current Value")), note
    )
    report.id = text(record.get("ID"))
    if text(record.get("Status")):
        report.extra["x-status"] = text(record.get("Status"))
    item.reports.append(report)
