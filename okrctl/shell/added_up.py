"""What series of key results came to, kept between runs: for most reports the last word in a journal is enough.

A series goes by the contents of its department's files and by the settings, so it is never out of date. The day hardly
matters: after the latest check-in of a department all days see the same. It is not kept where it is not as plain as
that: where other departments have a say, where the plan of another day holds, or for a correction of a day to come.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any

from okrctl.core.company.workspace import Workspace
from okrctl.core.model.values import LazyObservations, Looks, Observation, Series, Value, Values, values_of
from okrctl.core.scores.journal import Journal
from okrctl.core.scores.plan import PlannedKeyResult
from okrctl.shell.cache import Cache, key, version_of
from okrctl.shell.sound import grounds_of

_ROOMS = ("core/company", "core/scores")
"""The rooms whose modules add up series, but for those that read the files."""


class AddedUp:
    """The series of a workspace; see :class:`okrctl.core.scores.series_of.KeptSeries`."""

    def __init__(self, cache: Cache, root: Path, ws: Workspace) -> None:
        self._cache = cache
        self._ws = ws
        self._place = key("series", str(root.resolve()), version_of(*_ROOMS) + repr(ws.config))
        found = cache.get(self._place)
        self._kept: dict[str, Any] = found if isinstance(found, dict) else {}
        self._grounds: dict[str, tuple[str, date] | None] = {}
        self._corrected: dict[str, bool] = {}
        self._changed = False

    def get(self, journal: Journal, planned: PlannedKeyResult, today: date, looks: Looks) -> Series | None:
        """The series of a key result up to a day, if it was kept for just that."""
        kept = self._kept.get(planned.department)
        grounds = self._of(journal, planned.department)
        row = kept[1].get(repr(planned.key)) if kept and grounds and kept[0] == grounds[0] else None
        if (
            row is None
            or grounds is None
            or not self._plain(journal, planned)
            or row[0] != _days(planned, today, grounds)
        ):
            return None
        number, finished, done, confidence, baseline = row[3:8]
        value = Value(_number(number), finished=finished)
        return Series(
            self._observations(row, looks),
            _number(baseline),
            None if number is None and finished is None else value,
            frozenset(done),
            _number(confidence),
        )

    def note(self, journal: Journal, planned: PlannedKeyResult, today: date, looks: Looks, series: Series) -> Series:
        """The same series; what it came to is kept where that is possible."""
        grounds = self._of(journal, planned.department)
        latest = series.latest or Value()
        whole = latest in (Value(latest.number), Value(finished=latest.finished))
        odd = not whole or series.projected or series.baseline_at or series.unread
        if grounds is None or odd or not self._plain(journal, planned) or self._ahead(planned.department, grounds[1]):
            return series
        kept = self._kept.get(planned.department)
        if kept is None or kept[0] != grounds[0]:
            kept = self._kept[planned.department] = [grounds[0], {}]
        row = kept[1][repr(planned.key)] = [
            _days(planned, today, grounds),
            len(series.observations),
            series.last_day and series.last_day.isoformat(),
            _pair(latest.number),
            latest.finished,
            sorted(series.done),
            _pair(series.confidence),
            _pair(series.baseline),
        ]
        self._changed = True
        return replace(series, observations=self._observations(row, looks))

    def _observations(self, row: list[Any], looks: Looks) -> Sequence[Observation]:
        if not row[1]:
            return ()
        return LazyObservations(row[1], date.fromisoformat(row[2]), looks, partial(self._values, row, looks))

    def _values(self, row: list[Any], looks: Looks) -> Values:
        """The values of a series, kept if all of them are plain numbers."""
        if len(row) > 8:
            return [(date.fromordinal(day), _plain(number)) for day, number in zip(*row[8], strict=True)]
        found = values_of(looks())
        if all(value == Value(value.number) for _, value in found):
            row.append([[day.toordinal() for day, _ in found], [str(value.number) for _, value in found]])
            self._changed = True
        return found

    def save(self) -> None:
        """Keep what was noted."""
        if self._changed:
            self._cache.put(self._place, {name: row for name, row in self._kept.items() if name in self._ws.journal})

    def _of(self, journal: Journal, department: str) -> tuple[str, date] | None:
        """What decides a department's series, and the day of its latest check-in; None where others have a say."""
        if department not in self._grounds:
            days = [frame.newest for frame in self._ws.journal.frames(department) if frame.newest is not None]
            grounds = grounds_of(self._ws, department) if days and journal.sorted.by_itself(department) else None
            self._grounds[department] = None if grounds is None else (grounds, max(days))
        return self._grounds[department]

    @cached_property
    def _current(self) -> set[int]:
        """The key results as they are planned now."""
        return {id(each) for placed in self._ws.objectives for each in placed.history.current.key_results}

    def _plain(self, journal: Journal, planned: PlannedKeyResult) -> bool:
        """Whether a key result is planned as it is now, and reads nothing but its own department's journal."""
        reads = planned.reads
        home = reads is None or (
            reads not in journal.unread and reads[0] in self._ws.departments[planned.department].paths
        )
        return home and id(planned.key_result) in self._current

    def _ahead(self, department: str, newest: date) -> bool:
        """Whether a correction speaks of a day after the latest check-in."""
        if department not in self._corrected:
            self._corrected[department] = any(each.entry.day > newest for each in self._ws.journal[department])
        return self._corrected[department]


def _days(planned: PlannedKeyResult, today: date, grounds: tuple[str, date]) -> list[str]:
    """The days that a series depends on: none after the latest check-in makes a difference."""
    until = min(today, grounds[1])
    return [until.isoformat(), min(until, planned.takes_until).isoformat()]


@lru_cache(maxsize=1 << 14)
def _plain(number: str) -> Value:
    return Value(Fraction(number))


def _pair(number: Fraction | None) -> list[int] | None:
    return None if number is None else [number.numerator, number.denominator]


def _number(pair: list[int] | None) -> Fraction | None:
    return None if pair is None else Fraction(*pair)
