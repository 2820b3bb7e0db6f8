"""Where owners expect to end: read as progress, and at risk where that is less than green."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.kit.shop import Shop, check_in, objective, result

DAY = "2026-02-14"  # day 45 of 90
MOVES = {"baseline": 100, "target": 200}
STEPS = {"milestones": [{"id": "one", "title": "One", "due": "2026-04-20"}], "due": "2026-03-15"}
OPEN = {"done_when": "It is", "due": "2026-03-15"}


@pytest.mark.parametrize(
    ("plan", "value", "projected", "published", "status"),
    [
        (MOVES, 160, 180, 180, "at-risk"),
        (MOVES, 160, 199.4, 199.4, "at-risk"),
        (MOVES, 160, 199.5, 199.5, "on-track"),  # rounded half up to two decimals
        (MOVES, 200, 180, 180, "on-track"),  # green already
        ({"baseline": 50, "change": "+10%"}, 53, "+9%", 54.5, "at-risk"),
        ({"change": "+10%"}, "+6%", "+9%", "+9%", "at-risk"),
        ({"change": "+10%"}, "+6%", "+10%", "+10%", "on-track"),
        ({"count": 4}, 3, 3, 3, "at-risk"),
        ({"count": 4}, 3, 4, 4, "on-track"),
        ({"graded": "1.0 = all"}, 0.6, 0.9, 0.9, "at-risk"),
        ({"at_least": 95}, 96, 94, 94, "at-risk"),
        ({"at_least": 95}, 96, 95, 95, "on-track"),
        ({"at_least": 95, "hold": "20%"}, 96, 94, 94, "at-risk"),
        ({"at_least": 95, "hold": "20%"}, 96, 95, 95, "on-track"),
        (OPEN, "open", "2026-03-16", "2026-03-16", "at-risk"),
        (OPEN, "open", "2026-03-15", "2026-03-15", "on-track"),
        (STEPS, [], "2026-03-16", "2026-03-16", "at-risk"),
        (STEPS, [], "2026-03-15", "2026-03-15", "on-track"),
    ],
)
def test_a_projection(tmp_path: Path, plan: Any, value: Any, projected: Any, published: Any, status: str) -> None:
    said = {"done": value} if isinstance(value, list) else {"value": value}
    shop = Shop(tmp_path).write(
        objectives=[objective(result(**plan))], check_ins=[check_in(DAY, {"kr": {**said, "projected": projected}})]
    )
    found = shop.result("shop/kr", DAY)
    assert (found["projected"], found["status"]) == (published, status)


def test_a_projection_is_enough(tmp_path: Path) -> None:
    for projected, status in ((180, "at-risk"), (200, "no-data")):
        entries = [check_in("2026-01-02", {"kr": {"projected": projected}})]
        shop = Shop(tmp_path).write(objectives=[objective(result(**MOVES))], check_ins=entries)
        found = shop.result("shop/kr", "2026-01-05")
        assert (found["progress"], found["status"]) == (None, status)


def test_the_last_projection_stands_and_is_read_by_the_plan_of_the_day(tmp_path: Path) -> None:
    eased = [{"date": "2026-02-10", "field": "target", "from": 250, "to": 180, "why": "x"}]
    plan = result(baseline=100, target=180, amended=eased)
    entries = [check_in("2026-02-01", {"kr": {"value": 160, "projected": 180}}), check_in("2026-02-08", {"kr": 165})]
    shop = Shop(tmp_path).write(objectives=[objective(plan)], check_ins=entries)
    assert [shop.result("shop/kr", day)["status"] for day in ("2026-02-09", "2026-02-10")] == ["at-risk", "on-track"]


@pytest.mark.parametrize(
    ("plan", "projected", "told"),
    [
        (OPEN, "soon", "'soon' isn't a date"),
        (MOVES, "many", "'many' is not a number"),
        ({"graded": "1.0 = all"}, 2, "'2' is not a grade from 0 to 1"),
    ],
)
def test_a_projection_that_does_not_suit_is_a_finding(tmp_path: Path, plan: Any, projected: Any, told: str) -> None:
    entries = [check_in(DAY, {"kr": {"projected": projected}})]
    shop = Shop(tmp_path).write(name="Shop", lead="Ana", objectives=[objective(result(**plan))], check_ins=entries)
    ran = shop.run("validate", "--as-of", DAY, "--format", "concise")
    assert (ran.code, told in ran.out) == (1, True)
    assert shop.run("status", "--as-of", DAY).code == 1


def test_who_waits_hears_of_a_later_day(tmp_path: Path) -> None:
    provider = objective(result(done_when="It is"), id="page")
    shop = Shop(tmp_path)
    for projected, state in (("2026-03-01", "on-track"), ("2026-03-02", "at-risk")):
        shop.write(
            "tech",
            objectives=[{**provider, "promised_to": [{"ref": "shop/goal", "due": "2026-03-01"}]}],
            check_ins=[check_in(DAY, {"kr": {"value": "open", "projected": projected}})],
        )
        asker = objective(result(**MOVES), depends_on=[{"ref": "tech/page", "due": "2026-03-01"}])
        shop.write(objectives=[asker], check_ins=[check_in(DAY, {"kr": 190})])
        found = shop.json("deps", DAY)["dependencies"]
        assert [each["state"] for each in found] == [state]
