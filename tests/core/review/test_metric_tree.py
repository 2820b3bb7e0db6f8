"""Trees of metrics: which targets and values they take, and what they explain of a gap."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from okrctl.core.review.metric_tree import MetricNode, MetricTree, metric_tree
from okrctl.core.review.report_day import ReportDay
from okrctl.core.values.cycle import parse_cycle
from okrctl.render import renderer
from okrctl.views.metric_tree import tree_document
from tests.kit.company import TODAY, Data, department, goal, moves, workspace

DAY = TODAY.replace(month=2, day=14)
PROFIT: Data = {
    "revenue": {"title": "Revenue", "unit": "USD"},
    "costs": {"title": "Costs", "unit": "USD"},
    "profit": {"title": "Profit", "unit": "USD", "formula": "revenue - costs"},
    "margin": {"title": "Margin", "unit": "percent", "formula": "profit / revenue"},
}


def tree(*files: Data, root: str | None = None, metrics: Data = PROFIT, cycle: str | None = None) -> MetricTree:
    ws = workspace(*files, metrics=metrics)
    period = parse_cycle(cycle) if cycle else None
    scores = ReportDay(ws, DAY, (period,) if period else ()).scores
    return metric_tree(ws.config.metrics, root, scores, period)


def measured(id: str, cycle: str = "2026-Q1", day: str = "2026-02-10", **results: Any) -> Data:
    """A department with a target and a value for each of these metrics."""
    made = [moves(f"{id}-{metric}", metric=metric, target=target) for metric, (target, _) in results.items()]
    said = {f"{id}-{metric}": value for metric, (_, value) in results.items() if value is not None}
    entries = [{"date": day, "by": "Ana", "results": said}] if said else []
    return department(id, goal("goal", *made), cycle=cycle, check_ins=entries)


def shares(node: MetricNode) -> dict[str, Fraction]:
    return {each.metric: each.amount for each in node.shares}


def test_a_sum_across_departments() -> None:
    found = tree(measured("a", revenue=(100, 90)), measured("b", costs=(60, 63)), measured("c", profit=(40, 27)))
    assert found.roots == ("margin",)
    profit = found.nodes["profit"]
    assert (profit.gap, profit.rest) == (-13, 0)
    assert shares(profit) == {"revenue": -10, "costs": -3}
    assert [each.share for each in profit.shares] == [Fraction(10, 13), Fraction(3, 13)]
    margin = found.nodes["margin"]
    assert margin.target is not None
    assert margin.value is not None
    # worked out, in per cent: nobody states it
    assert (margin.target.ref, margin.target.amount, margin.value.amount) == (None, 40, 30)
    assert float(sum(shares(margin).values())) == pytest.approx(-10)


def test_what_is_stated_comes_before_what_is_worked_out() -> None:
    found = tree(measured("a", revenue=(100, 90), costs=(60, 60), profit=(45, 32))).nodes["profit"]
    assert (found.target and found.target.amount, found.gives) == (45, 40)
    assert (found.value and found.value.amount, found.makes) == (32, 30)
    # 13 in all: 10 of revenue, and 3 that the formula does not know
    assert (found.gap, shares(found), found.rest) == (-13, {"revenue": -10, "costs": 0}, -3)


def test_the_latest_value_counts_whoever_gave_it() -> None:
    old, new = measured("a", revenue=(100, 80)), measured("b", revenue=(100, 90), day="2026-02-12")
    value = tree(old, new).nodes["revenue"].value
    assert value is not None
    assert (value.ref, value.amount) == ("b/b-revenue", 90)


def test_targets_that_differ_are_none() -> None:
    found = tree(measured("a", revenue=(100, 80), costs=(60, 60)), measured("b", revenue=(101, None))).nodes["profit"]
    assert (found.target, found.unexplained) == (None, None)
    stated = tree(measured("a", revenue=(100, 80), profit=(40, 20)), measured("b", costs=(60, None))).nodes["profit"]
    assert stated.unexplained == "costs has no value"


def test_targets_of_cycles_that_end_together() -> None:
    year = measured("y", "2026", revenue=(400, None))
    quarter = measured("q", revenue=(100, 90), costs=(60, 50))
    assert [tree(year, quarter).end, tree(year, quarter, cycle="2026").end] == [
        TODAY.replace(month=3, day=31),
        TODAY,
    ]
    asked = tree(year, quarter, cycle="2026").nodes["revenue"].target
    assert asked is not None
    assert asked.amount == 400


def test_circles_and_unknown_parts_have_no_numbers() -> None:
    metrics = {"a": {"title": "A", "formula": "b + 1"}, "b": {"title": "B", "formula": "a - 1"}}
    found = tree(measured("x", a=(1, 2)), metrics=metrics, root="a")
    assert list(found.nodes) == ["a"]
    assert found.nodes["a"].shares == ()
    unknown = tree(measured("x", a=(1, 2)), metrics={"a": {"title": "A", "formula": "b + 1"}}, root="a")
    assert unknown.nodes["a"].gives is None


def test_chains_of_any_length_and_parts_that_all_share() -> None:
    size = 400
    long: Data = {f"m{n}": {"title": "M", "formula": f"m{n + 1} + s{n + 1}"} for n in range(size)}
    long |= {f"s{n}": {"title": "S", "formula": f"m{n + 1} - s{n + 1}"} for n in range(1, size)}
    long |= {f"{letter}{size}": {"title": "M"} for letter in "ms"}
    found = tree(measured("x", **{f"m{size}": (2, 1), f"s{size}": (1, 1)}), metrics=long)
    assert found.roots == ("m0",)
    assert len(found.nodes) == 2 * size + 1
    text = renderer("screens", "text")(tree_document("Shop", DAY, found), None, False)
    assert text.count("see above") == 2 * (size - 2)
