"""Where a quantity is heading: a robust trend of its recent check-ins, carried on to a day. A projection, no promise.

The trend is Theil and Sen's: the median of the slopes between all pairs of points, so that single odd values do not
bend it; and the less they agree, the less of it is carried on. How good that is was measured on public series:
docs/guide/forecast.md. Everything is progress (0 at the baseline, 1 at the target). A kind may
have no trend.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import combinations, pairwise
from math import erfc, sqrt

from okrctl.core.model.figures import ONE
from okrctl.core.model.measure import Measure
from okrctl.core.model.pace import Window
from okrctl.core.model.values import Look, Series, Value
from okrctl.core.scores.scoring import ENDED, IN_STATE, ScoredKeyResult, ScoredObjective
from okrctl.core.values.frozen import frozen

FEWEST = 4
"""Fewer check-ins make no trend."""

MOST = 13
"""Older check-ins than this many do not count: a quarter of weekly ones."""

_CLOSE_ENOUGH = 1e-9
_REACH = 1.2815515655446004
"""80% of the normal distribution lie within so many standard deviations."""


@frozen
class Forecast:
    """The progress projected for a day, the interval it lies in with 80%, and the probability of meeting the target.

    ``points`` is how many check-ins it rests on.
    """

    at_end: float
    low: float
    high: float
    probability: float
    method: str
    points: int

    def misses(self, green: Fraction) -> bool:
        """Whether the projection stays below a grade."""
        return self.at_end < float(green) - _CLOSE_ENOUGH


def forecast(scored: ScoredKeyResult, day: date) -> Forecast | None:
    """The projection of a key result for a day; None where there is no trend (yet), or nothing left to project.

    Args:
        scored: the key result with what was said of it up to the as-of day.
        day: the day to project for, such as its cycle's end.
    """
    measure = scored.planned.key_result.measure
    if measure is None or scored.status in (*IN_STATE, *ENDED, "done"):
        return None
    if measure.no_trend:
        return None
    return (_of_values if measure.trend_of_values() else _of_progress)(measure, scored, day)


def forecast_objective(scored: ScoredObjective, day: date) -> Forecast | None:
    """An objective's projection: that of its key result with the worst one."""
    found = [each for each in (forecast(result, day) for result in scored.key_results) if each is not None]
    return min(found, key=lambda each: (each.at_end, each.probability), default=None)


def projected(scored: ScoredKeyResult | ScoredObjective) -> Forecast | None:
    """The projection for the end of its cycle."""
    if isinstance(scored, ScoredKeyResult):
        return forecast(scored, scored.planned.window.end)
    return forecast_objective(scored, scored.planned.cycle.end)


def _of_progress(measure: Measure, scored: ScoredKeyResult, day: date) -> Forecast | None:
    """With checkpoints the distance to plan is carried on, so that a season is not taken for a trend."""
    series, window = scored.series, scored.planned.window
    seasonal = bool(measure.waypoints())
    whole, asked = measure.whole()
    points = []
    for number, look in enumerate(series.looks):
        if look.value is None:
            continue
        progress = whole.progress(_until(series, number), window, look.day)
        if progress is not None:
            plan = measure.pace(look.day, window, series.baseline) if seasonal else 0
            points.append((look.day, progress / asked - plan))
    trend = project(points, day)
    if trend is None:
        return None
    ahead = float(measure.pace(day, window, series.baseline)) if seasonal else 0.0
    middle, low, high = (trend.middle + ahead, trend.low + ahead, trend.high + ahead)
    probability = 1 - trend.below(1 - ahead)
    reach = measure.reach(series, window, scored.on, day)
    if reach is not None:
        # check-ins that lie outside are not undone by what follows, nor are those inside
        least, most = float(reach[0]), float(reach[1])
        middle, low, high = (min(most, max(least, each)) for each in (middle, low, high))
        probability = 0.0 if reach[1] < 1 else 1.0 if reach[0] >= 1 else probability
    if measure.counted and all(one <= other for (_, one), (_, other) in pairwise(series.numbers())):
        # what was counted stays counted
        sure = float(scored.progress or 0)
        middle, low, high = max(middle, sure), max(low, sure), max(high, sure)
        probability = 1.0 if sure >= 1 else probability
    method = "theil-sen of the distance to plan" if seasonal else "theil-sen"
    return Forecast(middle, low, high, probability, method, trend.points)


def _of_values(measure: Measure, scored: ScoredKeyResult, day: date) -> Forecast | None:
    """The values themselves are carried on and then read as progress, which stands still inside a band."""
    series, window = scored.series, scored.planned.window
    trend = project(series.numbers(), day)
    if trend is None:
        return None
    plan = measure.plan(series.baseline)
    at_least, at_most = _number(plan.at_least), _number(plan.at_most)
    read = sorted(_progress_at(measure, series, window, day, each) for each in (trend.low, trend.middle, trend.high))
    touches = (at_least is None or trend.high >= at_least) and (at_most is None or trend.low <= at_most)
    below = trend.below(at_least) if at_least is not None else 0.0
    above = 1 - trend.below(at_most, included=True) if at_most is not None else 0.0
    return Forecast(
        at_end=_progress_at(measure, series, window, day, trend.middle),
        low=read[0],
        high=1.0 if touches else read[-1],
        probability=max(0.0, 1 - below - above),
        method="theil-sen",
        points=trend.points,
    )


def _number(bound: Fraction | None) -> float | None:
    return None if bound is None else float(bound)


def _until(series: Series, number: int) -> Series:
    """The series as it was after one of its looks."""
    look = series.looks[number]
    return replace(series, looks=series.looks[: number + 1], latest=look.value, latest_look=look, done=look.done)


def _progress_at(measure: Measure, series: Series, window: Window, day: date, level: float) -> float:
    value = Value(number=Fraction(level))
    ahead = replace(series, looks=(*series.looks, Look(day, value)), latest=value)
    progress = measure.progress(ahead, window, day)
    return 0.0 if progress is None else float(min(ONE, progress))


@frozen
class Trend:
    """A projected value, how far off it may be (its standard deviation), and how many and how large its points are."""

    middle: float
    spread: float
    points: int
    size: float

    @property
    def low(self) -> float:
        """The lower end of the 80% interval."""
        return self.middle - _REACH * self.spread

    @property
    def high(self) -> float:
        """The upper end of the 80% interval."""
        return self.middle + _REACH * self.spread

    def below(self, bound: float, *, included: bool = False) -> float:
        """The probability of ending below a bound (or on it)."""
        slack = _CLOSE_ENOUGH * max(self.size, abs(bound))
        distance = bound - self.middle
        if abs(distance) <= slack and self.spread <= slack:
            return 1.0 if included else 0.0
        if not self.spread:
            return 1.0 if distance > 0 else 0.0
        return erfc(-distance / self.spread / sqrt(2)) / 2


def _median(values: Iterable[float]) -> float:
    # not from `statistics`, which costs every report the import of `random`
    ranked = sorted(values)
    half = len(ranked) // 2
    return ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2


def project(points: Iterable[tuple[date, Fraction]], day: date) -> Trend | None:
    """The trend of the most recent points, carried on to a day; None for too few of them."""
    recent = list(points)[-MOST:]
    if len(recent) < FEWEST:
        return None
    last = recent[-1][0]
    # within -1 and 1, so that huge numbers do not overflow and tiny ones do not pass for none
    scale = max(abs(value) for _, value in recent) or ONE
    xs = [float((when - last).days) for when, _ in recent]
    ys = [float(value / scale) for _, value in recent]
    steep, slope = _slopes(xs, ys)
    rest = [y - slope * x for x, y in zip(xs, ys, strict=True)]
    # of two views of where it stands now (on the line, or where it was last seen) neither is right in general
    level = (_median(rest) + rest[-1]) / 2
    ahead = float((day - last).days)
    spread = _spread(xs, rest, steep, ahead)
    return Trend(float(scale) * (level + slope * ahead), float(scale) * spread, len(recent), float(scale))


def _slopes(xs: list[float], ys: list[float]) -> tuple[float, float]:
    """The median of the slopes between all pairs of points, and as much of it as they agree on.

    Where the middle half of the slopes lies close together they show a trend; where they are all over the place there
    is none, and carrying one on would be worse than expecting no change.
    """
    slopes = sorted((y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in combinations(zip(xs, ys, strict=True), 2))
    middle, quarter = _median(slopes), len(slopes) // 4
    if not middle:
        return 0.0, 0.0
    apart = (slopes[-1 - quarter] - slopes[quarter]) / middle
    return middle, middle / (1 + apart * apart)


def _spread(xs: list[float], rest: list[float], steep: float, ahead: float) -> float:
    """How far a projection may be off, for three reasons.

    Values scatter about the line. They wander away from it: as far as they did over half of the check-ins, and with
    time so much farther. And trends end: on real series even the steadiest is as unsure as it is steep.
    """
    count, lag, middle = len(rest), len(rest) // 2, _median(rest)
    scatter = sum((each - middle) ** 2 for each in rest) / (count - 2)
    strays = [(rest[at] - rest[at - lag]) ** 2 / (xs[at] - xs[at - lag]) for at in range(lag, count)]
    wander = sum(strays) / len(strays) * count / (count - 2) * max(0.0, ahead)
    spread = sqrt(scatter + wander + (steep * ahead) ** 2)
    return spread if spread > _CLOSE_ENOUGH else 0.0
