"""The trend of a series of values, extended to a day: a value, an 80% interval and probabilities.

A pure function of numbers and days; it knows nothing of key results. The constants were fitted to public series and
then checked on others: ``make backtest`` measures both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations, pairwise
from math import sqrt
from typing import NamedTuple

from okrctl.core.scores.mixture import Mixture, mixture
from okrctl.core.values.frozen import frozen

FEWEST = 4
"""Fewer values make no trend."""

MOST = 26
"""Older values than this many do not count: half a year of weekly ones."""

AGREEING = 0.1
"""Slopes agree when their quartiles lie no further apart than this share of their median."""

_CLOSE_ENOUGH = 1e-9
_ODD = 25.0
_BACK = 0.7

_DOUBT = 0.09
"""A slope goes on in half of the cases if its standard error is this share of it."""
_SCATTER, _WANDER = 1.7, 1.15
"""How much of the variance seen so far is expected ahead: around the line, and of wandering off it."""
_FEW = 4.0
"""Few values show less variance than there is: it is larger by this many parts for each value beyond two."""
_STEEP, _YOUNG = 0.26, 10.0
"""The standard deviation of a move that goes on, as a share of it: trends change. The square of it is twice as large
for one that goes on for so many times as long as it was seen."""
_PLAN, _PLANNED = 3.5, 1.55
"""The plan counts like so many values, and tells a standard deviation of so many usual moves over the whole cycle."""
_RETURNS, _SURE, _FAR, _WIDE, _REFUTED = 0.73, 0.035, 1.1, 1.5, 3.6
"""How often values return at most; of a slope how uncertain and values how far away half as often; how widely they
scatter then; and how many usual moves make a larger one usual."""
_WAY_BACK = 0.65
"""A value that returns goes the share of the cycle still to come, to this power, of its way back."""


class Aim(NamedTuple):
    """What a plan tells of the moves to expect: where it starts (if known), and how far values usually get.

    ``planned`` is where the plan is on the day ahead, ``kept`` how closely it was kept to so far, 0 to 1. With
    ``anchored``, everything starts at the last value, even if values are noisy.
    """

    start: float | None
    usual: float
    planned: float = 0.0
    kept: float = 0.0
    anchored: bool = False


@frozen
class Trend:
    """A projected value: its median, the ends of its 80% interval, and the distribution of what may come of it.

    ``points`` is how many values it rests on, ``size`` how large they are.
    """

    low: float
    middle: float
    high: float
    outlook: Mixture
    points: int
    size: float

    def below(self, bound: float, *, included: bool = False) -> float:
        """The probability of ending below a bound (or on it)."""
        return self.outlook.below(bound, _CLOSE_ENOUGH * max(self.size, abs(bound)), included=included)


def project(points: Iterable[tuple[date, Fraction]], day: date, aim: Aim | None = None) -> Trend | None:
    """The trend of the most recent values, extended to a day; None for too few of them.

    Points are oldest first; ``aim`` is in their unit, and without one nothing is assumed about the size of moves.
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
        inner = Aim(start, abs(aim.usual) / span, (aim.planned - origin) / span, aim.kept, aim.anchored)
    parts, way = _outlook(xs, ys, max(0.0, float((day - last_day).days)), inner)
    size = max(float(max(abs(value) for _, value in recent)), span)
    outlook = mixture((weight, origin + span * mean, span * deviation) for weight, mean, deviation in parts)
    low, middle, high = outlook.quantiles()
    if way:
        # while all slopes agree nothing speaks for going back behind today's value
        low, middle, high = ((max if way > 0 else min)(each, origin) for each in (low, middle, high))
    return Trend(low, middle, high, outlook, len(recent), size)


def _outlook(
    xs: Sequence[float], ys: Sequence[float], ahead: float, aim: Aim | None
) -> tuple[list[tuple[float, float, float]], int]:
    """What may happen, relative to the last value (the origin), and the direction of slopes that agree."""
    slope, apart = _slope(xs, ys)
    xs, rest = _without_odd_one(xs, [y - slope * x for x, y in zip(xs, ys, strict=True)])
    level = _median(rest)
    scatter = sum((each - level) ** 2 for each in rest) / (len(rest) - 2)
    doubt, trust = _trust(xs, slope, scatter)
    start, freedom = 0.0 if aim and aim.anchored else _noise(rest, scatter) * level, len(rest) - 2
    seen = _SCATTER * scatter + _WANDER * _wander(xs, rest, ahead)
    unsure = seen * (1 + _FEW / freedom)
    steep = (_STEEP * slope * ahead) ** 2 * (1 + ahead / -xs[0] / _YOUNG)
    goes_on = (trust, start + slope * ahead, _deviation(unsure + steep))
    unseen = ahead / (ahead - xs[0]) if ahead else 0.0
    way = 0 if not slope or apart > AGREEING else 1 if slope > 0 else -1
    if aim is None or aim.start is None:
        still = 0.0 if aim is None else (aim.usual * unseen * unseen) ** 2
        return [goes_on, (1 - trust, start, _deviation(unsure + still))], way
    far = min(abs(start - aim.start) / aim.usual, 1 / _CLOSE_ENOUGH) if aim.usual else 0.0
    # values that went further than a few usual moves show that larger ones are usual
    usual, moving = aim.usual * sqrt(1 + (far / _REFUTED) ** 2), _moving(ys)
    planned = moving * unseen * (_PLANNED * usual) ** 2
    stays = (_PLAN * planned + freedom * seen) / (_PLAN + freedom) + (1 - moving) * (aim.usual * unseen * unseen) ** 2
    returns = moving * (1 - aim.kept) * _RETURNS * _half(doubt, _SURE) * _half(far, _FAR)
    return [
        (trust * (1 - returns), *goes_on[1:]),
        ((1 - trust) * (1 - returns), start + aim.kept * (aim.planned - start), _deviation(stays)),
        (returns, start + unseen**_WAY_BACK * (aim.start - start), _deviation(unseen * (_WIDE * usual) ** 2)),
    ], way


def _half(value: float, half: float) -> float:
    """From 0 to 1: the half at ``half``."""
    return 1 / (1 + (half / value) ** 3) if value else 0.0


def _deviation(variance: float) -> float:
    found = sqrt(variance)
    return found if found > _CLOSE_ENOUGH else 0.0


def _moving(ys: Sequence[float]) -> float:
    """Which share of the values differs from the one before."""
    return sum(before != after for before, after in pairwise(ys)) / (len(ys) - 1)


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
    """The standard error of a slope relative to it, and how often it goes on."""
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
    return sum(strays) / len(strays) * ahead


def _median(values: Iterable[float]) -> float:
    return _median_of_sorted(sorted(values))


def _median_of_sorted(ranked: Sequence[float]) -> float:
    # not from `statistics`, which costs every report the import of `random`
    half = len(ranked) // 2
    return ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2
