"""open-okr: the CSV files goals and key results that its importer takes."""

from __future__ import annotations

from collections.abc import Sequence

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.assemble import item_of, refuse
from okrctl.core.arrival.columns import Layout
from okrctl.core.arrival.source import Source
from okrctl.core.arrival.tables import Record, Records
from okrctl.core.arrival.tool import Tool, headed, records_of
from okrctl.core.arrival.values import Arrival, Item, Kind
from okrctl.core.arrival.words import fold

_GOALS = Layout(columns={"objective": "title", "notes": "why", "start": "start", "end": "end"})
_RESULTS = Layout(columns={"objective": "parent", "key result": "title"})
_HEADINGS: dict[Kind, set[str]] = {
    "objective": {"objective id", "objective", "champion"},
    "key result": {"key result id", "objective", "key result", "direction"},
}


def _take(files: Sequence[Source], answers: Answers, arrival: Arrival) -> None:
    """Both files together; ids are looked up in all of them."""
    goals = headed(_HEADINGS["objective"])(files)
    for records in records_of(goals, _GOALS, answers, arrival):
        _rows(records, "objective", arrival)
    for records in records_of([file for file in files if file not in goals], _RESULTS, answers, arrival):
        _rows(records, "key result", arrival)


def _rows(records: Records, kind: Kind, arrival: Arrival) -> None:
    known = {item.key: item for item in arrival.items}
    for record in records.records:
        key, title = record.text("id"), record.text("title")
        if not title:
            refuse(arrival, record, "the row has no title")
        elif key in known:
            first = known[key]
            message = f"{key} is already at {first.where}; only the first one was imported"
            arrival.remark("import-row", record.where, message)
            arrival.leave(record.where, key, record.row.text)
            first.unknown.append(f"which {key} is meant")
        elif kind == "key result" and arrival.of("objective") and record.text("parent") not in known:
            refuse(arrival, record, f"there is no objective {record.text('parent')}")
        else:
            known[key] = item_of(record, kind, title, key)
            _directed(known[key], record, arrival)
            arrival.items.append(known[key])


def _directed(item: Item, record: Record, arrival: Arrival) -> None:
    """Use the direction of a level to hold; that of a way has to fit its numbers."""
    way = fold(record.text("direction"))
    item.extra.pop("x-direction", None)
    if item.baseline is not None and item.baseline == item.target:
        item.direction = {"increase": "at_least", "decrease": "at_most"}.get(way, "")
    elif way and item.rises is not None and (way == "increase") != item.rises:
        goes = f"{record.text('baseline')} to {record.text('target')}"
        arrival.remark("import-open", record.where, f"{item.key} says {way}, but goes from {goes}")
        item.unknown.append("direction")


TOOLS = (
    Tool(
        name="open-okr",
        title="open-okr",
        origin="open-okr/open-okr on GitHub, packages/importer",
        sure="code",
        fits=headed(*_HEADINGS.values()),
        take=_take,
    ),
)
