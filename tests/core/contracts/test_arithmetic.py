"""The arithmetic of goals: what formulas come to, solving them for a part, and targets that do not add up."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.workspace import Workspace
from okrctl.core.contracts.conflict import Conflict, Sum
from okrctl.core.contracts.formulas import Undefined, solved_for, worked_out
from okrctl.core.findings.rule import rule_named
from okrctl.core.format.formula import Formula, parse_formula
from tests.kit.company import TODAY, Data, case_of, department, goal, moves, workspace


def formula(text: str) -> Formula:
    found = parse_formula(text)
    assert isinstance(found, Formula), found
    return found


def values(**given: Any) -> dict[str, Fraction]:
    return {id.replace("_", "-"): Fraction(str(value)) for id, value in given.items()}


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("a * b * c", values(a=655000, b="0.025", c=80), "1310000"),
        ("a - b - c", values(a=10, b=3, c=2), "5"),
        ("a - (b - c)", values(a=10, b=3, c=2), "9"),
        ("a / b / c", values(a=12, b=3, c=2), "2"),
        ("a / (b * c)", values(a=12, b=3, c=2), "2"),
        ("a + b * c", values(a=1, b=2, c=3), "7"),
        ("(a + b) * c - 0.5", values(a=1, b=2, c=3), "8.5"),
        ("a / 3", values(a=1), "1/3"),
        ("0 - a", values(a=4), "-4"),
    ],
)
def test_worked_values(text: str, given: dict[str, Fraction], expected: str) -> None:
    assert worked_out(formula(text), given) == Fraction(expected)


def test_what_has_no_value() -> None:
    assert worked_out(formula("a / (b - c)"), values(a=1, b=2, c=2)) == Undefined("division by zero: b - c is 0")
    huge = formula("a" + " * a" * 120)
    assert worked_out(huge, values(a="1e39")) == Undefined("numbers of more than 1,000 digits")


@pytest.mark.parametrize(
    ("text", "part", "total", "given", "expected"),
    [
        ("a * b * c", "a", 1500000, values(a=655000, b="0.025", c=80), "750000"),
        ("a * b * c", "b", 1500000, values(a=655000, b="0.025", c=80), "3/104.8"),
        ("a - b", "b", 4, values(a=10, b=3), "6"),
        ("a / b", "b", 4, values(a=12, b=2), "3"),
        # it stands there twice: a share of a whole of which it is a part
        ("a / (a + b)", "a", "0.25", values(a=5, b=30), "10"),
        ("a * b - a * c", "a", 12, values(a=1, b=5, c=2), "4"),
        ("a * a", "a", 9, values(a=1), None),
        ("a * b", "a", 9, values(a=1, b=0), None),
        ("a / b", "b", 0, values(a=12, b=2), None),
        # only with a division by zero
        ("a / (b - a)", "b", 0, values(a=1, b=2), None),
    ],
)
def test_solved_for_a_part(text: str, part: str, total: Any, given: dict[str, Fraction], expected: str | None) -> None:
    found = solved_for(formula(text), part, Fraction(str(total)), given)
    one, _, under = (expected or "").partition("/")
    assert found == (None if expected is None else Fraction(one) / Fraction(under or "1"))


NODES = st.recursive(
    st.sampled_from(["a", "b", "c", "2", "0.5"]),
    lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner),
    max_leaves=8,
)
NUMBERS = st.fractions(-1000, 1000, max_denominator=20)


@given(NODES, NUMBERS, st.tuples(NUMBERS, NUMBERS, NUMBERS), st.sampled_from("abc"))
def test_a_solution_gives_back_the_total(text: str, total: Fraction, each: tuple[Fraction, ...], part: str) -> None:
    read, given = formula(text), dict(zip("abc", each, strict=True))
    found = solved_for(read, part, total, given)
    assume(found is not None)
    assert found is not None
    assert worked_out(read, given | {part: found}) == total


@given(NODES, st.tuples(NUMBERS, NUMBERS, NUMBERS))
def test_formulas_agree_with_python(text: str, each: tuple[Fraction, ...]) -> None:
    given = dict(zip("abc", each, strict=True))
    try:
        expected = eval(text.replace("0.5", "F(1, 2)").replace("2)", "F(2))"), {"F": Fraction, **given})  # noqa: S307
    except ZeroDivisionError:
        assert isinstance(worked_out(formula(text), given), Undefined)
        return
    assert worked_out(formula(text), given) == expected


METRICS: Data = {
    "sessions": {"title": "Sessions", "unit": "sessions"},
    "conversion": {"title": "Conversion rate", "unit": "percent"},
    "order-value": {"title": "Average order value", "unit": "USD"},
    "revenue": {"title": "Revenue", "unit": "USD", "formula": "sessions * conversion * order-value"},
}


def of(*files: Data, **metrics: Any) -> list[Conflict]:
    case = case_of(*files, metrics={**METRICS, **metrics})
    return [each for each in case.conflicts if each.kind == "arithmetic"]


def planned(id: str, cycle: str = "2026-Q1", **results: Any) -> Data:
    made = [
        moves(f"{id}-{metric.replace('_', '-')}", metric=metric.replace("_", "-"), **(keys or {}))
        for metric, keys in results.items()
    ]
    return department(id, goal("goal", *made), cycle=cycle)


def sum_of(found: list[Conflict]) -> Sum:
    (only,) = found
    assert only.sum is not None
    return only.sum


PARTS = {"sessions": {"target": 655000}, "conversion": {"target": "2.5"}, "order_value": {"target": 80}}


def test_across_departments() -> None:
    files = planned("shop", **PARTS), planned("finance", revenue={"target": 1500000})
    (found,) = of(*files)
    assert [party.ref for party in found.parties] == [
        "finance/finance-revenue",
        "shop/shop-sessions",
        "shop/shop-conversion",
        "shop/shop-order-value",
    ]
    told = sum_of([found])
    assert (told.gives, told.target, told.undefined) == (1310000, 1500000, None)
    assert [each.needed for each in told.parts] == [
        750000,
        Fraction(100 * 1500000, 655000 * 80),
        Fraction(1500000 * 1000, 655000 * 25),
    ]


@pytest.mark.parametrize(
    ("revenue", "conflict"),
    [
        # 1.31 M is within 1% of 1,296,900 to 1,323,232
        ("1310000", False),
        ("1323232", False),
        ("1323233", True),
        ("1297030", False),
        ("1297029", True),
    ],
)
def test_one_per_cent_of_its_own_target_is_nothing(revenue: str, conflict: bool) -> None:
    assert bool(of(planned("a", **PARTS, revenue={"target": revenue}))) is conflict


@pytest.mark.parametrize(
    ("change", "conflict"),
    [
        ({"sessions": {"at_least": 655000}}, True),
        ({"sessions": {"baseline": 131000, "change": "+400%"}}, True),
        ({"sessions": {"change": "+400%"}}, False),  # nobody knows of what
        ({"sessions": {"at_least": 655000, "at_most": 700000}}, False),
        ({"sessions": {"target": 655000, "unit": "visits"}}, True),
    ],
)
def test_targets_and_one_sided_bounds(change: Data, conflict: bool) -> None:
    assert bool(of(planned("a", **{**PARTS, **change}, revenue={"target": 1500000}))) is conflict


def test_only_cycles_that_end_together() -> None:
    parts, year = planned("a", **PARTS), planned("b", "2026", revenue={"target": 1500000})
    assert of(parts, year) == []
    assert len(of(parts, planned("b", "2026-02-01/2026-03-31", revenue={"target": 1500000}))) == 1


def test_of_several_equal_targets_any_and_of_different_ones_none() -> None:
    total = planned("finance", revenue={"target": 1500000})
    twice = planned("b", sessions={"target": "655000.0"})
    other = planned("b", sessions={"target": 656000})
    assert len(of(planned("a", **PARTS), twice, total)) == 1
    assert of(planned("a", **PARTS), other, total) == []
    unit = planned("b", sessions={"target": 655000, "unit": "visits"})
    assert of(planned("a", **PARTS), unit, total) == []


@pytest.mark.parametrize("state", [{"draft": True}, {"dropped": {"date": "2026-01-02", "why": "No"}}])
def test_drafts_and_dropped_ones_take_no_part(state: Data) -> None:
    given_up = department("b", goal("goal", moves("x", metric="revenue", target=1500000), **state))
    assert of(planned("a", **PARTS), given_up) == []


def test_per_cent_of_the_result_are_hundredths_too() -> None:
    margin = {"title": "Margin", "unit": "percent", "formula": "profit / revenue"}
    money = {"profit": {"title": "Profit", "unit": "USD"}, "revenue": {"title": "Revenue", "unit": "USD"}}
    results = {"margin": {"target": 12}, "profit": {"target": 10}, "revenue": {"target": 100}}
    told = sum_of(of(planned("a", **results), margin=margin, **money))
    assert (told.gives, told.target) == (10, 12)
    assert [each.needed for each in told.parts] == [12, Fraction(250, 3)]
    assert of(planned("a", **{**results, "margin": {"target": 10}}), margin=margin, **money) == []


def test_division_by_zero_is_told() -> None:
    ratio = {"title": "Ratio", "formula": "a / b"}
    each = {"a": {"title": "A"}, "b": {"title": "B"}}
    told = sum_of(of(planned("x", ratio={"target": 2}, a={"target": 5}, b={"target": 0}), ratio=ratio, **each))
    assert (told.gives, told.undefined) == (None, "division by zero: b is 0")
    assert [part.needed for part in told.parts] == [None, Fraction(5, 2)]


def test_circles_are_not_worked_out() -> None:
    circle = {"sessions": {"title": "S", "unit": "sessions", "formula": "revenue"}}
    assert of(planned("a", **PARTS, revenue={"target": 1500000}), **circle) == []


@given(st.lists(st.integers(1, 9), min_size=3, max_size=3), st.integers(1, 800))
def test_told_targets_mend_it(each: list[int], total: int) -> None:
    parts = dict(zip(("sessions", "conversion", "order_value"), each, strict=True))

    def files(**changed: str) -> Data:
        goals = {id: {"target": changed.get(id, str(value))} for id, value in parts.items()}
        return planned("a", **goals, revenue={"target": str(total)})

    for conflict in of(files()):
        assert conflict.sum is not None
        for part in conflict.sum.parts:
            assert part.needed is not None
            mended = files(**{part.metric.replace("-", "_"): f"{float(part.needed):.12f}"})
            assert of(mended) == []


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("a * b", "a * b * c", ["OKR709"]),
        ("a - (b - c)", "a - b - c", ["OKR709"]),
        ("a * b", None, ["OKR709"]),
        ("a * b", "a*b", []),
        ("a * b", "(a * b)", []),
        (None, "a * b", []),
    ],
)
def test_another_formula_needs_a_trace(before: str | None, after: str | None, found: list[str]) -> None:
    def workspace_of(text: str | None) -> Workspace:
        entries: Data = {id: {"title": id} for id in "abc"}
        made = {"title": "All", **({"formula": text} if text else {})}
        return workspace(planned("x", sessions={"target": 1}), metrics={**METRICS, **entries, "all": made})

    case = RuleContext(workspace_of(after), TODAY, workspace_of(before))
    told = [rule_named(problem.rule).code for problem in case.problems(day=False)]
    assert [code for code in told if code.startswith("OKR7")] == found
