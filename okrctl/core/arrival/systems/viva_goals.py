"""Viva Goals (Ally.io), which was retired on 2025-12-31: a CSV export of a view, a JSON export of an organization."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.assemble import HUNDRED, OKR_KINDS, only_measured, typed
from okrctl.core.arrival.columns import Layout
from okrctl.core.arrival.days import read_day
from okrctl.core.arrival.numbers import read_number
from okrctl.core.arrival.source import Source
from okrctl.core.arrival.systems._entry import Entry, Parts, text
from okrctl.core.arrival.tables import Record, Records
from okrctl.core.arrival.tool import Tool, headed, rows
from okrctl.core.arrival.values import Arrival, Item, Kind, Report
from okrctl.core.values.pattern import pattern

_LAYOUT = Layout(
    columns={
        "start": "baseline",
        "actual progress": "value",
        "goal type": "ambition",
        "checkins": "spare",
        "aligned to weight objective id": "aligned",
        "last check in": "last",
        "last check in note": "last note",
    },
    kept=frozenset({"metric name", "score"}),
    sign="point",
    takes_spare=True,
)
_ONE = pattern(r"\(weight: ([\d.]+)%, Id: (\d+)\)")
_CHECK_IN = pattern(
    r"Checkin Date: (.*?); User: (.*?); Note: (.*); Metric Name: (.*?); Status: (.*?); Current Value: (.*?); "
    r"Activity Date: (.*?);?\s*\Z",
    re.DOTALL,
)
_PARTS = Parts(
    {
        "okrs": {"ID", "Title", "Outcome", "Parent IDs"},
        "check-ins": {"OKR ID", "CheckIn Date"},
        "comments": {"OKR ID", "Comment"},
        "periods": {"Time Period Name", "Start Date"},
        "teams": {"Team Name", "Team Type"},
        "users": {"Name", "Email", "Member Type"},
    },
    needed="okrs",
)
_UNITS = {"percentage": "%", "dollar": "USD"}
_BOUNDS = {"stay above": "at_least", "stay below": "at_most"}


def _rows(records: Records, arrival: Arrival) -> None:
    """All rows, and a check-in from each cell with one."""
    by_place = {record.where: record for record in records.records}
    for item in typed(records, arrival, {**OKR_KINDS, "kpi": "key result"}):
        record = by_place[item.where]
        item.ambition = record.text("ambition").partition(" ")[0].lower()
        if item.ambition not in ("committed", "aspirational"):
            item.ambition = ""
        item.in_first([name for team in item.department.split(";") if (name := team.strip())], "x-teams")
        links = _ONE.findall(record.text("aligned"))
        item.parents = [id for _, id in links]
        if links:
            item.weight = Fraction(links[0][0]) / HUNDRED
        if item.progress is not None:
            item.progress /= HUNDRED
        for cell in (record.text("spare"), *record.spare):
            if cell.strip():
                _report(item, record, cell, arrival)
        if item.reports and item.kind == "key result" and item.value is not None:
            _exact(item, item.value)
        only_measured(item)


def _report(item: Item, record: Record, cell: str, arrival: Arrival) -> None:
    """One check-in; the note may contain anything, so it ends at the last `; Metric Name:`."""
    match = _CHECK_IN.match(cell.strip())
    day = read_day(match[1], "day-first") if match else None
    if match is None or day is None:
        arrival.leave(record.where, "Checkins", cell)
        return
    number = read_number(match[6], "point")
    report = Report(record.where, day, match[2], number.value if number else None, match[3].strip())
    report.rounded = number.rounded if number else ""
    report.extra = {"x-status": match[5]} if match[5].strip() else {}
    item.reports.append(report)


def _exact(item: Item, exact: Fraction) -> None:
    """Take the newest value from `Actual Progress`, where it is exact; in its check-in it is abbreviated."""
    newest = max(item.reports, key=lambda report: report.day)
    if newest.rounded and newest.value is not None and abs(newest.value - exact) * 100 <= abs(exact):
        newest.value, newest.rounded = exact, f"{newest.rounded}; exact by Actual Progress"


def _export(files: Sequence[Source]) -> list[Source]:
    """All files of the export, if its objectives are among them; empty lists are recognized by their names."""
    known = _PARTS.fits(files)
    empty = [file for file in files if file.data == [] and "_export_file_" in file.file]
    return [file for file in files if file in known or file in empty] if known else []


def _records(files: Sequence[Source], answers: Answers, arrival: Arrival) -> None:
    """Objectives, key results, projects with their tasks, check-ins; comments are listed."""
    parts = _PARTS.read(files)
    arrival.items += [_item(okr, arrival) for okr in parts["okrs"]]
    items = {item.key: item for item in arrival.items}
    for entry in parts["check-ins"]:
        _check_in(entry, items, arrival)
    for entry in parts["comments"]:
        arrival.leave(entry.where, "comment", entry.text("Comment"))
    words = ", ".join(sorted({okr.text("Type") for okr in parts["okrs"]}))
    arrival.notes.append(f"types called {words} were decided by their outcomes, parents and children")


def _item(okr: Entry, arrival: Arrival) -> Item:
    fields = {"start": "Start Date", "end": "End Date", "why": "Description", "status": "Status"}
    item = okr.item(_kind(okr), "Title", "ID", **fields)
    item.in_first([team.text("Name") for team in okr.each("Teams")], "x-teams")
    item.owners = [owner.text("Name", "Email") for owner in okr.each("Owner")]
    item.period = okr.inside("Time Period").text("Name")
    item.ambition = okr.text("Goal Type").lower().removesuffix(" goal")
    item.parents = [found for parent in okr.many("Parent IDs") if (found := text(parent))]
    weights = [read_number(each.text("Weight").rstrip("%"), "point") for each in okr.each("Alignment")]
    item.weight = weights[0].value / HUNDRED if weights and weights[0] else None
    item.tags = [text(tag.get("Name")) if isinstance(tag, dict) else text(tag) for tag in okr.many("Tags")]
    item.extra["x-type"] = okr.text("Type")
    _measured(item, okr, arrival)
    okr.keep(item, arrival, {"Last Check-in"})
    return item


def _kind(okr: Entry) -> Kind:
    """The kind of an item. Its name can differ per organization, so the links between items decide."""
    children = okr.each("Children")
    if children:
        return "other" if any("Task Name" in child.data for child in children) else "objective"
    metric = okr.inside("Outcome").text("Outcome Type") == "Metric"
    return "key result" if metric or okr.get("Parent IDs") else "objective"


def _measured(item: Item, okr: Entry, arrival: Arrival) -> None:
    outcome, progress = okr.inside("Outcome"), okr.number("Progress")
    if outcome.text("Outcome Type") == "Metric":
        item.baseline, item.target = outcome.number("Start"), outcome.number("Target")
        item.value, item.unit = progress, _UNITS.get(outcome.text("Metric Unit").lower(), "")
        item.direction = _BOUNDS.get(outcome.text("Target Type").lower(), "")
        if outcome.text("Metric Name") not in ("", item.title):
            item.extra["x-metric-name"] = outcome.text("Metric Name")
    elif progress is not None:
        item.progress = progress / HUNDRED
        arrival.undated += item.kind == "other"
    for each in okr.inside("Phased Targets").each("Phased Targets"):
        value, when = each.number("Target Value"), each.day("Target Date")
        if value is not None and when is not None:
            item.checkpoints[str(when)] = value
    for task in okr.each("Children"):
        if "Task Name" in task.data:
            due, done = task.day("Task Date"), task.get("Task Status") == "Complete"
            item.steps.append((task.text("Task Name"), str(due or ""), done))


def _check_in(entry: Entry, items: Mapping[str, Item], arrival: Arrival) -> None:
    item = items.get(entry.text("OKR ID"))
    report = entry.report(item, "CheckIn Date", "ID", "OKR", arrival)
    if item is None or report is None:
        return
    report.by = entry.inside("Check In Owner").text("Name", "Email")
    report.value, report.note = entry.number("Current Value"), entry.inside("Check In Note").text("Check In Note")
    if entry.text("Status"):
        report.extra["x-status"] = entry.text("Status")
    item.reports.append(report)


TOOLS = (
    Tool(
        name="viva-goals",
        title="Viva Goals",
        origin="the CSV export of an Explorer view, as files of its users have it",
        sure="file",
        # real files have about 26 empty headings after these
        fits=headed({"object type", "aligned to weight objective id", "checkins"}),
        take=rows(_LAYOUT, _rows),
    ),
    Tool(
        name="viva-goals",
        title="Viva Goals",
        origin="the JSON export of an organization, as its users have it",
        sure="file",
        fits=_export,
        take=_records,
    ),
)
