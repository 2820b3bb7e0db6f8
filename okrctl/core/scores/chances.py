"""Forecasts of counts: how many more there will be. No trend, but a rate or a share with its uncertainty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import exp, log

from okrctl.core.values.frozen import frozen

_ONE, _SHARE = 1.0, 0.1
"""The plan's rate counts as if so many things had come at it, and so large a share of all that it expects."""

_CHANGE = 0.45
"""The standard deviation of the rate to come, as a share of the rate so far."""

_TAIL = 1e-9
"""The probability of the rest beyond which outcomes are not listed."""


@frozen
class Chances:
    """The possible outcomes of a count, in ascending order, with their probabilities."""

    outcomes: tuple[tuple[float, float], ...]

    def quantile(self, share: float) -> float:
        """The smallest outcome whose cumulative probability is at least this."""
        so_far = 0.0
        for outcome, probability in self.outcomes:
            so_far += probability
            if so_far >= share:
                return outcome
        return self.outcomes[-1][0]

    def reaches(self, bound: float) -> float:
        """The probability of ending at a bound or above it."""
        below = sum(probability for outcome, probability in self.outcomes if outcome < bound)
        above = sum(probability for outcome, probability in self.outcomes if outcome >= bound)
        return above / (below + above)

    def read(self, reading: Callable[[float], float]) -> Chances:
        """The same with every outcome converted to another unit, in the same order."""
        return Chances(tuple((reading(outcome), probability) for outcome, probability in self.outcomes))


def rate(steps: Sequence[tuple[float, float]], ahead: float, planned: float) -> Chances:
    """The final count of something rare: gamma-Poisson, with rates that differ and change (a negative binomial).

    ``steps`` are the count and length of each period so far, ``ahead`` the length of the remaining time, and
    ``planned`` the rate that the plan expects; what regularly comes more or less often comes back toward it.
    """
    so_far, time = sum(many for many, _ in steps), sum(long for _, long in steps)
    told = _ONE + _SHARE * planned * (time + ahead)
    mean = (so_far + told) / (time + (told / planned if planned else 0.0))
    clump, more = _clump(steps, mean), mean * ahead
    if not more:
        return Chances(((so_far, 1.0),))
    # things come in clumps, the rate is not known exactly, and it does not stay as it is
    variance = clump * more + more * more * (clump / (so_far + told) + _CHANGE * _CHANGE)
    hit = 1 - more / variance
    shape = more * (1 - hit) / hit
    outcomes = _listed(shape * log(1 - hit), lambda k: (k + shape) / (k + 1) * hit)
    return Chances(tuple((so_far + k, probability) for k, probability in outcomes))


def _clump(steps: Sequence[tuple[float, float]], rate: float) -> float:
    """How clustered events are: the variance of the steps over that of single events; closer to 1 with few steps."""
    parts = [((many - rate * long) ** 2) / (rate * long) for many, long in steps if rate * long > 0]
    freedom = len(parts) - 1
    return max(1.0, (sum(parts) + 2) / (freedom + 2)) if freedom > 0 else 1.0


def share(kept: int, lost: int, ahead: int) -> Chances:
    """How many of all periods will be kept, past and future: beta-binomial, with Jeffreys' prior."""
    a, b = kept + 0.5, lost + 0.5
    start = sum(log((b + k) / (a + b + k)) for k in range(ahead))
    ratios = lambda k: (ahead - k) / (k + 1) * (a + k) / (b + ahead - k - 1)  # noqa: E731 - a formula
    return Chances(tuple((kept + more, p) for more, p in _listed(start, ratios, ahead)))


def _listed(first: float, ratio: Callable[[int], float], most: int = 100_000) -> Iterator[tuple[int, float]]:
    """Probabilities of 0, 1, 2 … from the logarithm of the first and the ratio of each to the one before."""
    logarithm, so_far = first, 0.0
    for number in range(most + 1):
        probability = exp(logarithm)
        so_far += probability
        yield number, probability
        if number == most or so_far >= 1 - _TAIL:
            return
        logarithm += log(ratio(number))


def steps_of(totals: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Totals over time as steps from zero: the count and length of each."""
    found, before = [], (0.0, 0.0)
    for time, total in totals:
        if time > before[0]:
            found.append((total - before[1], time - before[0]))
            before = (time, total)
    return found
