"""Formulas of metrics: what is one, and at which character a text is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrctl.core.format.formula import Formula, FormulaFault, parse_formula


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("sessions * conversion-rate", "sessions * conversion-rate"),
        ("a - b", "a - b"),
        ("a-b", "a-b"),
        ("2*(a+b) / 4", "2 * (a + b) / 4"),
        ("(a)", "a"),
        ("((a * b)) + c", "a * b + c"),
        ("a - (b - c)", "a - (b - c)"),
        ("a / (b * c)", "a / (b * c)"),
        ("  a\n+ b\n", "a + b"),
        ("0 - a", "0 - a"),
        ("5", "5"),
        (".5 + 1e-5 * 3d-views", ".5 + 1e-5 * 3d-views"),
    ],
)
def test_formulas(text: str, same: str) -> None:
    assert str(parse_formula(text)) == same


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("revenue -costs", 8, "put spaces around a minus"),
        ("-1", 0, "put spaces around a minus"),
        ("a ** b", 3, "a number or a metric is missing after *"),
        ("a +", 2, "a number or a metric is missing after +"),
        ("", 0, "a number or a metric is missing"),
        ("(a + b", 0, "this parenthesis is never closed"),
        ("a + b)", 5, "this parenthesis has no opening one"),
        ("()", 1, "a number or a metric is missing after ("),
        ("a b", 2, "an operator is missing before b"),
        ("2 a", 2, "an operator is missing before a"),
        ("a^2", 1, "'^' isn't allowed in a formula"),
        ("a × b", 2, "'×' isn't allowed in a formula"),
        ("Sessions", 0, "'S' isn't allowed in a formula"),
        ("a + 1,000", 5, "',' isn't allowed in a formula"),
        ("x-mine", 0, "x-mine is neither a number nor an id"),
        ("1.2.3", 0, "1.2.3 is neither a number nor an id"),
        ("1e99", 0, "this number has more than 40 characters, or an exponent beyond 15"),
        ("a" + "+a" * 250, 500, "the formula is longer than 500 characters"),
        ("(" * 21 + "a" + ")" * 21, 20, "parentheses are more than 20 deep"),
    ],
)
def test_what_is_none_and_where(text: str, at: int, message: str) -> None:
    found = parse_formula(text)
    assert isinstance(found, FormulaFault)
    assert (found.at, found.message) == (at, message)


def test_the_most_that_a_formula_may_be() -> None:
    assert isinstance(parse_formula("(" * 20 + "a" + ")" * 20), Formula)
    long = parse_formula("ab" + "*a" * 249)
    assert isinstance(long, Formula)
    assert long.metrics == ("ab", "a")


@given(st.text("ab12 -+*/().\n", max_size=40) | st.text(max_size=40))
def test_any_text_is_a_formula_or_a_fault_within_it(text: str) -> None:
    found = parse_formula(text)
    if isinstance(found, FormulaFault):
        assert 0 <= found.at <= len(text)
        return
    # what it is told as is the same formula, and its parts stand where they say
    assert parse_formula(str(found)) == found
    assert all(text[part.at :].startswith(part.id) for part in found.parts())
