"""Pace and forecast at the edges, through the front door: first and last days, few values, odd sizes, long gaps."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.kit.shop import Json, Shop, check_in, objective, result

START, END = date(2026, 1, 1), date(2026, 3, 31)
"""The first quarter: 90 days, so that a day is a ninetieth of the way."""


def shop(tmp_path: Path, entries: list[tuple[str, Any]], **plan: Any) -> Shop:
    written = [check_in(day, {"kr": value}) for day, value in entries]
    return Shop(tmp_path).write(objectives=[objective(result(**plan))], check_ins=written)


def weekly(*values: Any, first: date = date(2026, 1, 7)) -> list[tuple[str, Any]]:
    return [((first + timedelta(weeks=week)).isoformat(), value) for week, value in enumerate(values)]


def projected(made: Shop, day: str) -> Json:
    (found,) = (item for item in made.json("forecast", day)["items"] if item["ref"] == "shop/kr")
    return found


MOVES = {"baseline": 100, "target": 190}


@pytest.mark.parametrize(
    ("day", "expected", "status"),
    [
        ("2025-12-31", 0, "not-started"),
        ("2026-01-01", 0.011111, "no-data"),
        ("2026-03-30", 0.988889, "stale"),
        ("2026-03-31", 1, "stale"),
        ("2026-04-01", 1, "missed"),
    ],
)
def test_pace_on_the_first_and_last_days(tmp_path: Path, day: str, expected: float, status: str) -> None:
    found = shop(tmp_path, [], **MOVES).result("shop/kr", day)
    assert (found["expected"], found["status"]) == (expected, status)


def test_a_check_in_on_the_first_day_and_one_on_the_last(tmp_path: Path) -> None:
    made = shop(tmp_path, [("2026-01-01", 101), ("2026-03-31", 190)], **MOVES)
    first, last = made.result("shop/kr", "2026-01-01"), made.result("shop/kr", "2026-03-31")
    assert (first["progress"], first["gap"], first["status"]) == (0.011111, 0, "on-track")
    assert (last["progress"], last["gap"], last["status"]) == (1, 0, "on-track")
    assert made.result("shop/kr", "2026-04-01")["status"] == "achieved"


def test_a_cycle_of_one_day(tmp_path: Path) -> None:
    made = Shop(tmp_path).write(
        objectives=[objective(result(**MOVES), cycle="2026-02-14/2026-02-14")],
        check_ins=[check_in("2026-02-14", {"kr": 145})],
    )
    found = made.result("shop/kr", "2026-02-14")
    assert (found["progress"], found["expected"]) == (0.5, 1)
    assert made.result("shop/kr", "2026-02-15")["status"] == "missed"


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_few_check_ins_make_no_trend(tmp_path: Path, count: int) -> None:
    found = projected(shop(tmp_path, weekly(*range(107, 107 + count)), **MOVES), "2026-02-14")
    assert (found["at_end"], found["probability"], found["points"]) == (None, None, None)


def test_a_trend_on_the_last_day_is_the_present(tmp_path: Path) -> None:
    made = shop(tmp_path, [((END - timedelta(days=back)).isoformat(), 190 - back) for back in (9, 6, 3, 0)], **MOVES)
    found = projected(made, "2026-03-31")
    assert (found["at_end"], found["low"], found["high"], found["probability"]) == (1, 1, 1, 1)
    assert made.json("forecast", "2026-04-01")["items"] == []


def test_four_check_ins_in_the_first_four_days(tmp_path: Path) -> None:
    entries = [((START + timedelta(days=day)).isoformat(), 101 + day) for day in range(4)]
    found = projected(shop(tmp_path, entries, **MOVES), "2026-01-04")
    # exactly there at the end, and four days are no ground to be sure of it
    assert (found["at_end"], found["probability_full"]) == (1, 0.5)
    assert found["low"] < 0.6 and found["high"] > 1.4


@pytest.mark.parametrize(("value", "least", "most"), [(100, 0, 0.05), (145, 0, 0.15), (190, 0.4, 0.6), (230, 0.8, 1)])
def test_identical_values_stay_about_where_they_are(tmp_path: Path, value: int, least: float, most: float) -> None:
    found = projected(shop(tmp_path, weekly(*[value] * 5), **MOVES), "2026-02-10")
    stays = (value - 100) / 90
    assert found["at_end"] == pytest.approx(stays, abs=0.05) and found["low"] < stays < found["high"]
    assert least <= found["probability"] <= most


@pytest.mark.parametrize("unit", ["e-15", "e-9", "e9", "e15"])
def test_huge_and_tiny_numbers_are_told_like_others(tmp_path: Path, unit: str) -> None:
    values = (105, 113, 119, 128, 131)
    plain = shop(tmp_path / "plain", weekly(*values), **MOVES)
    plan = {"baseline": f"100{unit}", "target": f"190{unit}"}
    scaled = shop(tmp_path / "scaled", weekly(*(f"{value}{unit}" for value in values)), **plan)
    keys = ("progress", "expected", "gap", "status")
    one, other = (made.result("shop/kr", "2026-02-10") for made in (plain, scaled))
    assert {key: one[key] for key in keys} == {key: other[key] for key in keys}
    mine, theirs = (projected(made, "2026-02-10") for made in (plain, scaled))
    for key in ("at_end", "low", "high", "probability"):
        assert theirs[key] == pytest.approx(mine[key], abs=2e-6)


def test_less_is_as_good_as_more(tmp_path: Path) -> None:
    up = shop(tmp_path / "up", weekly(105, 113, 119, 128, 131), **MOVES)
    down = shop(tmp_path / "down", weekly(185, 177, 171, 162, 159), baseline=190, target=100)
    one, other = (made.result("shop/kr", "2026-02-10") for made in (up, down))
    assert (one["progress"], one["gap"], one["status"]) == (other["progress"], other["gap"], other["status"])
    mine, theirs = (projected(made, "2026-02-10") for made in (up, down))
    assert 0 < mine["probability"] < 1
    for key in ("at_end", "low", "high", "probability"):
        assert theirs[key] == pytest.approx(mine[key], abs=2e-6)


def test_away_from_the_target_is_below_nothing(tmp_path: Path) -> None:
    made = shop(tmp_path, weekly(99, 96, 92, 87, 83), **MOVES)
    found = made.result("shop/kr", "2026-02-05")
    assert found["progress"] < 0 and found["score"] == 0 and found["status"] == "off-track"
    ahead = projected(made, "2026-02-05")
    assert ahead["at_end"] < found["progress"] and ahead["high"] < 0.2 and ahead["probability"] < 0.05


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-01-01", 0.002222),
        ("2026-02-13", 0.097778),
        ("2026-02-14", 0.1),
        ("2026-02-15", 0.12),
        ("2026-03-31", 1),
    ],
)
def test_pace_bends_at_a_checkpoint(tmp_path: Path, day: str, expected: float) -> None:
    # a tenth of the way on the 45th of 90 days
    made = shop(tmp_path, [], **MOVES, checkpoints={"2026-02-14": 109})
    assert made.result("shop/kr", day)["expected"] == expected


def test_with_checkpoints_who_keeps_to_plan_arrives(tmp_path: Path) -> None:
    # a fifth of a unit a day until the checkpoint: carried on alone it would come to a fifth of the way
    entries = [((START + timedelta(days=x - 1)).isoformat(), f"{100 + x / 5}") for x in (10, 20, 30, 40)]
    planned = shop(tmp_path / "planned", entries, **MOVES, checkpoints={"2026-02-14": 109})
    straight = shop(tmp_path / "straight", entries, **MOVES)
    day = "2026-02-10"
    assert projected(planned, day)["at_end"] == 1
    assert projected(straight, day)["at_end"] == 0.2
    assert planned.result("shop/kr", day)["status"] == "on-track"
    assert straight.result("shop/kr", day)["status"] == "off-track"


def test_gaps_of_months(tmp_path: Path) -> None:
    days = ["2026-01-05", "2026-01-06", "2026-06-30", "2026-11-30"]
    numbers = [(date.fromisoformat(day) - START).days + 1 for day in days]
    made = Shop(tmp_path).write(
        check_in={"every": "7d"},
        objectives=[objective(result(baseline=0, target=365), cycle="2026")],
        check_ins=[check_in(day, {"kr": number}) for day, number in zip(days, numbers, strict=True)],
    )
    # the trend goes by days, not by how many check-ins there were
    found = projected(made, "2026-11-30")
    assert (found["at_end"], found["points"]) == (1, 4)
    assert 0.8 < found["low"] < 1 < found["high"] < 1.2
    silent = made.result("shop/kr", "2026-06-20")
    assert (silent["status"], silent["overdue_days"]) == ("off-track", 155)
    assert made.result("shop/kr", "2026-12-10")["overdue_days"] == 0
    assert made.result("shop/kr", "2026-12-11")["status"] == "stale"


def test_a_wide_gap_before_the_end_makes_an_interval_wide(tmp_path: Path) -> None:
    made = shop(tmp_path, weekly(105, 113, 119, 128, 131), **MOVES)
    wide = projected(made, "2026-02-10")
    more = shop(tmp_path / "more", weekly(105, 113, 119, 128, 131, 141, 146, 155, 160, 167, 174), **MOVES)
    narrow = projected(more, "2026-03-20")
    assert narrow["high"] - narrow["low"] < wide["high"] - wide["low"]


def test_what_was_counted_stays_counted(tmp_path: Path) -> None:
    """A late jump makes no trend to carry on, but two of two are two of two; a tally that fell may fall again."""
    jump, wobble = (0, 0, 0, 0, 0, 2), (0, 0, 0, 3, 2, 2)
    found = projected(shop(tmp_path / "up", weekly(*jump), count=2), "2026-02-18")
    assert (found["low"], found["probability"]) == (1, 1) and found["at_end"] >= 1 and found["high"] > 1
    half = projected(shop(tmp_path / "half", weekly(*jump), count=4), "2026-02-18")
    assert half["at_end"] >= 0.5 <= half["low"] and half["probability"] < 1
    assert projected(shop(tmp_path / "down", weekly(*wobble), count=2), "2026-02-18")["probability"] < 1
