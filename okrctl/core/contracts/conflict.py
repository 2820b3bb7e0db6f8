"""A conflict as a value, a key result as one side of it, and how sides are compared without comparing pairs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable
from datetime import date
from fractions import Fraction
from typing import Literal

from okrctl.core.format.formula import Formula
from okrctl.core.scores.plan import PlannedKeyResult
from okrctl.core.values.cycle import Cycle
from okrctl.core.values.diagnostic import Place, Spot
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import literal, parse_amount

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


ConflictKind = Literal["target", "direction", "unit", "baseline", "deliverable", "arithmetic"]


@frozen
class Party:
    """One side of a conflict: the key result, what it says (as text), and where."""

    planned: PlannedKeyResult
    value: str
    place: Place

    @property
    def ref(self) -> str:
        """The key result's reference."""
        return self.planned.ref


@frozen
class SolvedPart:
    """One metric of a sum: its key result, its target, and the target with which the sum would be right (None: there is
    none).

    Targets are in the named unit, percentages as percent.
    """

    metric: str
    ref: str
    unit: str | None
    target: Fraction
    needed: Fraction | None

    @property
    def change(self) -> Fraction | None:
        """The share by which its target would have to move, such as 0.14; None if it can't be computed."""
        if self.needed is None or self.target <= 0 or self.needed <= 0:
            return None
        return self.needed / self.target - 1


@frozen
class Sum:
    """A formula calculated with targets: its result (or why there is none), and the target of the metric it defines."""

    formula: Formula
    target: Fraction
    unit: str | None
    gives: Fraction | None
    undefined: str | None
    parts: tuple[SolvedPart, ...]


@frozen
class Conflict:
    """Overlapping key results that contradict each other about one metric: of two or more departments, in the order of
    files.

    For a formula that doesn't add up, ``sum`` has the calculation, and the key result of its result comes first.
    """

    metric: str
    kind: ConflictKind
    parties: tuple[Party, ...]
    sum: Sum | None = None


class Side:
    """A key result with everything that conflicts compare computed once."""

    def __init__(self, planned: PlannedKeyResult) -> None:
        measure = planned.key_result.measure
        assert measure is not None
        self.planned = planned
        self.baseline = measure.given_baseline()
        self.quantities = measure.plan(self.baseline)
        self.change = parse_amount(self.quantities.change) if self.quantities.change else None
        self.goal = self._goal()
        self.rises = self.change.value > 0 if self.change is not None else measure.rises(self.baseline)
        self.promises = self.goal is not None or self.change is not None

    @property
    def home(self) -> Spot:
        """The place of its objective."""
        return self.planned.key[0], self.planned.key[1]

    @property
    def amount(self) -> Fraction:
        """The target, if it is one number."""
        assert isinstance(self.goal, Fraction)
        return self.goal

    def department(self) -> str:
        """Its department."""
        return self.planned.department

    def _goal(self) -> Goal | None:
        """The goal, if known: a number, or both bounds of a range."""
        low, high = self.quantities.at_least, self.quantities.at_most
        if low is not None and high is not None:
            return low, high
        return next((each for each in (self.quantities.target, low, high) if each is not None), None)

    def digits(self) -> int:
        """How many digits of its goal are compared: as many as it has, at least three."""
        assert self.goal is not None
        return digits_of(self.goal)

    def moved(self, relative: bool) -> Fraction | None:
        """The change it amounts to, in percent or as a difference; None if it can't be computed."""
        if self.change is not None and (self.change.suffix == "%") == relative:
            return self.change.value
        if self.baseline is None or not isinstance(self.goal, Fraction):
            return None
        difference = self.goal - self.baseline
        if not relative:
            return difference
        return difference / self.baseline * 100 if self.baseline > 0 else None


def party(side: Side, value: str, field: str) -> Party:
    """The key result with the value of a field."""
    return Party(side.planned, value, side.planned.place(field))


def as_goal(side: Side) -> Party:
    """The key result with its goal, in words."""
    measure, quantities = side.planned.key_result.measure, side.quantities
    assert measure is not None
    field = measure.goal_key()
    if quantities.change:
        known = "" if quantities.target is None else f" to {literal(quantities.target):f}"
        return party(side, quantities.change + known, field)
    if quantities.target is not None:
        return party(side, f"{literal(quantities.target):f}", field)
    bounds = (("at least", quantities.at_least), ("at most", quantities.at_most))
    return party(side, " and ".join(f"{word} {literal(n):f}" for word, n in bounds if n is not None), field)
