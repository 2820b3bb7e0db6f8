"""Viva Goals (Ally.io): the CSV export of an Explorer view. The service was retired on 2025-12-31."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.assemble import HUNDRED, typed
from okrctl.core.arrival.columns import Layout
from okrctl.core.arrival.days import read_day
from okrctl.core.arrival.numbers import read_number
from okrctl.core.arrival.source import Source
from okrctl.core.arrival.systems._common import headed, records_of
from okrctl.core.arrival.tables import Record
from okrctl.core.arrival.values import Arrival, Item, Leftover, Report

TITLE = "Viva Goals"
ORIGIN = "the CSV export of an Explorer view, as files of its users have it"
SURE = "file"
NAME = "viva-goals"

_KINDS = {"objective": "objective", "key result": "key result", "kpi": "key result"}
_LAYOUT = Layout(
    columns={
        "id": "id", "object type": "kind", "title": "title", "team": "department", "start": "baseline",
        "target": "target",
        "actual progress": "value", "progress": "progress", "goal type": "ambition", "period": "period",
        "checkins": "spare",
        "aligned to weight objective id": "aligned", "last check in": "last", "last check in note": "last note",
    },
    kept=frozenset({"metric name", "score", "creator", "created at"}),
    sign="point",
    takes_spare=True,
)  # fmt: skip
_ONE = re.compile(r"\(weight: ([\d.]+)%, Id: (\d+)\)")
_CHECK_IN = re.compile(
    r"Checkin Date: (.*?); User: (.*?); Note: (.*); Metric Name: (.*?); Status: (.*?); Current Value: (.*?); "
    r"Activity Date: (.*?);?\s*\Z",
    re.DOTALL,
)


def fits(files: Sequence[Source]) -> list[Source]:
    """Those with its headings; real files have about 26 empty ones after them."""
    return headed(files, {"object type", "aligned to weight objective id", "checkins"})


def read(files: Sequence[Source], answers: Answers) -> Arrival:
    """All rows, and a check-in from each cell with one."""
    arrival = Arrival(NAME, [file.file for file in files])
    for records in records_of(files, _LAYOUT, answers, arrival):
        before = len(arrival.items)
        typed(records, _KINDS, arrival)  # type: ignore[arg-type]
        by_key = {record.where: record for record in records.records}
        for item in arrival.items[before:]:
            _complete(item, by_key[item.where], arrival)
    return arrival


def _complete(item: Item, record: Record, arrival: Arrival) -> None:
    item.ambition = record.text("ambition").split()[0].lower() if record.text("ambition") else ""
    if item.ambition not in ("committed", "aspirational"):
        item.ambition = ""
    teams = [team.strip() for team in item.department.split(";") if team.strip()]
    item.department = teams[0] if teams else ""
    if teams[1:]:
        item.extra["x-teams"] = teams[1:]
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
        _exact(item)
    if item.kind != "key result":
        for key, value in (("x-value", item.value), ("x-baseline", item.baseline), ("x-target", item.target)):
            if value is not None and item.kind == "other":
                item.extra[key] = f"{float(value):g}"
        item.value = item.baseline = item.target = None


def _report(item: Item, record: Record, cell: str, arrival: Arrival) -> None:
    """One check-in; the note may contain anything, so it ends at the last `; Metric Name:`."""
    match = _CHECK_IN.match(cell.strip())
    day = read_day(match[1], "day-first") if match else None
    if match is None or day is None:
        arrival.leftovers.append(Leftover(record.where, "Checkins", cell))
        return
    number = read_number(match[6], "point")
    report = Report(record.where, day, match[2], number.value if number else None, match[3].strip())
    report.rounded = number.rounded if number else ""
    report.extra = {"x-status": match[5]} if match[5].strip() else {}
    item.reports.append(report)


def _exact(item: Item) -> None:
    """Take the newest value from `Actual Progress`, where it is exact; in its check-in it is abbreviated."""
    newest = max(item.reports, key=lambda report: report.day)
    exact = item.value
    if (
        newest.rounded
        and newest.value is not None
        and exact is not None
        and abs(newest.value - exact) * 100 <= abs(exact)
    ):
        newest.value, newest.rounded = exact, f"{newest.rounded}; exact by Actual Progress"
