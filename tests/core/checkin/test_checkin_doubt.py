"""When a value is worth one more question."""

from __future__ import annotations

from datetime import date

import pytest

from okrctl.core.checkin import Said
from okrctl.core.checkin.doubt import doubtful
from okrctl.core.checkin.scene import Scene, Subject
from tests.core.checkin.workspace import workspace

HEAD = "okrctl: 1\ndepartment: shop\ncycle: 2026-H1\nobjectives:\n  - id: o\n    title: T\n    key_results:\n"


def asked(plan: str, values: list[str], value: str) -> bool:
    entries = "".join(
        f"  - {{date: 2026-01-{7 * week:02d}, by: a, results: {{kr: {said}}}}}\n" for week, said in enumerate(values, 1)
    )
    text = f"{HEAD}      - {{id: kr, title: K, {plan}}}\n" + (f"check_ins:\n{entries}" if values else "")
    day = date(2026, 2, 10)
    subject = Scene(workspace(shop=text), "shop", day).subject("kr")
    assert isinstance(subject, Subject)
    return doubtful(subject, Said(value), day) is not None


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
