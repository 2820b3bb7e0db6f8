"""Which part of a formula explains how much of a difference."""

from __future__ import annotations

from fractions import Fraction
from math import log
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrctl.core.contracts.formulas import Undefined, explained, worked_out
from okrctl.core.format.formula import Formula, parse_formula


def formula(text: str) -> Formula:
    found = parse_formula(text)
    assert isinstance(found, Formula)
    return found


def shares(text: str, before: dict[str, Any], after: dict[str, Any]) -> dict[str, float]:
    sides = ({id: Fraction(str(value)) for id, value in side.items()} for side in (before, after))
    found = explained(formula(text), *sides)
    assert not isinstance(found, Undefined), found
    return {id: float(amount) for id, amount in found.items()}


def test_of_a_sum_each_part_explains_its_own_difference() -> None:
    found = shares("a - b + 2 * c", {"a": 10, "b": 3, "c": 1}, {"a": 8, "b": 4, "c": 2})
    assert found == pytest.approx({"a": -2, "b": -1, "c": 2})


def test_of_a_product_each_part_explains_its_share_of_the_logarithm() -> None:
    # 2 · 3 = 6 becomes 4 · 9 = 36, so L = 30 / ln 6; ln 2 and ln 3 are what the factors moved by
    found = shares("a * b", {"a": 2, "b": 3}, {"a": 4, "b": 9})
    assert found == pytest.approx({"a": 30 / log(6) * log(2), "b": 30 / log(6) * log(3)})
    assert sum(found.values()) == pytest.approx(30)


def test_a_divisor_counts_the_other_way() -> None:
    found = shares("a / b", {"a": 8, "b": 2}, {"a": 8, "b": 4})
    assert found == pytest.approx({"a": 0, "b": -2})


def test_worked_by_hand() -> None:
    # 655,000 sessions · 2.5% · 80 = 1.31 M planned; 630,000 · 2.1% · 82 = 1,084,860 reached; L = 1,193,858
    plan = {"sessions": 655000, "rate": "0.025", "value": 80}
    fact = {"sessions": 630000, "rate": "0.021", "value": 82}
    found = shares("sessions * rate * value", plan, fact)
    assert {id: round(amount) for id, amount in found.items()} == {"sessions": -46461, "rate": -208159, "value": 29480}
    assert sum(found.values()) == pytest.approx(1084860 - 1310000)


def test_what_moves_and_moves_back_is_explained_all_the_same() -> None:
    found = shares("a * b", {"a": 2, "b": 6}, {"a": 3, "b": 4})
    assert found["a"] == pytest.approx(-found["b"])
    assert found["a"] == pytest.approx(12 * log(1.5))


def test_the_order_and_the_grouping_of_factors_do_not_matter() -> None:
    before, after = {"a": 2, "b": 3, "c": 5}, {"a": 7, "b": 2, "c": 6}
    one = shares("a * b * c", before, after)
    for other in ("c * b * a", "a * (b * c)", "(c * a) * b", "a / (1 / b) * c"):
        assert shares(other, before, after) == pytest.approx(one)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a * b", "b isn't always above 0, so it has no logarithm"),
        ("(a - c) * a", "a - c isn't always above 0, so it has no logarithm"),
        ("a / (a - a) * b", "a - a isn't always above 0, so it has no logarithm"),
    ],
)
def test_what_cannot_be_explained(text: str, reason: str) -> None:
    before = {id: Fraction(value) for id, value in {"a": 1, "b": 0, "c": 2}.items()}
    assert explained(formula(text), before, before) == Undefined(reason)


NODES = st.recursive(
    st.sampled_from(["a", "b", "c", "2", "0.5"]),
    lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from("++**-/"), inner),
    max_leaves=8,
)
ABOVE = st.fractions(Fraction(1, 100), 10**6, max_denominator=1000)
TRIPLES = st.tuples(ABOVE, ABOVE, ABOVE)


@given(NODES, TRIPLES, TRIPLES)
def test_shares_add_up_to_the_difference(text: str, before: tuple[Fraction, ...], after: tuple[Fraction, ...]) -> None:
    read = formula(text)
    sides = [dict(zip("abc", side, strict=True)) for side in (before, after)]
    found = explained(read, *sides)
    if isinstance(found, Undefined):
        return
    start, end = (worked_out(read, side) for side in sides)
    assert isinstance(start, Fraction)
    assert isinstance(end, Fraction)
    size = max(1.0, *(abs(float(each)) for each in (start, end, *found.values())))
    assert float(sum(found.values())) == pytest.approx(float(end - start), abs=1e-7 * size)


@given(TRIPLES, TRIPLES)
def test_the_way_back_explains_the_opposite(before: tuple[Fraction, ...], after: tuple[Fraction, ...]) -> None:
    read = formula("a * b / c")
    there, back = (dict(zip("abc", side, strict=True)) for side in (before, after))
    one, other = explained(read, there, back), explained(read, back, there)
    assert isinstance(one, dict)
    assert isinstance(other, dict)
    for id in "abc":
        assert float(one[id]) == pytest.approx(-float(other[id]), rel=1e-9, abs=1e-9)
