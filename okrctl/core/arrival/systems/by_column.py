"""Tools whose tables have levels of the plan in numbered columns."""

from __future__ import annotations

from okrctl.core.arrival.assemble import HUNDRED, item_of
from okrctl.core.arrival.columns import Layout
from okrctl.core.arrival.numbers import read_number
from okrctl.core.arrival.tables import Records
from okrctl.core.arrival.tool import Tool, headed, rows
from okrctl.core.arrival.values import Arrival, Item, Kind
from okrctl.core.arrival.words import fold
from okrctl.core.values.pattern import pattern

_RESULT = pattern(r"key result (\d+) title")
_LEVELS = ("x-main", *(f"x-l{number}" for number in range(1, 10)))


def _culture_amp(records: Records, arrival: Arrival) -> None:
    """A row for each objective, and a pair of columns for each key result."""
    numbers = sorted(int(match[1]) for heading in records.columns if (match := _RESULT.fullmatch(fold(heading))))
    for record in records.records:
        owner = item_of(record, "objective", record.text("title"), record.text("title"))
        arrival.add(owner)
        for number in numbers:
            name = owner.extra.pop(f"x-key-result-{number}-title", "")
            share = owner.extra.pop(f"x-key-result-{number}-completion", "")
            if not name:
                continue
            item = Item("key result", record.where, name, f"{owner.key}/{name}", [owner.key])
            found = read_number(share, "point")
            item.progress = found.value / (HUNDRED if found.percent else 1) if found else None
            arrival.add(item)
    arrival.leftovers = [each for each in arrival.leftovers if not each.kept.startswith("x-key-result-")]


def _goalscape(records: Records, arrival: Arrival) -> None:
    """The first level holds objectives, the second key results, those below are their parts."""
    above: dict[int, str] = {}
    for record in records.records:
        level, name = next(((n, record.extra[key]) for n, key in enumerate(_LEVELS) if key in record.extra), (0, ""))
        kind: Kind = "objective" if level == 1 else "key result" if level == 2 else "other"
        path = [above[n] for n in range(level) if n in above]
        item = item_of(record, kind, name, "/".join([*path, name]))
        item.extra = {key: text for key, text in item.extra.items() if key not in _LEVELS}
        if item.progress is not None:
            item.progress /= HUNDRED
        if level and level - 1 in above:
            item.parents = ["/".join(path)]
        above = {n: text for n, text in above.items() if n < level} | {level: name}
        arrival.add(item)
    arrival.leftovers = [each for each in arrival.leftovers if each.kept not in _LEVELS]
    arrival.notes.append("L1 is taken as objectives, L2 as key results, deeper levels as initiatives")


TOOLS = (
    Tool(
        name="culture-amp",
        title="Culture Amp",
        origin="support.cultureamp.com, article 7048435",
        sure="excerpt",
        fits=headed({"email", "name", "key result 1 title", "key result 1 completion"}),
        take=rows(Layout(columns={"email": "owner"}), _culture_amp),
        ids=False,
    ),
    Tool(
        name="goalscape",
        title="Goalscape",
        origin="goalscape.tenderapp.com, Requirements for Goalscape CSV Import Source File",
        sure="excerpt",
        fits=headed({"main", "l1", "l2", "importance", "progress"}),
        take=rows(Layout(columns={"notes": "why"}), _goalscape),
        ids=False,
    ),
)
