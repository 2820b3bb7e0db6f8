"""The journal of all departments, day by day, the newest first."""

from __future__ import annotations

from itertools import groupby

from okrctl.core.company.journals import PlacedCheckIn
from okrctl.core.model.checkins import Result
from okrctl.core.model.figures import number
from okrctl.core.values.quantity import parse_number
from okrctl.views.page.parts import Context, Link

MOST = 300
"""The number of check-ins shown: half a year in a company of a dozen departments. The files have all of them."""


class Word:
    """What a check-in says about one item."""

    def __init__(self, context: Context, department: str, key: str, result: Result) -> None:
        self.item = Link(context.named(key if "/" in key else f"{department}/{key}").anchor, key)
        self.value = _value(result)
        self.confidence = "" if result.confidence is None else f"{float(result.confidence):g}"
        self.note = result.note or ""


class CheckIn:
    """One check-in. ``unchanged`` counts unchanged items; ``corrects`` is the day that it corrects."""

    def __init__(self, context: Context, placed: PlacedCheckIn) -> None:
        entry = placed.entry
        rest = ["everything else"] if "rest" in entry.unchanged else []
        self.department = context.department(placed.department)
        self.author = context.person(entry.by)
        self.note = entry.note or ""
        self.words = tuple(Word(context, placed.department, *said) for said in entry.results.items())
        self.unchanged = ", ".join([*(each for each in entry.unchanged if each != "rest"), *rest])
        self.corrects = str(entry.corrects or "")
        self.place = context.place(placed.path, entry.at)


class Timeline:
    """Days with the check-ins of the selected departments, and the number of earlier ones left out."""

    def __init__(self, context: Context) -> None:
        day = context.report_day.day
        found = [
            placed
            for department, entries in context.report_day.ws.journal.items()
            if context.selection.department(department)
            for placed in entries
            if placed.entry.date <= day
        ]
        found.sort(key=lambda placed: placed.entry.date, reverse=True)
        shown = groupby(found[:MOST], key=lambda placed: placed.entry.date)
        self.days = tuple((str(when), tuple(CheckIn(context, each) for each in entries)) for when, entries in shown)
        self.earlier = max(0, len(found) - MOST)


def _value(result: Result) -> str:
    if result.withdrawn:
        return "taken back"
    amount = parse_number(result.value) if result.value else None
    value = (result.value or "") if amount is None else number(amount)
    parts = [value, ", ".join(result.done or ())]
    return " ".join(part for part in parts if part)
