"""The trend of a series of values, extended to a day: a value, an 80% interval and probabilities.

A pure function of numbers and days; it knows nothing of key results. The constants were fitted to public series and
then checked on others: ``make backtest`` measures both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations, pairwise
from math import erfc, sqrt
from typing import NamedTuple

from okrctl.core.values.frozen import frozen

FEWEST = 4
"""Fewer values make no trend."""

MOST = 26
"""Older values than this many do not count: half a year of weekly ones."""

AGREEING = 0.1
"""Slopes agree when their quartiles lie no further apart than this share of their median."""

REACH = 1.2815515655446004
"""80% of the normal distribution lie within so many standard deviations."""

_CLOSE_ENOUGH = 1e-9

_DOUBT = 0.1
"""A slope whose standard error is this share of it is extended by half."""
_SCATTER, _SCATTER_OF_FEW, _WANDER, _STEEP, _TURN, _SLIGHT = 1.0, 16.0, 0.36, 0.4, 1.9, 0.2
_WAY, _GONE = 1.4, 1.6
_ODD = 25.0
_BACK = 0.7


class Aim(NamedTuple):
    """What a plan tells of the moves to expect: where it starts (if known), and how far its target is.

    ``planned`` is where the plan is on the day ahead, ``kept`` how closely it was kept to so far, 0 to 1.
    """

    start: float | None
    way: float
    planned: float = 0.0
    kept: float = 0.0


@frozen
class Trend:
    """A projected value and how far off it may be on either side, as standard deviations.

    ``points`` is how many values it rests on, ``size`` how large they are.
    """

    middle: float
    down: float
    up: float
    points: int
    size: float

    @property
    def low(self) -> float:
        """The lower end of the 80% interval."""
        return self.middle - REACH * self.down

    @property
    def high(self) -> float:
        """The upper end of the 80% interval."""
        return self.middle + REACH * self.up

    def below(self, bound: float, *, included: bool = False) -> float:
        """The probability of ending below a bound (or on it)."""
        slack = _CLOSE_ENOUGH * max(self.size, abs(bound))
        distance = bound - self.middle
        spread = self.down if distance < 0 else self.up
        if abs(distance) <= slack and spread <= slack:
            return 1.0 if included else 0.0
        if not spread:
            return 1.0 if distance > 0 else 0.0
        return erfc(-distance / spread / sqrt(2)) / 2


def project(points: Iterable[tuple[date, Fraction]], day: date, aim: Aim | None = None) -> Trend | None:
    """The trend of the most recent values, extended to a day; None for too few of them.

    Args:
        points: values by day, oldest first.
        day: the day to project for.
        aim: in the unit of the values; without one nothing is assumed about the size of moves.
    """
    recent = list(points)[-MOST:]
    if len(recent) < FEWEST:
        return None
    last_day, last = recent[-1]
    # as differences from the last value, within -1 and 1: huge numbers do not overflow, small moves are not lost
    scale = max(abs(value - last) for _, value in recent) or Fraction(1)
    xs = [float((when - last_day).days) for when, _ in recent]
    ys = [float((value - last) / scale) for _, value in recent]
    span, origin = float(scale), float(last)
    inner = None
    if aim is not None:
        start = None if aim.start is None else (aim.start - origin) / span
        inner = Aim(start, abs(aim.way) / span, (aim.planned - origin) / span, aim.kept)
    middle, down, up = _extended(xs, ys, max(0.0, float((day - last_day).days)), inner)
    size = max(float(max(abs(value) for _, value in recent)), span)
    return Trend(origin + span * middle, span * down, span * up, len(recent), size)


def _extended(xs: Sequence[float], ys: Sequence[float], ahead: float, aim: Aim | None) -> tuple[float, float, float]:
    """Middle and standard deviations below and above, relative to the last value (the origin)."""
    slope, apart = _slope(xs, ys)
    xs, rest = _without_odd_one(xs, [y - slope * x for x, y in zip(xs, ys, strict=True)])
    level = _median(rest)
    scatter = sum((each - level) ** 2 for each in rest) / (len(rest) - 2)
    doubt, trust = _trust(xs, slope, scatter)
    middle = _noise(rest, scatter) * level + trust * slope * ahead
    variance = _SCATTER * scatter * (1 + _SCATTER_OF_FEW / (len(rest) - 2)) + _wander(xs, rest, ahead)
    # trends end: the surest about as often as they double, the less sure ones more often
    turning = (_STEEP * trust + _TURN * (1 - trust)) * slope * ahead
    variance += turning * turning / (1 + (doubt / _SLIGHT) ** 2)
    if aim is not None:
        middle, variance = _sized(middle, variance, 1 - trust, ahead / (ahead - xs[0]) if ahead else 0.0, aim)
    spread = sqrt(variance)
    spread = spread if spread > _CLOSE_ENOUGH else 0.0
    if not slope or apart > AGREEING:
        return middle, spread, spread
    # while all slopes agree nothing speaks for going back behind today's value
    middle = max(0.0, middle) if slope > 0 else min(0.0, middle)
    kept = min(spread, abs(middle) / REACH)
    return (middle, kept, spread) if slope > 0 else (middle, spread, kept)


def _without_odd_one(xs: Sequence[float], rest: Sequence[float]) -> tuple[Sequence[float], Sequence[float]]:
    """Without the one value that is far off the line while all others are near it; the last one may be news."""
    if len(rest) < FEWEST + 2:
        return xs, rest
    level = _median(rest)
    off = [(each - level) ** 2 for each in rest]
    odd = max(range(len(off) - 1), key=off.__getitem__)
    if off[odd] <= _ODD * (sum(off) - off[odd]) / (len(off) - 1):
        return xs, rest
    return [*xs[:odd], *xs[odd + 1 :]], [*rest[:odd], *rest[odd + 1 :]]


def _slope(xs: Sequence[float], ys: Sequence[float]) -> tuple[float, float]:
    """The median of the slopes between all pairs (Theil and Sen), and how far apart their quartiles are, relatively."""
    slopes = sorted((y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in combinations(zip(xs, ys, strict=True), 2))
    middle, quarter = _median_of_sorted(slopes), len(slopes) // 4
    return middle, (slopes[-1 - quarter] - slopes[quarter]) / abs(middle) if middle else 0.0


def _trust(xs: Sequence[float], slope: float, scatter: float) -> tuple[float, float]:
    """The standard error of a slope relative to it, and how much of the slope is to be extended."""
    if not slope:
        return 1 / _CLOSE_ENOUGH, 0.0
    center = sum(xs) / len(xs)
    doubt = min(sqrt(scatter / sum((x - center) ** 2 for x in xs)) / abs(slope), 1 / _CLOSE_ENOUGH)
    return doubt, 1 / (1 + (doubt / _DOUBT) ** 3)


def _noise(rest: Sequence[float], scatter: float) -> float:
    """How much of the way from the last value back to the line it starts: of noise most, of what wanders nothing.

    Noise moves from value to value as far as it scatters at all (von Neumann); what wanders moves in small steps.
    """
    if not scatter:
        return 0.0
    moved = sum((after - before) ** 2 for before, after in pairwise(rest)) / (len(rest) - 1)
    return min(_BACK, max(0.0, moved / (2 * scatter) - (1 - _BACK)))


def _wander(xs: Sequence[float], rest: Sequence[float], ahead: float) -> float:
    """The variance of wandering off the line: as far as over such a stretch so far, and in proportion beyond it."""
    if not ahead:
        return 0.0
    count = len(rest)
    lag = max(1, min(round(ahead * (count - 1) / -xs[0]), count // 2))
    strays = [(rest[at] - rest[at - lag]) ** 2 / (xs[at] - xs[at - lag]) for at in range(lag, count)]
    return _WANDER * sum(strays) / len(strays) * ahead * (1 + _SCATTER_OF_FEW / (count - 2))


def _sized(middle: float, variance: float, doubtful: float, unseen: float, aim: Aim) -> tuple[float, float]:
    """What values leave open is limited by the size of moves that the plan expects.

    ``doubtful`` is the share of the slope that is not extended, ``unseen`` the share of the time that is still ahead.
    """
    # a slope too unsure to extend is no reason to expect less of what kept to its plan all along
    middle += doubtful * aim.kept * (aim.planned - middle)
    # values that never moved do not show how far they will
    variance += doubtful * (aim.way * unseen * unseen) ** 2
    if aim.start is None:
        return middle, variance
    usual = (_WAY * aim.way) ** 2 + (_GONE * aim.start) ** 2
    share = 1 / (1 + doubtful * (1 - aim.kept) * variance / usual) if usual else 1.0
    return aim.start + share * (middle - aim.start), share * variance


def _median(values: Iterable[float]) -> float:
    return _median_of_sorted(sorted(values))


def _median_of_sorted(ranked: Sequence[float]) -> float:
    # not from `statistics`, which costs every report the import of `random`
    half = len(ranked) // 2
    return ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2
