"""XmR charts against worked examples that others published, and the rules of a new level."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrctl.core.scores.signal import chart, limits


def numbers(text: str) -> list[Fraction]:
    return [Fraction(each) for each in text.split()]


TO_VERIFY = numbers("5045 4350 4350 3975 4290 4430 4485 4285 3980 3925 3645 3760 3300 3685 3463 5200")
GROUP_A, GROUP_B = numbers("43 40 37 33 30 33 34 35 29 33 31 39"), numbers("35 37 33 32 27 29 31 22 25 30 24 19")
SMOKERS = numbers("21.3 20.2 20.9 21.0 18.8 19.6 18.7 18.6 18.1 18.9 19.2 18.2 17.3 19.0")


@pytest.mark.parametrize(
    ("values", "low", "mean", "high"),
    [
        # D. J. Wheeler, Making Sense of Data, p. 382: data to verify software with
        (TO_VERIFY, 3188.72, 4135.50, 5082.28),
        # the same, table 9.1: accident rates of group A and of group B
        (GROUP_A, 25.6, 34.75, 43.9),
        (GROUP_B, 18.0, 28.67, 39.3),
        # NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2: flow rates (3 / 1.128 there, 2.66 here)
        (numbers("49.6 47.6 49.9 51.3 47.8 51.2 52.6 52.4 53.6 52.1"), 45.8159, 50.81, 55.8041),
        # D. C. Montgomery, Introduction to Statistical Quality Control: viscosity of paint primer (3 / 1.128 there)
        (
            numbers("33.75 33.05 34 33.81 33.46 34.02 33.68 33.27 33.49 33.2 33.62 33 33.54 33.12 33.84"),
            32.24,
            33.52,
            34.80,
        ),
        # the package spc-plotly, its documentation
        (
            numbers(
                "2478 2350 2485 2296 2359 2567 3089 2668 1788 2854 2365 1883 1959 1927 2640 2626 2144 2409 4412 3287 "
                "3049 3364 3078 2972 3415 2753 3102 2191 3693 4385 4699 3031 2659 3885 2628 2621 3071 2002"
            ),
            1299.399,
            2820.632,
            4341.864,
        ),
        # the package statprocon, its documentation
        (numbers("10 50 40 30"), -20.7, 32.5, 85.7),
    ],
)
def test_published_limits(values: list[Fraction], low: float, mean: float, high: float) -> None:
    found = limits(values)
    assert [float(each) for each in found] == pytest.approx([low, mean, high], abs=0.06, rel=2e-5)


def test_a_value_outside_is_a_point() -> None:
    """Wheeler's data to verify with end in a value that is outside even of limits that it widens itself."""
    assert TO_VERIFY[-1] > limits(TO_VERIFY)[2]
    found = chart(TO_VERIFY)
    assert (found.signal, found.since) == ("point", 0) and found.high == limits(TO_VERIFY[:-1])[2]
    before = chart(TO_VERIFY[:-1])
    assert (before.signal, before.word) == (None, "noise")


def test_eight_in_a_row_begin_a_new_level_at_their_first() -> None:
    """Wheeler, table 8.1 (high school seniors who smoke): the last eight of fourteen years lie below the mean."""
    found = chart(SMOKERS)
    assert (found.signal, found.since, found.word) == ("shift", 6, "signal")
    assert chart(SMOKERS[:-1]).signal == "point"


def test_after_a_shift_the_new_level_needs_eleven_values_of_its_own() -> None:
    later = [*SMOKERS, *numbers("18.5 18.6 18.4")]
    assert [chart(later[:count]).word for count in (15, 16, 17)] == ["too few points"] * 3
    found = chart([*later, Fraction(30)])
    assert (found.signal, found.since, found.mean) == ("point", 6, limits(later[6:])[1])


def test_eleven_values_are_too_few_and_twelve_are_enough() -> None:
    assert chart(GROUP_A[:-1]).word == "too few points" and chart([]).mean is None
    found = chart(GROUP_A)
    assert (found.word, found.low, found.high) == ("noise", limits(GROUP_A[:-1])[0], limits(GROUP_A[:-1])[2])


def test_values_that_never_move_make_any_change_a_point() -> None:
    same = [Fraction(5)] * 12
    assert chart(same).word == "noise" and chart([*same, Fraction(6)]).signal == "point"


def test_a_value_on_the_mean_ends_a_run() -> None:
    flat = [Fraction(at % 2) for at in range(12)]
    low = [Fraction(-1, 4)] * 7
    mean = limits([*flat, *low])[1]
    assert chart([*flat, *low, Fraction(-1, 4)]).signal == "shift"
    assert chart([*flat, *low, mean]).signal is None


@given(st.lists(st.integers(-50, 50), max_size=40), st.integers(-9, 9).filter(bool), st.integers(-99, 99))
def test_units_do_not_matter(values: list[int], factor: int, offset: int) -> None:
    one = chart([Fraction(value) for value in values])
    other = chart([Fraction(value * factor + offset) for value in values])
    assert (one.signal, one.since, one.word) == (other.signal, other.since, other.word)
    if one.mean is not None:
        assert other.mean == one.mean * factor + offset
