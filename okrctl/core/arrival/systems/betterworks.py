"""Betterworks: the CSV of goals and milestones, which belong together by their order."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.assemble import HUNDRED, typed
from okrctl.core.arrival.columns import Layout
from okrctl.core.arrival.source import Source
from okrctl.core.arrival.systems._common import headed, records_of
from okrctl.core.arrival.values import Arrival, Kind

TITLE = "Betterworks"
NAME = "betterworks"
ORIGIN = "support.betterworks.com, article 360032818992"
SURE = "excerpt"

_KINDS: dict[str, Kind] = {"goal": "objective", "milestone": "key result"}
_LAYOUT = Layout(columns={"name": "title", "categories": "tags"})


def fits(files: Sequence[Source]) -> list[Source]:
    """Those with its headings."""
    return headed(files, {"name", "type", "progress", "owner email", "categories"})


def read(files: Sequence[Source], answers: Answers) -> Arrival:
    """Milestones are key results of the goal above them."""
    arrival = Arrival(NAME, [file.file for file in files], ids=False)
    for records in records_of(files, _LAYOUT, answers, arrival):
        above = ""
        percents = {record.where for record in records.records if record.text("progress").endswith("%")}
        for item in typed(records, _KINDS, arrival):
            if item.kind == "objective":
                above = item.key
            elif above:
                item.parents = [above]
            if item.progress is None and item.kind == "key result":
                item.progress, item.extra["x-progress-blank"] = Fraction(0), "true"
            if item.progress is not None and item.where not in percents:
                item.progress /= HUNDRED
        if any("x-progress-blank" in item.extra for item in arrival.items):
            arrival.notes.append("a blank progress of a milestone is 0, as the maker says")
        if above:
            arrival.notes.append("milestones are taken as key results of the goal above them; nothing else says so")
    return arrival
