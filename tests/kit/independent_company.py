"""The rules of docs/guide/scoring.md for departments and the company, read a second time: parts, coverage, statuses.

Every objective has one key result here (a :class:`Case` of ``independent``), and all run in one cycle.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.kit.independent import Case, Reading

Part = tuple[Fraction, Fraction] | None
"""Score and what is expected."""


@dataclass
class Goal:
    """An objective: its weight in its department, and its key result."""

    weight: int
    case: Case


def mean(parts: list[tuple[int, Part]]) -> Part:
    known = [(weight, part) for weight, part in parts if part is not None and weight]
    total = sum(weight for weight, _ in known)
    if not total:
        return None
    return tuple(sum((weight * part[at] for weight, part in known), Fraction(0)) / total for at in (0, 1))  # type: ignore[return-value]


def gap_of(part: Part) -> Fraction | None:
    return None if part is None else part[1] - part[0]


class CompanyReading:
    """Departments by id, each with its weight and goals, as of a day within the cycle."""

    def __init__(self, departments: dict[str, tuple[int, list[Goal]]], day: date) -> None:
        self.read = {
            id: (weight, [(goal, Reading(goal.case, day)) for goal in goals])
            for id, (weight, goals) in departments.items()
        }

    def part(self, id: str, ambition: str | None = None) -> Part:
        """Score and expectation of a department, or of its goals with one ambition."""
        return mean(
            [
                (goal.weight, (min(Fraction(1), max(Fraction(0), each.progress or Fraction(0))), each.expected))
                for goal, each in self.read[id][1]
                if ambition in (None, goal.case.ambition)
            ]
        )

    def whole(self, ambition: str | None = None) -> Part:
        return mean([(weight, self.part(id, ambition)) for id, (weight, _) in self.read.items()])

    def readings(self, id: str | None) -> list[tuple[Goal, Reading]]:
        return [each for key, (_, goals) in self.read.items() if id in (None, key) for each in goals]

    def coverage(self, id: str | None) -> tuple[int, int]:
        """How many key results have progress, and how many there are."""
        found = self.readings(id)
        return sum(each.progress is not None for _, each in found), len(found)

    def status(self, id: str | None) -> str:
        """Of a department, or of the company."""
        found = self.readings(id)
        whole, promised = (
            gap_of(self.part(id, ambition) if id else self.whole(ambition)) for ambition in (None, "committed")
        )
        committed = sum(goal.case.ambition == "committed" for goal, _ in found)
        gap = whole
        if whole is not None and promised is not None and committed * 10 >= len(found):
            gap = max(whole, promised)
        looked = sum(bool(each.words) for _, each in found)
        in_time = sum(not each.overdue or each.is_done or each.closed is not None for _, each in found)
        if not looked:
            return "no-data"
        if gap is not None and gap > Fraction(1, 4):
            return "off-track"
        if looked * 2 < len(found):
            return "no-data"
        if in_time * 2 < len(found):
            return "stale"
        return "at-risk" if gap is not None and gap > Fraction(1, 10) else "on-track"
