"""Checkpoints by last year's season: each date has the share of progress that last year had by then.

Days of this year are mapped evenly to days of last year between the first day, the given holidays and the due date. So
Black Friday's sales are expected by Black Friday, on any date.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from okrctl.core.checkin.entry import Mistake
from okrctl.core.model.measure import Measure
from okrctl.core.planning.last_year import LastYear
from okrctl.core.values.cycle import MonthDay, last_of_month
from okrctl.core.values.frozen import frozen
from okrctl.core.values.holidays import HOLIDAYS
from okrctl.core.values.quantity import half_up, literal

_ONE_DAY = timedelta(1)
_MOST_PLACES = 6


@frozen
class Waypoint:
    """A date with the values expected by then: at an even pace, and by last year's season."""

    day: date
    even: str
    season: str


@frozen
class Season:
    """The plan by last year's season; ``rests`` are dates where the plan pauses because last year's values fell."""

    waypoints: tuple[Waypoint, ...]
    rests: tuple[date, ...]

    @property
    def checkpoints(self) -> dict[str, str]:
        """Values by date, as written to a file."""
        return {point.day.isoformat(): point.season for point in self.waypoints}


@frozen
class Way:
    """Start and target: numbers, or a change (with its suffix) from an unknown baseline; counts are whole."""

    start: Fraction
    end: Fraction
    change: Literal["", "%", "pp"] | None = None
    whole: bool = False

    def text(self, share: Fraction) -> str:
        """The value at a share of the distance."""
        value = half_up(self.start + (self.end - self.start) * share, self._places())
        sign = "+" if self.change is not None and value >= 0 else ""
        return f"{sign}{literal(value):f}{self.change or ''}"

    def _places(self) -> int:
        """The decimals needed to distinguish hundredths of the distance, and at least those of start and target."""
        if self.whole:
            return 0
        places = max(-int(literal(each).as_tuple().exponent) for each in (self.start, self.end))
        way = abs(self.end - self.start)
        while way * 10**places < 100 and places < _MOST_PLACES:
            places += 1
        return max(0, places)


def way_of(measure: Measure | None, baseline: Fraction | None) -> Way | Mistake:
    """Start and target of a key result; the baseline may come from the journal."""
    if measure is None or not measure.waypoints_in:
        hint = "only a quantity that moves (target, change) or a count has checkpoints"
        return Mistake("this key result has no start and target", hint)
    plan = measure.plan(baseline)
    if measure.counted and plan.target is not None:
        return Way(Fraction(0), plan.target, whole=plan.target.denominator == 1)
    change = measure.change_asked()
    if baseline is not None and plan.target is not None:
        return Way(baseline, plan.target)
    if change is not None:
        return Way(Fraction(0), change.value, change.suffix)
    return Mistake("the starting value (baseline) is unknown", "pass it with --baseline")


def season(
    last: LastYear, way: Way, start: date, due: date, holidays: Sequence[str], also: Iterable[date] = ()
) -> Season | Mistake:
    """The checkpoints between the first day and the due date, by last year's season.

    Each of ``holidays`` (names of :data:`HOLIDAYS`) gets a checkpoint, as the end of each month does; ``also`` are
    other dates that get one.
    """
    if _a_year_before(due) >= start:
        return Mistake(
            f"from {start} to {due} is more than a year", "a season repeats every year, so plan a year at most"
        )
    anchors = _anchors(start, due, holidays)
    if isinstance(anchors, Mistake):
        return anchors
    missing = _missing(last, anchors[0][1] + _ONE_DAY, anchors[-1][1])
    if missing:
        return missing
    days = sorted(
        {*_month_ends(start, due), *(day for day, _ in anchors[1:-1]), *(d for d in also if start <= d < due)}
    )
    if not days:
        return Mistake(f"no month ends between {start} and {due}", "a season needs more than a month")
    low, high = (last.at(Fraction(anchors[side][1].toordinal())) for side in (0, -1))
    if low == high:
        return Mistake("last year ended where it started, so there is no change to distribute", "use another year")
    shares = [(last.at(_then(day, anchors)) - low) / (high - low) for day in days]
    smooth = [min(Fraction(1), max(Fraction(0), share)) for share in _one_way(shares)]
    rests = tuple(day for day, share, kept in zip(days, shares, smooth, strict=True) if share != kept)
    total = (due - start).days + 1
    even = [Fraction((day - start).days + 1, total) for day in days]
    points = (
        Waypoint(day, way.text(straight), way.text(kept))
        for day, straight, kept in zip(days, even, smooth, strict=True)
    )
    return Season(tuple(points), rests)


def _anchors(start: date, due: date, holidays: Sequence[str]) -> list[tuple[date, date]] | Mistake:
    """Days of this year and the matching days of last year, from the day before the start to the due date."""
    eve, end = start - _ONE_DAY, due
    found = {eve: _a_year_before(start) - _ONE_DAY, end: _a_year_before(due)}
    for name in dict.fromkeys(holidays):
        days = [HOLIDAYS[name](year) for year in range(start.year, due.year + 1)]
        inside = [day for day in days if start <= day < due]
        then = [HOLIDAYS[name](day.year - 1) for day in inside]
        if not inside or not all(found[eve] < day < found[end] for day in then):
            told = ", ".join(str(HOLIDAYS[name](year)) for year in range(start.year - 1, due.year + 1))
            message = f"{name} ({told}) isn't within the plan in both years"
            return Mistake(message, f"leave out --holiday {name}")
        found.update(zip(inside, then, strict=True))
    anchors = sorted(found.items())
    if any(one >= other for (_, one), (_, other) in pairwise(anchors)):
        return Mistake("these holidays are in a different order than last year", "pass only one of them")
    return anchors


def _a_year_before(day: date) -> date:
    return MonthDay(day.month, day.day).within(day.year - 1)


def _then(day: date, anchors: list[tuple[date, date]]) -> Fraction:
    """The matching day of last year, as a number of days."""
    after = next(at for at, (here, _) in enumerate(anchors) if here >= day)
    (here, then), (end, past) = anchors[max(0, after - 1)], anchors[after]
    if here == end or day == end:
        return Fraction(past.toordinal())
    return then.toordinal() + Fraction((day - here).days * (past - then).days, (end - here).days)


def _missing(last: LastYear, first: date, end: date) -> Mistake | None:
    """The missing rows of the export."""
    month = first.replace(day=1)
    while month <= end:
        if (month.year, month.month) not in last.months:
            return Mistake(f"no row for {month:%Y-%m}", f"export all of {first} to {end}")
        month = (month + timedelta(31)).replace(day=1)
    if last.added_up:
        return None
    earliest, latest = last.points[0][0], last.points[-1][0]
    if earliest >= first:
        eve = first - _ONE_DAY
        return Mistake(f"the first value is of {earliest}, but the change starts on {eve}", f"add a row up to {eve}")
    if latest < end and latest.replace(day=1) != end.replace(day=1):
        return Mistake(f"the last value is of {latest}, but the change ends on {end}", f"add rows until {end}")
    return None


def _month_ends(start: date, due: date) -> Iterable[date]:
    day = start
    while day < due:
        end = last_of_month(day.year, day.month)
        if end < due:
            yield end
        day = end + _ONE_DAY


def _one_way(shares: Sequence[Fraction]) -> list[Fraction]:
    """The nearest shares (by least squares) that never fall: falling neighbors are replaced by their mean."""
    pools: list[tuple[Fraction, int]] = []
    for share in shares:
        total, count = share, 1
        while pools and pools[-1][0] / pools[-1][1] > total / count:
            before, more = pools.pop()
            total, count = total + before, count + more
        pools.append((total, count))
    return [total / count for total, count in pools for _ in range(count)]
