"""Counts overlapping items and their values without comparing pairs; and when two amounts are equal."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable
from datetime import date
from fractions import Fraction

from okrctl.core.values.cycle import Cycle
from okrctl.core.values.quantity import literal

_FEWEST_DIGITS = 3
Goal = Fraction | tuple[Fraction, ...]
"""A number, or both bounds of a range."""


def digits_of(goal: Goal) -> int:
    """How many digits an amount has, for comparisons; for a range, the fewer of its bounds."""
    if isinstance(goal, tuple):
        return min(digits_of(each) for each in goal)
    return max(_FEWEST_DIGITS, written_digits(goal))


def written_digits(number: Fraction) -> int:
    """How many digits a number is written with, without leading zeros."""
    return len(f"{abs(literal(number)):f}".replace(".", "").lstrip("0"))


def rounded_to(goal: Goal, digits: int) -> Hashable:
    """An amount rounded to so many digits."""
    if isinstance(goal, tuple):
        return tuple(rounded_to(each, digits) for each in goal)
    number = literal(goal)
    return number if not number else round(number, digits - 1 - number.adjusted())


class Crowd:
    """Counts the items active during a cycle, by department and value."""

    def __init__(self) -> None:
        self._days: dict[Hashable, tuple[list[date], list[date]]] = {}
        self._sorted = False

    def add(self, cycle: Cycle, department: str, value: Hashable) -> None:
        """Add an item that is active in a cycle, with its value."""
        for key in ((), ("of", department), ("says", value), ("both", department, value)):
            starts, ends = self._days.setdefault(key, ([], []))
            starts.append(cycle.start)
            ends.append(cycle.end)

    def others(self, cycle: Cycle, department: str) -> int:
        """How many items of other departments overlap the cycle."""
        self._sort()
        return self._alive((), cycle) - self._alive(("of", department), cycle)

    def disagrees(self, cycle: Cycle, department: str, value: Hashable) -> bool:
        """Whether an overlapping item of another department has a different value."""
        others = self.others(cycle, department)
        agreeing = self._alive(("says", value), cycle) - self._alive(("both", department, value), cycle)
        return others > agreeing

    def _sort(self) -> None:
        if not self._sorted:
            for starts, ends in self._days.values():
                starts.sort()
                ends.sort()
            self._sorted = True

    def _alive(self, key: Hashable, cycle: Cycle) -> int:
        starts, ends = self._days.get(key, ([], []))
        return bisect_right(starts, cycle.end) - bisect_left(ends, cycle.start)
