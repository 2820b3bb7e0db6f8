"""Other ways to project a series, each with an 80% interval: what okrctl's forecast is compared with."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from itertools import combinations, pairwise
from math import erf, exp, log, sqrt
from statistics import fmean, median

REACH = 1.2815515655446004
Interval = tuple[float, float, float]
"""Low, middle, high."""

Rival = Callable[[Sequence[float], int], Interval]
"""From the values so far (the baseline first) and how many steps ahead."""


def _about(middle: float, variance: float) -> Interval:
    spread = REACH * sqrt(max(0.0, variance))
    return middle - spread, middle, middle + spread


def last_value(known: Sequence[float], ahead: int) -> Interval:
    """Everything stays as it is, as surely as values moved so far: a random walk."""
    return _about(known[-1], fmean((after - before) ** 2 for before, after in pairwise(known)) * ahead)


def drift(known: Sequence[float], ahead: int) -> Interval:
    """It goes on as it went on average: a random walk with drift."""
    moves = [after - before for before, after in pairwise(known)]
    mean = fmean(moves)
    variance = sum((move - mean) ** 2 for move in moves) / (len(moves) - 1)
    return _about(known[-1] + mean * ahead, variance * ahead * (1 + ahead / len(moves)))


def theil_sen(known: Sequence[float], ahead: int) -> Interval:
    """The median slope through the median, with the interval of a regression line."""
    count = len(known)
    slope = median((b - a) / (j - i) for (i, a), (j, b) in combinations(enumerate(known), 2))
    start = median(value - slope * at for at, value in enumerate(known))
    variance = sum((value - start - slope * at) ** 2 for at, value in enumerate(known)) / (count - 2)
    at, center = count - 1 + ahead, (count - 1) / 2
    far = (at - center) ** 2 / (count * (count * count - 1) / 12)
    return _about(start + slope * at, variance * (1 + 1 / count + far))


def damped_ets(known: Sequence[float], ahead: int) -> Interval:
    """Exponential smoothing with a damped trend, as statsmodels estimates it."""
    import numpy
    import pandas
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    scale = max(abs(value - known[0]) for value in known) or 1.0
    values = pandas.Series([(value - known[0]) / scale for value in known])
    with warnings.catch_warnings(), numpy.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        model = ETSModel(
            values,
            error="add",
            trend="add",
            damped_trend=True,
            initialization_method="known",
            initial_level=0.0,
            initial_trend=(values.iloc[2] - values.iloc[0]) / 2,
        )
        found = model.fit(disp=False, maxiter=60)
        end = len(values) + ahead - 1
        frame = found.get_prediction(start=end, end=end).summary_frame(alpha=0.2)
    low, middle, high = (float(frame[name].iloc[-1]) for name in ("pi_lower", "mean", "pi_upper"))
    return known[0] + scale * low, known[0] + scale * middle, known[0] + scale * high


_RATIOS = (0.0, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)


def local_level(known: Sequence[float], ahead: int) -> Interval:
    """A level that wanders, seen through noise: Bayesian over the ratio of both (a grid), scale integrated out."""
    found = [_filtered(known, ratio) for ratio in _RATIOS]
    top = max(likelihood for likelihood, *_ in found)
    weights = [exp(likelihood - top) for likelihood, *_ in found]
    total = sum(weights)
    parts = [
        (weight / total, level, sqrt(scale * (doubt + ratio * ahead + 1)) or 1e-12)
        for weight, ratio, (_, level, doubt, scale) in zip(weights, _RATIOS, found, strict=True)
    ]
    return _quantile(parts, 0.1), _quantile(parts, 0.5), _quantile(parts, 0.9)


def _filtered(known: Sequence[float], ratio: float) -> tuple[float, float, float, float]:
    """The logarithm of the likelihood, and level, its doubt and the scale after the last value (Kalman)."""
    level, doubt, squares, logs = known[0], 1.0, 0.0, 0.0
    for value in known[1:]:
        doubt += ratio
        wide = doubt + 1
        squares += (value - level) ** 2 / wide
        logs += log(wide)
        level += doubt / wide * (value - level)
        doubt -= doubt * doubt / wide
    freedom = len(known) - 1
    scale = squares / max(1, freedom - 2)
    return -0.5 * (logs + freedom * log(squares or 1e-300)), level, doubt, scale


def _quantile(parts: Sequence[tuple[float, float, float]], share: float) -> float:
    low = min(level - 6 * spread for _, level, spread in parts)
    high = max(level + 6 * spread for _, level, spread in parts)
    for _ in range(50):
        middle = (low + high) / 2
        below = sum(weight * (1 + erf((middle - level) / spread / sqrt(2))) / 2 for weight, level, spread in parts)
        low, high = (middle, high) if below < share else (low, middle)
    return (low + high) / 2


RIVALS: dict[str, Rival] = {
    "last value": last_value,
    "drift": drift,
    "Theil–Sen": theil_sen,
    "damped ETS": damped_ets,
    "local level": local_level,
}
