"""Where a key result is heading: its check-ins projected to a day. A projection, not a promise.

Quantities use the trend of :mod:`okrctl.core.scores.trend`; with checkpoints, that of the distance to the plan. Small
counts have a rate, and levels to hold a share of periods kept (:mod:`okrctl.core.scores.chances`). Deliverables and
milestones have no forecast. All results are progress: 0 at the baseline, 1 at the target. The accuracy was measured on
public series: docs/guide/forecast.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise, starmap

from okrctl.core.model.figures import ONE
from okrctl.core.model.measure import Measure
from okrctl.core.model.pace import Window, stepped_pace
from okrctl.core.model.values import Observation, Series, Value
from okrctl.core.scores.chances import Chances, rate, share, steps_of
from okrctl.core.scores.distance import distances
from okrctl.core.scores.scoring import ENDED, IN_STATE, ScoredKeyResult, ScoredObjective
from okrctl.core.scores.trend import FEWEST, MOST, Aim, project
from okrctl.core.values.frozen import frozen
from okrctl.core.values.remembered import Same

RARE = 100
"""The largest count that has a rate; larger ones have a trend."""

_MANY = 200
_ROUNDING = 0.005
"""A final score is rounded to two decimals, half up, before it is graded."""

_STRETCH = 0.5
"""A stretch target lies about twice as far away as values usually get."""

_OFF_PLAN = 0.25
_CLOSE_ENOUGH = 1e-9


@frozen
class Forecast:
    """The progress projected for a day, its 80% interval, and the probability of reaching the goal.

    ``probability`` is that of a green grade (by the key result's own ambition), ``probability_full`` that of the whole
    target; ``points`` is the number of check-ins used.
    """

    at_end: float
    low: float
    high: float
    probability: float
    probability_full: float
    method: str
    points: int


def forecast(scored: ScoredKeyResult, day: date) -> Forecast | None:
    """The projection of a key result for a day; None without a trend (yet), or if nothing is left to project."""
    return _forecast(Same(scored), day)


# an objective has the projection of one of its key results, and many items may depend on one
@lru_cache(maxsize=1 << 12)
def _forecast(same: Same[ScoredKeyResult], day: date) -> Forecast | None:
    scored = same.it
    measure = scored.planned.key_result.measure
    if measure is None or scored.status in (*IN_STATE, *ENDED, "done"):
        return None
    if measure.no_trend:
        return None
    if measure.trend_of_values():
        return _of_values(measure, scored, day)
    return _of_held(measure, scored, day) or _of_count(measure, scored, day) or _of_progress(measure, scored, day)


def forecast_objective(scored: ScoredObjective, day: date) -> Forecast | None:
    """An objective's projection: that of its weakest key result."""
    result = weakest(scored, day)
    return None if result is None else forecast(result, day)


def weakest(scored: ScoredObjective, day: date) -> ScoredKeyResult | None:
    """The key result that is least likely to be green on a day; None if none of them has a projection."""
    found = [(result, forecast(result, day)) for result in scored.key_results]
    known = [(each.probability, each.at_end, at) for at, (_, each) in enumerate(found) if each is not None]
    return found[min(known)[2]][0] if known else None


def projected(scored: ScoredKeyResult | ScoredObjective) -> Forecast | None:
    """The projection for the end of its cycle."""
    if isinstance(scored, ScoredKeyResult):
        return forecast(scored, scored.planned.window.end)
    return forecast_objective(scored, scored.planned.cycle.end)


def _of_progress(measure: Measure, scored: ScoredKeyResult, day: date) -> Forecast | None:
    """The trend of progress; with checkpoints, of the distance to the plan: a season isn't a trend."""
    series, window = scored.series, scored.planned.window
    points, ahead = _progress_by_day(measure, series, window), 0.0
    seasonal = bool(measure.points(series.baseline))
    if seasonal:
        plan = [float(measure.pace(when, window, series.baseline)) for when, _ in points]
        found = distances(plan, [float(progress) for _, progress in points], float(scored.green), _usual(scored))
        points = [(when, Fraction(off)) for (when, _), off in zip(points, found.off, strict=True)]
        ahead, aim = found.share * float(measure.pace(day, window, series.baseline)), found.aim
    else:
        planned = float(measure.pace(day, window, series.baseline) * scored.green)
        aim = Aim(0.0, _usual(scored), planned, _kept(measure, scored, points))
    trend = project(points, day, aim)
    if trend is None:
        return None
    # a count never falls
    least = float(scored.progress or 0) if _only_grew(measure, series) else None
    middle, low, high = (
        each + ahead if least is None else max(least, each + ahead) for each in (trend.middle, trend.low, trend.high)
    )
    green, full = (
        1.0 if least is not None and least >= bound - _CLOSE_ENOUGH else 1 - trend.below(bound - ahead)
        for bound in (_green(scored), 1.0)
    )
    method = "theil-sen of the distance to plan" if seasonal else "theil-sen"
    return Forecast(middle, low, high, green, full, method, trend.points)


def _kept(measure: Measure, scored: ScoredKeyResult, points: list[tuple[date, Fraction]]) -> float:
    """How closely values followed the plan: 1 for exactly, 0.5 if off by a quarter of what was due so far."""
    series, window = scored.series, scored.planned.window
    due = float(measure.pace(scored.on, window, series.baseline) * scored.green)
    if not due or not any(progress != points[0][1] for _, progress in points):
        return 0.0
    off = [float(progress - measure.pace(when, window, series.baseline) * scored.green) for when, progress in points]
    # once behind, it no longer follows its plan, even if it did for a long time
    far = max(sum(each * each for each in off) / len(off), off[-1] * off[-1])
    apart = far / (_OFF_PLAN * due) / (_OFF_PLAN * due)
    return 1 / (1 + apart * apart)


def _progress_by_day(measure: Measure, series: Series, window: Window) -> list[tuple[date, Fraction]]:
    """The most recent values as progress, oldest first."""
    return _progresses(Same(measure), Same(series), Same(window))


# the same for every day that is projected to; for a level to hold, each costs a look at all its periods
@lru_cache(maxsize=1 << 10)
def _progresses(its: Same[Measure], of: Same[Series], within: Same[Window]) -> list[tuple[date, Fraction]]:
    measure, series, window = its.it, of.it, within.it
    looks = tuple(starmap(Observation, series.values()))
    found = [
        (look.day, measure.progress(replace(series, observations=looks[: at + 1], latest=look.value), window, look.day))
        for at, look in enumerate(looks)
        if at >= len(looks) - MOST
    ]
    return [(when, progress) for when, progress in found if progress is not None]


def _green(scored: ScoredKeyResult) -> float:
    """The smallest progress that is green after rounding like a final score."""
    return float(scored.green) - _ROUNDING


def _only_grew(measure: Measure, series: Series) -> bool:
    if not measure.counted:
        return False
    numbers = [number for _, number in series.numbers()]
    return bool(numbers) and numbers[0] >= 0 and all(one <= other for one, other in pairwise(numbers))


def _of_count(measure: Measure, scored: ScoredKeyResult, day: date) -> Forecast | None:
    """A small count: a rate per time. With checkpoints, time is measured along the plan, to account for seasons."""
    series, window = scored.series, scored.planned.window
    numbers, count = series.numbers(), measure.plan(series.baseline).target
    if count is None or count > RARE or len(numbers) < FEWEST or not _only_grew(measure, series):
        return None
    points = measure.points(series.baseline)

    def clock(when: date) -> float:
        return float(stepped_pace(when, window, points) if points else window.day_number(when))

    now, total = clock(scored.on), float(numbers[-1][1])
    if now <= 0 or total > _MANY:
        return None
    # days without a check-in have no value; the last value is assumed to hold until today
    steps = steps_of([*((clock(when), float(number)) for when, number in numbers), (now, total)])
    planned = float(count) * _usual(scored) / clock(window.due)
    chances = rate(steps, max(0.0, clock(day) - now), planned).read(lambda total: total / float(count))
    return _told(chances, _green(scored), "gamma-poisson", len(numbers))


def _of_held(measure: Measure, scored: ScoredKeyResult, day: date) -> Forecast | None:
    """A level to hold: the share of periods kept; lost periods stay lost."""
    counted = measure.outcomes(scored.series, scored.planned.window, scored.on, day)
    asked = measure.plan(scored.series.baseline).hold
    if counted is None or asked is None or len(scored.series.numbers()) < FEWEST:
        return None
    kept, lost, ahead = counted
    best = float((kept + lost + ahead) * asked) or 1.0
    chances = share(kept, lost, ahead).read(lambda kept: min(1.0, kept / best))
    return _told(chances, _green(scored), "beta-binomial", len(scored.series.numbers()))


def _told(chances: Chances, green: float, method: str, points: int) -> Forecast:
    low, middle, high = (chances.quantile(part) for part in (0.1, 0.5, 0.9))
    ends, full = (chances.reaches(bound - _CLOSE_ENOUGH) for bound in (green, 1.0))
    return Forecast(middle, low, high, ends, full, method, points)


def _of_values(measure: Measure, scored: ScoredKeyResult, day: date) -> Forecast | None:
    """The values are projected and then converted to progress, which is constant within the bounds."""
    series, window = scored.series, scored.planned.window
    plan = measure.plan(series.baseline)
    at_least, at_most = (None if bound is None else float(bound) for bound in (plan.at_least, plan.at_most))
    trend = project(series.numbers(), day, _aim(scored, at_least, at_most))
    if trend is None:
        return None

    def read(level: float) -> float:
        ahead = replace(
            series,
            observations=(*series.observations, Observation(day, value := Value(number=Fraction(level)))),
            latest=value,
        )
        progress = measure.progress(ahead, window, day)
        return 0.0 if progress is None else float(min(ONE, progress))

    def reaches(score: float) -> float:
        least = None if at_least is None else _where(read, at_least, -1, score)
        most = None if at_most is None else _where(read, at_most, 1, score)
        below = 0.0 if least is None else trend.below(least)
        above = 0.0 if most is None else 1 - trend.below(most, included=True)
        return max(0.0, 1 - below - above)

    ends = sorted(read(each) for each in (trend.low, trend.middle, trend.high))
    touches = (at_least is None or trend.high >= at_least) and (at_most is None or trend.low <= at_most)
    high = 1.0 if touches else ends[-1]
    return Forecast(read(trend.middle), ends[0], high, reaches(_green(scored)), reaches(1.0), "theil-sen", trend.points)


def _usual(scored: ScoredKeyResult) -> float:
    """How far values usually get, as a share of the way: an aspirational target is a stretch by definition."""
    return 1.0 if scored.planned.ambition == "committed" else _STRETCH


def _aim(scored: ScoredKeyResult, at_least: float | None, at_most: float | None) -> Aim | None:
    """The distance from the start to the bound; without a baseline, from the last value to a bound."""
    series = scored.series
    numbers = series.numbers()
    if not numbers:
        return None
    start = None if series.baseline is None else float(series.baseline)
    here = float(numbers[-1][1]) if start is None else start
    way = min(abs(bound - here) for bound in (at_least, at_most) if bound is not None)
    return Aim(start, way * _usual(scored))


def _where(read: Callable[[float], float], bound: float, side: int, score: float) -> float:
    """The value outside the bounds with a given score: from the start to the bound, progress is linear."""
    step = max(1.0, abs(bound)) * 1e-3
    near, far = read(bound + side * step), read(bound + 2 * side * step)
    while near >= 1 > far:
        # its start is so far away that a step is no part of the way
        step *= 2
        near, far = far, read(bound + 2 * side * step)
    # beyond the band, seen from the start, nothing but the band counts
    return bound if near <= far or score >= 1 else bound + side * step * (1 - score) / (1 - near)
