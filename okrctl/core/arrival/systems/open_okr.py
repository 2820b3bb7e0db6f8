"""open-okr: the CSV files goals and key results that its importer takes."""

from __future__ import annotations

from collections.abc import Sequence

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.assemble import item_of, refuse
from okrctl.core.arrival.columns import Layout
from okrctl.core.arrival.source import Source
from okrctl.core.arrival.systems._common import headed, records_of
from okrctl.core.arrival.tables import Records
from okrctl.core.arrival.values import Arrival, Item, Kind, Leftover
from okrctl.core.arrival.words import fold

TITLE = "open-okr"
NAME = "open-okr"
ORIGIN = "open-okr/open-okr on GitHub, packages/importer"
SURE = "code"

_GOALS = Layout(
    columns={
        "objective id": "id",
        "objective": "title",
        "notes": "why",
        "start": "start",
        "end": "end",
        "team": "department",
        "champion": "owner",
        "contribution": "weight",
        "aligns to": "parent",
    },
    kept=frozenset({"level", "reviewer", "colour"}),
)
_RESULTS = Layout(
    columns={"key result id": "id", "objective": "parent", "key result": "title", "direction": "direction"}
)


def fits(files: Sequence[Source]) -> list[Source]:
    """Goals by their champion, key results by the id of their objective."""
    goals = headed(files, {"objective id", "objective", "champion"})
    return goals + headed(files, {"key result id", "objective", "key result", "direction"})


def read(files: Sequence[Source], answers: Answers) -> Arrival:
    """Both files together; ids are looked up in all of them."""
    arrival = Arrival(NAME, [file.file for file in files])
    goals = headed(files, {"objective id", "objective", "champion"})
    for records in records_of(goals, _GOALS, answers, arrival):
        _take(records, "objective", arrival)
    for records in records_of([file for file in files if file not in goals], _RESULTS, answers, arrival):
        _take(records, "key result", arrival)
    return arrival


def _take(records: Records, kind: Kind, arrival: Arrival) -> None:
    known = {item.key: item for item in arrival.items}
    for record in records.records:
        key, title = record.text("id"), record.text("title")
        if not title:
            refuse(arrival, record, "the row has no title")
        elif key in known:
            first = known[key]
            arrival.remark(
                "import-row", record.where, f"{key} is already at {first.where}; only the first one was imported"
            )
            arrival.leftovers.append(Leftover(record.where, key, " · ".join(filter(None, record.row.cells))))
            first.unknown.append(f"which {key} is meant")
        elif kind == "key result" and arrival.of("objective") and record.text("parent") not in known:
            refuse(arrival, record, f"there is no objective {record.text('parent')}")
        else:
            item = item_of(record, kind, title, key)
            way = fold(record.text("direction"))
            item.extra.pop("x-direction", None)
            if item.baseline is not None and item.baseline == item.target:
                item.direction = {"increase": "at_least", "decrease": "at_most"}.get(way, "")
            elif _contradicts(item, way):
                goes = f"{record.text('baseline')} to {record.text('target')}"
                arrival.remark("import-open", record.where, f"{key} says {way}, but goes from {goes}")
                item.unknown.append("direction")
            known[key] = item
            arrival.items.append(item)


def _contradicts(item: Item, way: str) -> bool:
    if not way or item.baseline is None or item.target is None:
        return False
    return (way == "increase") != (item.target > item.baseline)
