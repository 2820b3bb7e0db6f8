"""The rules of docs/guide/scoring.md for one key result, read a second time and written down on their own.

Nothing of okrctl is used here, and simplicity comes before speed: the two are compared on thousands of cases.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import Any

START, END = date(2026, 1, 1), date(2026, 3, 31)
GREEN = {"committed": Fraction(1), "aspirational": Fraction(7, 10)}
AMBER = {"committed": Fraction(7, 10), "aspirational": Fraction(4, 10)}
FINAL = 7
Share = Fraction | None


@dataclass
class Word:
    """What is in force of one day: a value (or a milestone's id), or "seen, the same"."""

    value: Any = None
    same: bool = False
    confidence: int | None = None
    projected: Any = None


@dataclass
class Case:
    """A key result: its kind and plan, and its entries as (day written, day meant, word, withdrawn)."""

    kind: str
    plan: dict[str, Any]
    ambition: str = "committed"
    every: int = 7
    grace: int = 3
    closed: date | None = None
    due: date | None = None
    entries: list[tuple[date, date, Word, bool]] = field(default_factory=list)


def rounded(share: Fraction) -> Fraction:
    return Fraction(floor(share * 100 + Fraction(1, 2)), 100)


def number_of(day: date) -> int:
    return (day - START).days + 1


class Reading:
    """A case as of a day."""

    def __init__(self, case: Case, as_of: date) -> None:
        self.case, self.as_of = case, as_of
        is_closed = case.closed is not None and case.closed <= as_of
        self.closed = case.closed if is_closed else None
        self.day = min(as_of, self.closed) if self.closed else as_of
        self.due = min(case.due or END, self.closed or date.max)
        last = min(self.day, END + timedelta(days=FINAL))
        words: dict[date, Word] = {}
        for written, meant, word, withdrawn in sorted(case.entries, key=lambda each: (each[0] != each[1], each[0])):
            if written > self.day:
                continue
            if withdrawn:
                words.pop(meant, None)
            elif written == meant:
                words[meant] = word
            elif meant in words:
                old = words[meant]
                words[meant] = Word(
                    old.value if word.value is None else word.value,
                    old.same and word.value is None,
                    old.confidence if word.confidence is None else word.confidence,
                    old.projected if word.projected is None else word.projected,
                )
        self.words = {day: word for day, word in sorted(words.items()) if START <= day <= last}
        self.values: list[tuple[date, Any]] = []
        for day, word in self.words.items():
            if word.value is not None:
                self.values.append((day, word.value))
            elif word.same and self.values:
                self.values.append((day, self.values[-1][1]))
        self.green, self.amber = GREEN[case.ambition], AMBER[case.ambition]

    # --- progress

    def inside(self, value: Fraction) -> bool:
        low, high = self.case.plan.get("at_least"), self.case.plan.get("at_most")
        return (low is None or value >= low) and (high is None or value <= high)

    def share(self, value: Any) -> Share:
        """One value of a quantity as progress."""
        plan, kind = self.case.plan, self.case.kind
        if kind == "moves":
            return Fraction(value - plan["baseline"], 1) / (plan["target"] - plan["baseline"])
        if kind == "count":
            return Fraction(value) / plan["count"]
        if kind == "graded":
            return Fraction(value)
        if self.inside(value):
            return Fraction(1)
        first = plan.get("baseline")
        if first is None or self.inside(first):
            outside = [each for _, each in self.values if not self.inside(each)]
            first = outside[0] if outside else value
        low, high = plan.get("at_least"), plan.get("at_most")
        bound = low if low is not None and first < low else high
        if (first < bound) != (value < bound):
            return Fraction(0)
        return Fraction(value - first) / (bound - first)

    @property
    def progress(self) -> Share:
        kind = self.case.kind
        if kind == "hold":
            if not any(day <= END for day, _ in self.values):
                return None
            counted = self.counted
            return min(Fraction(1), Fraction(sum(self.kept(each) for each in counted), len(counted)) / self.asked)
        if kind == "thing":
            return None if not self.words else Fraction(self.is_done)
        if kind == "steps":
            total = sum(weight for _, _, weight in self.case.plan["steps"])
            done = sum(weight for id, _, weight in self.case.plan["steps"] if id in self.reached)
            return None if not self.words else Fraction(done, total)
        return self.share(self.values[-1][1]) if self.values else None

    @property
    def reached(self) -> set[str]:
        return {word.value for word in self.words.values() if word.value}

    @property
    def is_done(self) -> bool:
        if self.case.kind == "thing":
            return bool(self.values) and self.values[-1][1] == "done"
        return self.case.kind == "steps" and all(id in self.reached for id, _, _ in self.case.plan["steps"])

    # --- held levels

    @property
    def asked(self) -> Fraction:
        return Fraction(self.case.plan["share"])

    @property
    def periods(self) -> list[tuple[date, date]]:
        found, first = [], START
        while first <= END:
            last = min(END, first + timedelta(days=self.case.every - 1))
            found.append((first, last))
            first = last + timedelta(days=1)
        first, last = found[-1]
        if len(found) > 1 and ((last - first).days + 1) * 2 < self.case.every:
            found[-2:] = [(found[-2][0], last)]
        return found

    def word(self, period: tuple[date, date]) -> tuple[Any, bool] | None:
        """The value that speaks for a period, and whether it was given within it."""
        told = [(day, value) for day, value in self.values if day <= END]
        own = [value for day, value in told if period[0] <= day <= period[1]]
        if own:
            return own[-1], True
        late = [value for day, value in told if 0 < (day - period[1]).days <= self.case.grace]
        return (late[0], False) if late else None

    def kept(self, period: tuple[date, date]) -> bool:
        word = self.word(period)
        return word is not None and self.inside(word[0])

    def counts(self, period: tuple[date, date]) -> bool:
        if self.closed or self.as_of > END:
            return period[1] <= self.day or (period[0] <= self.day and self.word(period) is not None)
        if period[0] > self.day:
            return False
        silent_until = min(END, period[1] + timedelta(days=self.case.grace))
        return self.word(period) is not None or self.day > silent_until

    @property
    def counted(self) -> list[tuple[date, date]]:
        return [period for period in self.periods if self.counts(period)]

    @property
    def best(self) -> Fraction:
        over = [period for period in self.periods if period[1] < self.day and self.counts(period)]
        open_ = len(self.periods) - len(over)
        return min(Fraction(1), Fraction(sum(map(self.kept, over)) + open_, len(self.periods)) / self.asked)

    @property
    def secure(self) -> bool:
        kept = sum(map(self.kept, self.counted))
        return rounded(min(Fraction(1), Fraction(kept, len(self.periods)) / self.asked)) >= self.green

    @property
    def lost_in_a_row(self) -> int:
        found = 0
        own = [period for period in self.periods if (word := self.word(period)) is not None and word[1]]
        for period in reversed(own):
            if self.kept(period):
                break
            found += 1
        return found

    # --- what is expected

    @property
    def expected(self) -> Fraction:
        day, kind, plan = min(self.day, END), self.case.kind, self.case.plan
        if kind == "hold":
            return self.green if self.counted else Fraction(0)
        if kind == "thing":
            return self.green * (day >= self.due)
        if kind == "steps":
            total = sum(weight for _, _, weight in plan["steps"])
            return self.green * Fraction(
                sum(weight for _, due, weight in plan["steps"] if (due or self.due) <= day), total
            )
        x, n = number_of(day), number_of(self.due)
        pace = Fraction(0) if x <= 0 else Fraction(1) if x >= n else self.between(x, n)
        if kind == "count" and pace < 1:
            pace = Fraction(floor(pace * plan["count"])) / plan["count"]
        return self.green * pace

    def between(self, x: int, n: int) -> Fraction:
        points = [(0, Fraction(0)), (n, Fraction(1))]
        points += [
            (number_of(day), self.share(value) or Fraction(0)) for day, value in self.case.plan.get("points", ())
        ]
        # on the due day everything is expected, whatever a checkpoint says
        points = sorted(point for point in points if point[0] < n or point == (n, 1))
        for (x0, p0), (x1, p1) in pairwise(points):
            if x0 <= x <= x1:
                return p0 + (p1 - p0) * Fraction(x - x0, x1 - x0)
        raise AssertionError

    # --- the status

    @property
    def overdue(self) -> int:
        last = max(self.words, default=START)
        return max(0, (self.day - last).days - self.case.every - self.case.grace)

    @property
    def doubted(self) -> bool:
        stated = [word.confidence for word in self.words.values() if word.confidence is not None]
        if stated and stated[-1] <= 3:
            return True
        projected = [word.projected for word in self.words.values() if word.projected is not None]
        if not projected:
            return False
        if self.case.kind in ("thing", "steps"):
            return bool(projected[-1] > self.due)
        if self.case.kind == "hold":
            return not self.inside(projected[-1])
        share = self.share(projected[-1])
        return share is not None and rounded(share) < self.green

    @property
    def status(self) -> str:
        progress, held = self.progress, self.case.kind == "hold"
        if self.as_of < START:
            return "not-started"
        if self.closed or self.as_of > END:
            score = rounded(min(Fraction(1), max(Fraction(0), progress or Fraction(0))))
            return "achieved" if score >= self.green else "partly" if score >= self.amber else "missed"
        if self.is_done:
            return "done"
        gap = None if progress is None else self.expected - progress
        open_ = held and not self.secure
        if (
            (gap is not None and gap > Fraction(1, 4))
            if not held
            else (open_ and (self.lost_in_a_row >= 2 or rounded(self.best) < self.amber))
        ):
            return "off-track"
        if self.overdue:
            return "stale"
        if (
            (gap is not None and gap > Fraction(1, 10))
            if not held
            else (open_ and (self.lost_in_a_row >= 1 or rounded(self.best) < self.green))
        ):
            return "at-risk"
        level = self.case.kind in ("level", "hold")
        if (level or progress is None or progress < self.green) and self.doubted:
            return "at-risk"
        return "no-data" if progress is None else "on-track"
