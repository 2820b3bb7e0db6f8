"""The periods of a level to hold: how the cycle is divided, each period's value, and the best possible score."""

from bisect import bisect_right
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from okrctl.core.model.figures import ONE
from okrctl.core.model.pace import Window
from okrctl.core.model.quantities import Held
from okrctl.core.model.values import Observation, Series

Inside = Callable[[date, Fraction], bool]


class Period(NamedTuple):
    """A part of the cycle, both days included, with its decisive value; ``own`` if it was reported in the period."""

    start: date
    end: date
    word: Observation | None = None
    own: bool = False
    kept: bool = False


def cut(window: Window) -> tuple[Period, ...]:
    """The cycle in periods of the check-in interval; a rest of less than half of one belongs to the previous one."""
    return _cut(window.start, window.cut, max(1, window.every))


@lru_cache(maxsize=64)
def _cut(start: date, last: date, every: int) -> tuple[Period, ...]:
    days = (last - start).days + 1
    number, rest = divmod(days, every)
    if rest * 2 >= every or not number:
        number += 1
    ends = [start + timedelta(days=every * (at + 1) - 1) for at in range(number - 1)]
    ends.append(last)
    starts = [start, *(end + timedelta(days=1) for end in ends)]
    return tuple(Period(first, end) for first, end in zip(starts, ends, strict=False))


def told(series: Series, window: Window, inside: Inside) -> list[Period]:
    """The periods with their values. Entries after the end don't count."""
    valued = [
        look for look in series.observations if look.value and look.value.number is not None and look.day <= window.end
    ]
    found: list[Period] = []
    at, periods = 0, cut(window)
    for period in periods:
        if at == len(valued):
            # later ones have no values, and there may be thousands
            break
        word = None
        while at < len(valued) and valued[at].day <= period.end:
            word = valued[at]
            at += 1
        own = word is not None
        late = period.end + timedelta(days=window.grace)
        if word is None and at < len(valued) and valued[at].day <= late:
            word = valued[at]
        kept = word is not None and word.value is not None and inside(word.day, word.value.number or Fraction(0))
        found.append(Period(period.start, period.end, word, own, kept))
    return [*found, *periods[len(found) :]]


def counts(period: Period, window: Window, day: date) -> bool:
    """Whether a period counts on a day: it has a value, or it and its grace period are over."""
    if period.start > day:
        return False
    if period.word is not None and period.word.day <= day:
        return True
    if window.closed or day > window.end:
        return period.end <= window.end
    return day > period.end + timedelta(days=window.grace)


def reading(series: Series, window: Window, day: date, share: Fraction, inside: Inside) -> Held:
    """The state of a level to hold on a day."""
    periods = told(series, window, inside)
    begun = periods[: bisect_right(periods, day, key=attrgetter("start"))]
    counted = [period for period in begun if counts(period, window, day)]
    kept = sum(1 for period in counted if period.kept)
    kept_over = sum(1 for period in counted if period.kept and _settled(period, window, day))
    unsettled = len(periods) - sum(1 for period in counted if period.end < day)
    misses = 0
    for period in reversed([period for period in begun if period.own]):
        if period.kept:
            break
        misses += 1
    total = len(periods)
    return Held(
        kept=kept,
        counted=len(counted),
        periods=total,
        misses=misses,
        best=min(ONE, Fraction(kept_over + unsettled, total) / share),
        secured=min(ONE, Fraction(kept, total) / share),
    )


def _settled(period: Period, window: Window, day: date) -> bool:
    return period.end < day and counts(period, window, day)
