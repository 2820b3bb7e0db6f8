"""When a value is worth one more question."""

from __future__ import annotations

from datetime import date

import pytest

from okrctl.core.checkin import ResultInput
from okrctl.core.checkin.department_day import CheckInItem, DepartmentDay
from okrctl.core.checkin.doubt import doubtful
from tests.kit.checkins import workspace

HEAD = "okrctl: 1\ndepartment: shop\ncycle: 2026-H1\nobjectives:\n  - id: o\n    title: T\n    key_results:\n"


def asked(plan: str, values: list[str], value: str) -> bool:
    entries = "".join(
        f"  - {{date: 2026-01-{7 * week:02d}, by: a, results: {{kr: {said}}}}}\n" for week, said in enumerate(values, 1)
    )
    text = f"{HEAD}      - {{id: kr, title: K, {plan}}}\n" + (f"check_ins:\n{entries}" if values else "")
    day = date(2026, 2, 10)
    subject = DepartmentDay(workspace(shop=text), "shop", day).subject("kr")
    assert isinstance(subject, CheckInItem)
    return doubtful(subject, ResultInput(value), day) is not None


MOVES = "baseline: 100, target: 200"


@pytest.mark.parametrize(
    ("plan", "values", "value", "doubt"),
    [
        (MOVES, [], "110", False),
        (MOVES, [], "1100", True),
        (MOVES, ["110"], "11", False),
        (MOVES, ["110"], "1150", True),
        (MOVES, ["110", "120", "130", "140"], "150", False),
        (MOVES, ["110", "120", "130", "140"], "1500", True),
        (MOVES, ["110", "120", "130", "140"], "15", True),
        # standing still after a steady rise is news, and no slip
        (MOVES, ["110", "120", "130", "140"], "140", False),
        (MOVES, ["120", "120", "120", "120"], "125", False),
        (MOVES, ["110", "150", "90", "160"], "60", False),
        ("baseline: 200, target: 100", ["190", "180", "170", "160"], "150", False),
        ("baseline: 200, target: 100", ["190", "180", "170", "160"], "1500", True),
        ("change: +20%", ["+2%"], "+4%", False),
        ("change: +20%", ["+2%"], "+90%", True),
        ("count: 3", [], "1", False),
        ("count: 3", ["1"], "20", True),
        ("at_least: 10, hold: true", ["10.4", "10.2", "10.5", "10.3"], "9.5", False),
        ("at_least: 10, hold: true", ["10.4", "10.2", "10.5", "10.3"], "103", True),
        ("baseline: 1e-12, target: 2e-12", ["1.1e-12", "1.2e-12", "1.3e-12", "1.4e-12"], "1.5e-12", False),
        ("baseline: 1e-12, target: 2e-12", ["1.1e-12", "1.2e-12", "1.3e-12", "1.4e-12"], "1.5e-11", True),
        ("done_when: seen", ["open"], "done", False),
    ],
)
def test_far_from_the_trend(plan: str, values: list[str], value: str, doubt: bool) -> None:
    assert asked(plan, values, value) is doubt


RISING = ["110", "120", "130", "140"]
"""A straight line: it leads to 158.6 on the day, and three half widths of its interval are 19.1."""
SHORT = "baseline: 100, target: 120"


@pytest.mark.parametrize(
    ("plan", "values", "fine", "far"),
    [
        # before there is a trend: twice the whole way from the last value, or from the baseline
        (MOVES, [], "300", "301"),
        (MOVES, [], "-100", "-101"),
        (MOVES, ["110"], "310", "311"),
        ("change: +20%", ["+2%"], "+42%", "+43%"),
        ("count: 3", ["1"], "7", "8"),
        ("at_least: 10", ["10.4"], "20.8", "20.9"),
        ("at_least: 10", ["4"], "14", "14.1"),
        # three half widths beyond the trend, or short of the last value
        (SHORT, RISING, "177", "178"),
        (SHORT, RISING, "121", "120"),
        ("baseline: 300, target: 280", ["290", "280", "270", "260"], "223", "222"),
        # where the interval is narrow: half of the way
        (MOVES, ["120", "120", "120", "120"], "170", "171"),
        (MOVES, ["120", "120", "120", "120"], "70", "69"),
    ],
)
def test_where_doubt_begins(plan: str, values: list[str], fine: str, far: str) -> None:
    assert not asked(plan, values, fine)
    assert asked(plan, values, far)


def test_what_was_said_of_the_same_day_is_no_measure() -> None:
    """A slip that was let through on that day does not make its correction look odd."""
    entries = "".join(
        f"  - {{date: 2026-01-{7 * week:02d}, by: a, results: {{kr: {120 + week}}}}}\n" for week in (1, 2, 3, 4)
    )
    text = f"{HEAD}      - {{id: kr, title: K, {MOVES}}}\ncheck_ins:\n{entries}"
    text += "  - {date: 2026-02-10, by: a, results: {kr: 15000}}\n"
    subject = DepartmentDay(workspace(shop=text), "shop", date(2026, 2, 10)).subject("kr")
    assert isinstance(subject, CheckInItem)
    assert doubtful(subject, ResultInput("125"), date(2026, 2, 10)) is None
    assert doubtful(subject, ResultInput("15000"), date(2026, 2, 10)) is not None
