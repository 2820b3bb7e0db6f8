"""The items with one id, by period: an id can be used again in every cycle of two centuries."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING

from okrctl.core.values.cycle import Cycle

if TYPE_CHECKING:
    from okrctl.core.company.workspace import Entry

Span = tuple[date, date]


class Periods:
    """Finds the items active in a period without scanning all of them; results are in file order."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self._entries = entries
        self._always = [number for number, entry in enumerate(entries) if entry.cycle is None]
        dated = [(entry.cycle, number) for number, entry in enumerate(entries) if entry.cycle is not None]
        dated.sort(key=lambda each: each[0].start)
        self._dated = dated
        self._starts = [cycle.start for cycle, _ in dated]
        # the latest end so far: going back in time, no item is active once this has passed
        self._latest = list(accumulate((cycle.end for cycle, _ in dated), max))
        self._by_end = sorted(dated, key=lambda each: (each[0].end, each[1]))
        self._ends = [cycle.end for cycle, _ in self._by_end]
        self._first_from = list(accumulate((number for _, number in reversed(dated)), min))[::-1]
        self._known: dict[Span, tuple[Entry, ...]] = {}
        self._called: dict[str, Periods] = {}
        self._spans: dict[Span, list[int]] = {}
        self._names: dict[str, list[int]] = {}
        for cycle, number in dated:
            self._spans.setdefault((cycle.start, cycle.end), []).append(number)
            self._names.setdefault(cycle.name, []).append(number)

    @property
    def all(self) -> tuple[Entry, ...]:
        """All items."""
        return self._entries

    def alive(self, first: date, last: date) -> tuple[Entry, ...]:
        """The items that start by the last day and end on or after the first."""
        if (first, last) not in self._known:
            found = list(self._always)
            for at in range(bisect_right(self._starts, last) - 1, -1, -1):
                if self._latest[at] < first:
                    break
                cycle, number = self._dated[at]
                if cycle.end >= first:
                    found.append(number)
            self._known[first, last] = tuple(self._entries[number] for number in sorted(found))
        return self._known[first, last]

    def called(self, name: str, meant: Cycle | None) -> Periods:
        """The items of a cycle, however its name is written; items without a cycle belong to all."""
        if name not in self._called:
            same = self._spans.get((meant.start, meant.end), []) if meant else []
            numbers = sorted({*self._always, *same, *self._names.get(name, ())})
            self._called[name] = Periods(tuple(self._entries[number] for number in numbers))
        return self._called[name]

    def ended(self, day: date) -> tuple[Entry, ...]:
        """The item that ended most recently before a day, if any."""
        at = bisect_left(self._ends, day)
        return (self._entries[self._by_end[at - 1][1]],) if at else ()

    def later(self, day: date) -> tuple[Entry, ...]:
        """The first item in file order that starts after a day, if any."""
        at = bisect_right(self._starts, day)
        return (self._entries[self._first_from[at]],) if at < len(self._dated) else ()

    def newest(self) -> tuple[Entry, ...]:
        """The item that starts last, if any has a cycle."""
        return (self._entries[self._dated[-1][1]],) if self._dated else ()
