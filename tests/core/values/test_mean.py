"""Weighted means of fractions with any denominators: exact where it shows, and never long."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrctl.core.values.mean import LongFraction, difference, mean
from okrctl.core.values.quantity import round6
from okrctl.shell.cache_table import _plain, _value

Parts = list[tuple[Fraction, Fraction]]
HALF = Fraction(1, 2)


def plain(parts: Parts) -> Fraction:
    total = sum((weight for weight, _ in parts), Fraction(0))
    return sum((weight * value for weight, value in parts), Fraction(0)) / total


def unlike(count: int, seed: int) -> list[Fraction]:
    random = Random(seed)
    return [Fraction(random.randrange(10**37), random.randrange(10**37, 10**38) | 1) for _ in range(count)]


def ones(values: list[Fraction]) -> Parts:
    return [(Fraction(1), value) for value in values]


@given(st.lists(st.tuples(st.fractions(min_value=0), st.fractions()), min_size=1, max_size=8))
def test_short_ones_are_what_they_are(parts: Parts) -> None:
    found = mean(parts)
    assert found == (plain(parts) if any(weight for weight, _ in parts) else None)


@pytest.mark.parametrize("seed", range(20))
def test_long_ones_are_short_and_round_alike(seed: int) -> None:
    random = Random(seed)
    parts = [(Fraction(random.randrange(1, 1000), 100), value) for value in unlike(80, seed)]
    found, exact = mean(parts), plain(parts)
    assert isinstance(found, LongFraction)
    assert found.denominator.bit_length() < 300 < exact.denominator.bit_length()
    assert round6(found) == round6(exact)
    for place in (2, 6, 30, 53):
        bound = Fraction(int(exact * 10**place), 10**place)
        assert (found > bound, found < bound + Fraction(1, 10**place)) == (exact > bound, True)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("nudge", [Fraction(0), Fraction(1, 10**300), -Fraction(1, 10**300)])
def test_a_tie_is_told_from_what_nearly_is_one(seed: int, nudge: Fraction) -> None:
    values = unlike(80, seed)
    # the last value makes the sum come out at a tie of the sixth place, or just beside
    tie = Fraction(2 * seed + 1, 2_000_000)
    values.append(tie * 81 - sum(values) + nudge)
    found = mean(ones(values))
    assert found is not None
    assert round6(found) == round6(tie + nudge / 81)
    assert (found > tie, found == tie, found < tie) == (nudge > 0, nudge == 0, nudge < 0)


def test_pairs_that_cancel_leave_what_they_are() -> None:
    values = unlike(200, 1)
    assert mean(ones([*values, *(1 - value for value in values)])) == HALF


@pytest.mark.parametrize("seed", range(10))
def test_means_of_means_are_those_of_all(seed: int) -> None:
    groups = [unlike(60, seed * 3 + part) for part in range(3)]
    groups[2] = [1 - value for value in groups[0]]
    means = [mean(ones(group)) for group in groups]
    assert all(isinstance(each, LongFraction) for each in means)
    first, other = means[0], means[2]
    assert first is not None and other is not None
    assert mean([(Fraction(3), first), (Fraction(3), other)]) == HALF
    assert difference(HALF, mean([(Fraction(1), first), (Fraction(1), other)]) or HALF) == 0
    assert difference(first, first) == 0
    assert difference(first, 1 - plain(ones(groups[2]))) == 0


def test_long_ones_are_kept_as_they_are() -> None:
    first, other = mean(ones(unlike(60, 1))), mean(ones([1 - value for value in unlike(60, 1)]))
    assert first is not None and other is not None
    kept = _value(Fraction, _plain(first))
    assert kept == first
    assert mean(ones([kept, other])) == HALF
