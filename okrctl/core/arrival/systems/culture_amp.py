"""Culture Amp: the CSV of goals, with key results as numbered columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.assemble import HUNDRED, add, item_of
from okrctl.core.arrival.columns import Layout
from okrctl.core.arrival.numbers import read_number
from okrctl.core.arrival.source import Source
from okrctl.core.arrival.systems._common import headed, records_of
from okrctl.core.arrival.values import Arrival, Item
from okrctl.core.arrival.words import fold

TITLE = "Culture Amp"
NAME = "culture-amp"
ORIGIN = "support.cultureamp.com, article 7048435"
SURE = "excerpt"

_LAYOUT = Layout(columns={"email": "owner", "name": "title", "completion": "progress"}, kept=frozenset({"visibility"}))
_TITLE = re.compile(r"key result (\d+) title")


def fits(files: Sequence[Source]) -> list[Source]:
    """Those with its headings."""
    return headed(files, {"email", "name", "key result 1 title", "key result 1 completion"})


def read(files: Sequence[Source], answers: Answers) -> Arrival:
    """A row for each objective, and a pair of columns for each key result."""
    arrival = Arrival(NAME, [file.file for file in files], ids=False)
    for records in records_of(files, _LAYOUT, answers, arrival):
        pairs = [(int(match[1]), heading) for heading in records.columns if (match := _TITLE.fullmatch(fold(heading)))]
        for record in records.records:
            owner = item_of(record, "objective", record.text("title"), record.text("title"))
            add(arrival, [owner])
            for number, _ in sorted(pairs):
                name = owner.extra.pop(f"x-key-result-{number}-title", "")
                share = owner.extra.pop(f"x-key-result-{number}-completion", "")
                if not name:
                    continue
                item = Item("key result", record.where, name, f"{owner.key}/{name}", [owner.key])
                found = read_number(share, "point")
                item.progress = found.value / (HUNDRED if found.percent else 1) if found else None
                add(arrival, [item])
        arrival.leftovers = [each for each in arrival.leftovers if not each.kept.startswith("x-key-result-")]
    return arrival
