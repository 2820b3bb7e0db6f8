"""Goalscape: the CSV with its hierarchy in columns `Main`, `L1`, `L2`, and so on."""

from __future__ import annotations

from collections.abc import Sequence

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.assemble import HUNDRED, add, item_of
from okrctl.core.arrival.columns import Layout
from okrctl.core.arrival.source import Source
from okrctl.core.arrival.systems._common import headed, records_of
from okrctl.core.arrival.values import Arrival, Kind

TITLE = "Goalscape"
NAME = "goalscape"
ORIGIN = "goalscape.tenderapp.com, Requirements for Goalscape CSV Import Source File"
SURE = "excerpt"

_LAYOUT = Layout(columns={"importance": "weight", "due date": "end", "notes": "why"})


def fits(files: Sequence[Source]) -> list[Source]:
    """Those with its levels."""
    return headed(files, {"main", "l1", "l2", "importance", "progress"})


def read(files: Sequence[Source], answers: Answers) -> Arrival:
    """The first level holds objectives, the second key results, those below are their parts."""
    arrival = Arrival(NAME, [file.file for file in files], ids=False)
    for records in records_of(files, _LAYOUT, answers, arrival):
        above: dict[int, str] = {}
        for record in records.records:
            level, name = next(
                ((n, record.extra[key]) for n, key in enumerate(_LEVELS) if key in record.extra), (0, "")
            )
            kind: Kind = "objective" if level == 1 else "key result" if level == 2 else "other"
            item = item_of(record, kind, name, "/".join([*(above[n] for n in range(level) if n in above), name]))
            item.extra = {key: text for key, text in item.extra.items() if key not in _LEVELS}
            if item.progress is not None:
                item.progress /= HUNDRED
            parent = above.get(level - 1)
            if level and parent is not None:
                item.parents = ["/".join(above[n] for n in range(level) if n in above)]
            above = {n: text for n, text in above.items() if n < level} | {level: name}
            add(arrival, [item])
        arrival.leftovers = [each for each in arrival.leftovers if each.kept not in _LEVELS]
        arrival.notes.append("L1 is taken as objectives, L2 as key results, deeper levels as initiatives")
    return arrival


_LEVELS = ("x-main", *(f"x-l{number}" for number in range(1, 10)))
