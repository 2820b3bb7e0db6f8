"""A value that is not known yet: a mixture of normal distributions, one for each thing that may happen."""

from __future__ import annotations

from collections.abc import Iterable
from math import erfc, sqrt

from okrctl.core.values.frozen import frozen

REACH = 1.2815515655446004
"""80% of the normal distribution lie within so many standard deviations."""

_HALVINGS = 34


@frozen
class Mixture:
    """``parts`` are (weight, mean, standard deviation); weights add up to 1, without deviation a value is certain."""

    parts: tuple[tuple[float, float, float], ...]

    def below(self, bound: float, slack: float = 0.0, *, included: bool = False) -> float:
        """The probability of a value below a bound (or on it).

        A certain value is on the bound when it is no further away than ``slack``.
        """
        total = sum(
            weight * _below(bound - mean, deviation, slack, included=included) for weight, mean, deviation in self.parts
        )
        return min(1.0, total)  # the weights are rounded

    def quantiles(self) -> tuple[float, float, float]:
        """Both ends of the interval that holds 80%, and between them the median."""
        low, middle, high = self._quantile(0.1, -REACH), self._quantile(0.5, 0.0), self._quantile(0.9, REACH)
        return low, middle, high

    def _quantile(self, share: float, reach: float) -> float:
        """Between those of the parts, by bisection."""
        ends = [mean + reach * deviation for _, mean, deviation in self.parts]
        low, high = min(ends), max(ends)
        for _ in range(_HALVINGS):
            middle = low + (high - low) / 2
            if not low < middle < high:
                break
            low, high = (middle, high) if self.below(middle, included=True) < share else (low, middle)
        return high


def mixture(parts: Iterable[tuple[float, float, float]]) -> Mixture:
    """The mixture of these parts; those without weight are left out."""
    return Mixture(tuple(part for part in parts if part[0] > 0))


def _below(distance: float, deviation: float, slack: float, *, included: bool) -> float:
    if abs(distance) <= slack and deviation <= slack:
        return 1.0 if included else 0.0
    if not deviation:
        return 1.0 if distance > 0 or (included and not distance) else 0.0
    return erfc(-distance / deviation / sqrt(2)) / 2
