"""Weighted means of exact fractions, in time that grows only with their number.

The sum of fractions with different denominators has a denominator as long as all of them together, and calculating with
it could take hours. The digits aren't needed: a score is compared with short decimals and rounded to 6 places. So a sum
that grows too long is represented by a short fraction between the same decimals of :data:`PLACES` places; all
comparisons and rounding then give the exact result. The terms of the sum are kept, for means of means.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import lcm

PLACES = 60
"""No number of the format has more decimals (40 characters, and an exponent of −15)."""

_SHORT = 2048  # bits of a denominator that is kept exactly
_GRAIN = 10**PLACES
_GUARD = 1 << 128
_ZERO = Fraction(0)
_ONE = Fraction(1)

Part = tuple[Fraction, Fraction]
"""A weight and a value."""


class LongFraction(Fraction):
    """Represents a sum that is too long to write down: between the same decimals, and equal to none of them.

    The exact value is Σ(weight·value) of its ``parts``, divided by ``over``.
    """

    parts: tuple[Part, ...]
    over: Fraction

    @classmethod
    def of(cls, near: Fraction, parts: tuple[Part, ...], over: Fraction) -> LongFraction:
        """The representation of a sum, from the short fraction and the terms."""
        made = cls(near)
        made.parts, made.over = parts, over
        return made


def mean(parts: Iterable[Part]) -> Fraction | None:
    """Σ(weight·value)/Σweight; None if there is no weight."""
    weighed = tuple((weight, value) for weight, value in parts if weight)
    total = sum((weight for weight, _ in weighed), _ZERO)
    return _sum(weighed, total) if total else None


def difference(value: Fraction, other: Fraction) -> Fraction:
    """``value - other``; either may be long."""
    if isinstance(value, LongFraction) or isinstance(other, LongFraction):
        return _sum(((_ONE, value), (-_ONE, other)), _ONE)
    return value - other


def _sum(parts: tuple[Part, ...], over: Fraction) -> Fraction:
    """Σ(weight·value)/over."""
    sums: dict[int, int] = {}
    _add(sums, parts, 1, 1)
    top, bottom = 0, 1
    for denominator, numerator in sums.items():
        common = lcm(bottom, denominator)
        if common.bit_length() > _SHORT:
            return _long(sums, parts, over)
        top, bottom = top * (common // bottom) + numerator * (common // denominator), common
    return Fraction(top * over.denominator, bottom * over.numerator)


def _add(sums: dict[int, int], parts: Iterable[Part], times: int, by: int) -> None:
    """Add up the terms by denominator; long values are split into their terms again."""
    for weight, value in parts:
        top, bottom = times * weight.numerator, by * weight.denominator
        if isinstance(value, LongFraction):
            _add(sums, value.parts, top * value.over.denominator, bottom * value.over.numerator)
        else:
            bottom *= value.denominator
            sums[bottom] = sums.get(bottom, 0) + top * value.numerator


def _long(sums: dict[int, int], parts: tuple[Part, ...], over: Fraction) -> LongFraction:
    cell, sure = _cell(sums, over)
    if not sure:
        numerator, denominator = _exact(sums)
        cell, rest = divmod(numerator * over.denominator * _GRAIN, denominator * over.numerator)
        sure = bool(rest)
    # a third of the way to the next decimal, so that it isn't taken for the sum's own digits
    near = Fraction(3 * cell + 1, 3 * _GRAIN) if sure else Fraction(cell, _GRAIN)
    return LongFraction.of(near, parts, over)


def _cell(sums: dict[int, int], over: Fraction) -> tuple[int, bool]:
    """The decimal just below the sum, and whether it is certain: the sum may be too close to a decimal."""
    top, bottom = over.denominator * _GRAIN * _GUARD, over.numerator
    low = sum(numerator * top // (denominator * bottom) for denominator, numerator in sums.items())
    cell, above = divmod(low, _GUARD)
    # each term was cut by less than one
    return cell, 0 < above < _GUARD - len(sums)


def _exact(sums: dict[int, int]) -> tuple[int, int]:
    """The sum with all its digits, not reduced: added in pairs, so that long numbers are multiplied only by long
    ones."""
    fractions = [(numerator, denominator) for denominator, numerator in sums.items()]
    while len(fractions) > 1:
        added = [(a * d + c * b, b * d) for (a, b), (c, d) in zip(fractions[::2], fractions[1::2], strict=False)]
        fractions = added + fractions[len(added) * 2 :]
    return fractions[0]
