"""okra (tarides): the CSV of its team board."""

from __future__ import annotations

from collections.abc import Sequence

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.assemble import add, flat, item_of
from okrctl.core.arrival.columns import Layout
from okrctl.core.arrival.source import Source
from okrctl.core.arrival.systems._common import headed, records_of
from okrctl.core.arrival.values import Arrival

TITLE = "okra"
NAME = "okra"
ORIGIN = "tarides/okra on GitHub, the administration database"
SURE = "file"

_LAYOUT = Layout(columns={"id": "id", "title": "title", "objective": "objective", "team": "department"}, sign="point")


def fits(files: Sequence[Source]) -> list[Source]:
    """Those with its headings."""
    return headed(files, {"id", "title", "status", "quarter", "pillar", "funder"})


def read(files: Sequence[Source], answers: Answers) -> Arrival:
    """A row is a piece of work, taken as a key result of the objective that it names."""
    arrival = Arrival(NAME, [file.file for file in files])
    for records in records_of(files, _LAYOUT, answers, arrival):
        before = len(arrival.items)
        for record in records.records:
            if record.text("objective"):
                continue
            item = item_of(record, "key result", record.text("title"), record.text("id"))
            add(arrival, [item])
        records.records = [record for record in records.records if record.text("objective")]
        flat(records, arrival)
        for item in arrival.items[before:]:
            item.dropped = item.dropped or "dropped" in item.status.lower()
            if item.status.lower() == "draft":
                item.unknown.append("agreement (its status is Draft)")
    return arrival
