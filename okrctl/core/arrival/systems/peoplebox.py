"""Peoplebox: the CSV or XLSX of goals (version 2), with several parents and an action."""

from __future__ import annotations

from collections.abc import Sequence

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.assemble import add, item_of, refuse
from okrctl.core.arrival.columns import Layout
from okrctl.core.arrival.source import Source
from okrctl.core.arrival.systems._common import headed, records_of
from okrctl.core.arrival.values import Arrival, Kind
from okrctl.core.arrival.words import fold

TITLE = "Peoplebox"
NAME = "peoplebox"
ORIGIN = "help.peoplebox.ai, Goals Import via CSV (V2)"
SURE = "excerpt"

_LAYOUT = Layout(
    columns={
        "row id": "id",
        "goal id": "goal",
        "goal type": "kind",
        "goal title": "title",
        "parent row ids": "parent",
        "parent goal ids": "parent goals",
        "action": "action",
        "progress status": "status",
    },
    kept=frozenset({"scope", "review cycle id", "review cycle weightage", "approved", "check in type"}),
)
_UNITS = {"euro": "EUR", "dollar": "USD", "custom percent": "%"}


def fits(files: Sequence[Source]) -> list[Source]:
    """Those with its headings."""
    return headed(files, {"row id", "parent row ids", "goal title", "goal type"})


def read(files: Sequence[Source], answers: Answers) -> Arrival:
    """Rows whose progress is rolled up are objectives; the layout doesn't say so itself."""
    arrival = Arrival(NAME, [file.file for file in files])
    for records in records_of(files, _LAYOUT, answers, arrival):
        found = []
        goals = {record.text("goal"): record.text("id") for record in records.records if record.text("goal")}
        for record in records.records:
            if fold(record.text("action")) == "delete":
                refuse(arrival, record, "its action is Delete")
                arrival.others += 1
                continue
            kind = fold(record.text("kind"))
            rolled: Kind = "objective" if kind == "default progress" else "key result"
            item = item_of(record, rolled, record.text("title"), record.text("id"))
            item.unit = item.unit or _UNITS.get(kind, "")
            item.yes_no = kind == "binary"
            rows = [each.strip() for each in record.text("parent").split(",") if each.strip()]
            others = [each.strip() for each in record.text("parent goals").split(",") if each.strip()]
            item.parents = [*rows, *(goals.get(each, f"goal {each}") for each in others)]
            if record.text("goal"):
                item.extra["x-source-id"] = record.text("goal")
            homes = [each.strip() for each in item.department.split(", ") if each.strip()]
            item.department = homes[0] if homes else ""
            if homes[1:]:
                item.extra["x-departments"] = homes[1:]
            found.append(item)
        add(arrival, found)
        arrival.notes.append("rows of the type Default Progress are taken as objectives, all others as key results")
    return arrival
