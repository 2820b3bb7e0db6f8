"""A worked value for every formula in docs/guide/scoring.md, through the front door."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.kit.shop import Shop, check_in, objective, result

DAY = "2026-02-14"
WEEKLY = ["2026-01-07", "2026-01-14", "2026-01-21", "2026-01-28", "2026-02-04", "2026-02-11"]


def said(value: Any) -> list[Any]:
    return [check_in(DAY, {"kr": value})]


MOVES = {"baseline": 100, "target": 200}
DOWN = {"baseline": 10, "target": 4}
CHANGE = {"baseline": 50, "change": "+10%"}
HELD = {"at_least": 95, "hold": True}
STEPS = {
    "milestones": [
        {"id": "first", "title": "First", "due": "2026-01-31"},
        {"id": "second", "title": "Second", "due": "2026-03-15", "weight": 3},
    ]
}
KEPT = [check_in(day, {"kr": value}) for day, value in zip(WEEKLY, [96, 94, 95, 97, 96, 98], strict=True)]
CASES = [
    ("up", "committed", MOVES, said(130), 0.3, 0.3, 0.5, "at-risk"),
    ("up, aspirational", "aspirational", MOVES, said(130), 0.3, 0.3, 0.35, "on-track"),
    ("down", "committed", DOWN, said(7), 0.5, 0.5, 0.5, "on-track"),
    ("the wrong way", "committed", DOWN, said(11), -0.166667, 0, 0.5, "off-track"),
    ("relative", "committed", CHANGE, said(53), 0.6, 0.6, 0.5, "on-track"),
    ("overachieved", "committed", CHANGE, said(57), 1.4, 1, 0.5, "on-track"),
    ("level, on its bound", "committed", {"at_most": 60}, said(60), 1, 1, 0.5, "on-track"),
    (
        "level, half of the way in",
        "committed",
        {"at_least": 95},
        [check_in("2026-01-10", {"kr": 80}), *said(87.5)],
        0.5,
        0.5,
        0.5,
        "on-track",
    ),
    ("held level", "committed", HELD, KEPT, 0.833333, 0.833333, 1, "at-risk"),  # 12 of 13 periods at best
    ("held level, 90%", "committed", {**HELD, "hold": "90%"}, KEPT, 0.925926, 0.925926, 1, "on-track"),
    ("count in whole pieces", "committed", {"count": 3}, said(1), 0.333333, 0.333333, 0.333333, "on-track"),
    ("milestones", "committed", STEPS, said({"done": ["first"]}), 0.25, 0.25, 0.25, "on-track"),
    ("open", "committed", {"done_when": "It is", "due": "2026-03-01"}, said("open"), 0, 0, 0, "on-track"),
    ("graded", "committed", {"graded": "1.0 = all of it"}, said(0.3), 0.3, 0.3, 0.5, "at-risk"),
]


@pytest.mark.parametrize(
    ("ambition", "plan", "entries", "progress", "score", "expected", "status"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_worked_value(
    tmp_path: Path,
    ambition: str,
    plan: dict[str, Any],
    entries: list[Any],
    progress: float,
    score: float,
    expected: float,
    status: str,
) -> None:
    shop = Shop(tmp_path).write(objectives=[objective(result(**plan), ambition=ambition)], check_ins=entries)
    found = shop.result("shop/kr", DAY)
    assert [found[key] for key in ("progress", "score", "expected", "status")] == [progress, score, expected, status]
    assert found["gap"] == pytest.approx(expected - progress, abs=2e-6)


def test_the_worked_objective(tmp_path: Path) -> None:
    """Scores of 0.3 with weight 1 and of 1 with weight 3 make 0.825, and the status is that of the worst part."""
    plan = objective(result("slow", **MOVES), result("full", **MOVES, weight=3))
    shop = Shop(tmp_path).write(objectives=[plan], check_ins=[check_in(DAY, {"slow": 130, "full": 200})])
    found = shop.objective("shop/goal", DAY)
    assert (found["score"], found["progress"], found["status"]) == (0.825, 0.825, "at-risk")
    assert found["expected"] == 0.5


def test_a_held_level_at_the_last_minute(tmp_path: Path) -> None:
    """Nothing for 66 days, then a value inside each day until day 75: two of eleven periods, four of 13 at best."""
    days = [f"2026-03-{day:02d}" for day in range(8, 17)]
    plan = objective(result(**HELD))
    shop = Shop(tmp_path).write(objectives=[plan], check_ins=[check_in(day, {"kr": 96}) for day in days])
    found = shop.result("shop/kr", "2026-03-16")
    assert (found["progress"], found["expected"], found["status"]) == (0.181818, 1, "off-track")


def test_a_deliverable_that_nobody_looked_at(tmp_path: Path) -> None:
    plan = objective(result(done_when="It is", due="2026-03-01"))
    shop = Shop(tmp_path).write(objectives=[plan])
    for day, status in (("2026-01-09", "no-data"), ("2026-01-11", "no-data"), ("2026-01-12", "stale")):
        found = shop.result("shop/kr", day)
        assert (found["progress"], found["expected"], found["gap"], found["status"]) == (None, 0, None, status)
