"""The status of a key result is the first rule that applies; every rule, and what it wins against."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.kit.shop import Shop, check_in, objective, result

DAY = "2026-02-14"  # day 45 of 90: half of the way is expected of a committed quantity
PLAN = {"baseline": 0, "target": 100}
OPEN = {"done_when": "It is", "due": "2026-03-01"}
STEPS = {
    "milestones": [
        {"id": "first", "title": "First", "due": "2026-03-01"},
        {"id": "second", "title": "Second", "due": "2026-03-15"},
    ]
}
HELD = {"at_least": 95, "hold": True}
MOSTLY = {"at_least": 95, "hold": "50%"}


def weeks(kept: str) -> dict[str, Any]:
    """A check-in on the last day of each week: i inside, o outside, a dot for none."""
    days = ["2026-01-07", "2026-01-14", "2026-01-21", "2026-01-28", "2026-02-04", "2026-02-11"]
    return {day: 96 if word == "i" else 90 for day, word in zip(days, kept, strict=True) if word != "."}


def status(
    path: Path,
    plan: dict[str, Any],
    entries: dict[str, Any],
    day: str = DAY,
    ambition: str = "committed",
    **keys: Any,
) -> str:
    journal = [check_in(date, {"kr": value}) for date, value in entries.items()]
    shop = Shop(path).write(objectives=[objective(result(**plan, **keys), ambition=ambition)], check_ins=journal)
    return str(shop.result("shop/kr", day)["status"])


DROPPED = {"dropped": {"date": "2026-02-01", "why": "No longer needed"}}


@pytest.mark.parametrize(
    ("expected", "plan", "entries", "day", "keys"),
    [
        ("dropped", PLAN, {DAY: 90}, DAY, {**DROPPED, "draft": True}),
        ("dropped", PLAN, {}, "2026-04-30", DROPPED),
        ("on-track", PLAN, {"2026-01-31": 90}, "2026-01-31", DROPPED),
        ("draft", PLAN, {DAY: 90}, DAY, {"draft": True}),
        ("draft", PLAN, {}, "2025-12-31", {"draft": True}),
        ("not-started", PLAN, {}, "2025-12-31", {}),
        ("no-data", PLAN, {}, "2026-01-01", {}),
    ],
)
def test_states_of_the_plan_come_first(
    tmp_path: Path, expected: str, plan: Any, entries: Any, day: str, keys: Any
) -> None:
    assert status(tmp_path, plan, entries, day, **keys) == expected


@pytest.mark.parametrize(
    ("ambition", "value", "expected"),
    [
        ("committed", 99.5, "achieved"),  # rounded half up to two places
        ("committed", 99.49, "partly"),
        ("committed", 69.5, "partly"),
        ("committed", 69.49, "missed"),
        ("aspirational", 69.5, "achieved"),
        ("aspirational", 69.49, "partly"),
        ("aspirational", 39.5, "partly"),
        ("aspirational", 39.49, "missed"),
        ("aspirational", 140, "achieved"),
        ("aspirational", -5, "missed"),
    ],
)
def test_after_its_end_a_grade_is_the_status(tmp_path: Path, ambition: str, value: float, expected: str) -> None:
    assert status(tmp_path, PLAN, {"2026-03-31": value}, "2026-04-01", ambition) == expected


def test_the_last_day_still_belongs_to_the_cycle(tmp_path: Path) -> None:
    assert status(tmp_path, PLAN, {"2026-03-31": 100}, "2026-03-31") == "on-track"


def test_what_nobody_ever_reported_is_missed(tmp_path: Path) -> None:
    assert status(tmp_path, PLAN, {}, "2026-04-01") == "missed"


def test_after_the_end_done_is_achieved(tmp_path: Path) -> None:
    assert status(tmp_path, OPEN, {"2026-01-10": "done"}, "2026-04-01") == "achieved"


def test_closed_early_it_is_graded_on_its_closing_day(tmp_path: Path) -> None:
    closed = {"closed": {"date": "2026-02-10"}}
    assert status(tmp_path, PLAN, {"2026-02-09": 100, DAY: 0}, DAY, **closed) == "achieved"
    assert status(tmp_path, PLAN, {"2026-02-09": 100}, "2026-02-09", **closed) == "on-track"


@pytest.mark.parametrize(
    ("plan", "entries", "expected"),
    [
        # done things owe no check-in any more
        (OPEN, {"2026-01-02": "done"}, "done"),
        (STEPS, {"2026-01-02": {"done": ["first"]}, "2026-01-03": {"done": ["second"]}}, "done"),
        (OPEN, {"2026-01-02": "done", DAY: "open"}, "on-track"),
        # more than 0.25 behind, silent or not
        (PLAN, {DAY: 24}, "off-track"),
        (PLAN, {"2026-01-02": 24}, "off-track"),
        (PLAN, {DAY: {"value": 24, "confidence": 10}}, "off-track"),
        (PLAN, {DAY: 25}, "at-risk"),
        # more than 7 + 3 days ago
        (PLAN, {"2026-02-04": 50}, "on-track"),
        (PLAN, {"2026-02-03": 50}, "stale"),
        (PLAN, {"2026-02-03": 30}, "stale"),
        (PLAN, {"2026-02-03": {"value": 50, "confidence": 1}}, "stale"),
        (PLAN, {}, "stale"),
        (OPEN, {"2026-02-03": "open"}, "stale"),
        # nothing to go by but a word
        (PLAN, {DAY: {"confidence": 2}}, "at-risk"),
        (PLAN, {DAY: {"confidence": 4}}, "no-data"),
        # a thing that was looked at is open, not unknown
        (OPEN, {DAY: "open"}, "on-track"),
        (OPEN, {DAY: {"note": "Looked"}}, "on-track"),
        (STEPS, {DAY: {"done": []}}, "on-track"),
        (OPEN, {DAY: {"confidence": 8}}, "on-track"),
        (OPEN, {DAY: {"confidence": 3}}, "at-risk"),
        (STEPS, {DAY: {"done": ["first"]}}, "on-track"),
        # more than 0.10 behind, or sure of nothing
        (PLAN, {DAY: 39}, "at-risk"),
        (PLAN, {DAY: 40}, "on-track"),
        (PLAN, {DAY: {"value": 90, "confidence": 3}}, "at-risk"),
        (PLAN, {DAY: {"value": 90, "confidence": 4}}, "on-track"),
        (PLAN, {DAY: {"value": 100, "confidence": 3}}, "on-track"),  # nothing is left to doubt
        ({"at_least": 95}, {DAY: {"value": 96, "confidence": 3}}, "at-risk"),  # a level can be lost again
        (PLAN, {"2026-02-01": {"value": 50, "confidence": 2}, DAY: 90}, "at-risk"),
        (PLAN, {"2026-02-01": {"value": 50, "confidence": 2}, DAY: {"value": 90, "confidence": 7}}, "on-track"),
        # a held level goes by its last periods, and by what can still be had
        (MOSTLY, weeks("iiiiii"), "on-track"),
        (MOSTLY, weeks("iiiiio"), "at-risk"),
        (MOSTLY, weeks("iiiioi"), "on-track"),
        (MOSTLY, weeks("iiiioo"), "off-track"),
        (MOSTLY, {**weeks("iiiio."), DAY: 90}, "off-track"),  # silence in between is no word
        (MOSTLY, {**weeks("iiiiii"), DAY: {"value": 96, "confidence": 2}}, "at-risk"),
        (HELD, weeks("iiiiii"), "on-track"),
        (HELD, weeks("oiiiii"), "at-risk"),  # 12 of 13 at best
        (HELD, {**weeks("oooiii"), DAY: 96}, "at-risk"),  # 10 of 13 at best: amber
        (HELD, {**weeks("ooooii"), DAY: 96}, "off-track"),  # 9 of 13 at best
        ({"at_least": 95, "hold": "40%"}, weeks("iiiioo"), "off-track"),
        ({"at_least": 95, "hold": "30%"}, weeks("iiiioo"), "on-track"),  # green already
    ],
)
def test_while_it_runs(tmp_path: Path, plan: Any, entries: Any, expected: str) -> None:
    assert status(tmp_path, plan, entries) == expected


@pytest.mark.parametrize(("due", "expected"), [("2026-02-14", "off-track"), ("2026-02-15", "on-track")])
def test_a_due_day_counts_as_due(tmp_path: Path, due: str, expected: str) -> None:
    assert status(tmp_path, {"done_when": "It is", "due": due}, {DAY: "open"}) == expected


def test_silence_is_counted_from_the_start_where_nobody_looked(tmp_path: Path) -> None:
    assert status(tmp_path, PLAN, {}, "2026-01-11") == "no-data"
    assert status(tmp_path, PLAN, {}, "2026-01-12") == "stale"


def test_overdue_days_stand_beside_other_statuses(tmp_path: Path) -> None:
    shop = Shop(tmp_path).write(objectives=[objective(result(**PLAN))], check_ins=[check_in("2026-01-31", {"kr": 1})])
    found = shop.result("shop/kr", DAY)
    assert (found["status"], found["overdue_days"], found["last_check_in"]) == ("off-track", 4, "2026-01-31")


@pytest.mark.parametrize(
    ("workspace", "department", "goal", "own", "allowed"),
    [
        (None, None, None, None, 10),
        ({"every": "14d", "grace": "2d"}, None, None, None, 16),
        ({"every": "14d"}, {"every": "2w", "grace": "1d"}, None, None, 15),
        ({"every": "14d"}, {"every": "5d"}, {"every": "4d"}, None, 7),
        ({"grace": "5d"}, {"every": "5d"}, {"every": "4d"}, {"every": "1d", "grace": "0d"}, 1),
        ({"grace": "5d"}, {"every": "30d"}, None, {"grace": "1d"}, 31),
    ],
)
def test_the_nearest_cadence_holds(
    tmp_path: Path, workspace: Any, department: Any, goal: Any, own: Any, allowed: int
) -> None:
    plan = objective(result(**PLAN, check_in=own), check_in=goal)
    shop = Shop(tmp_path, check_in=workspace).write(objectives=[plan], check_in=department)
    assert shop.result("shop/kr", "2026-03-01")["overdue_days"] == 59 - allowed


def test_pace_and_grades_can_be_tuned(tmp_path: Path) -> None:
    settings = {"pace": {"at_risk": 0.02, "off_track": 0.05}, "grades": {"committed": [0.5, 0.8]}}
    shop = Shop(tmp_path, **settings).write(
        objectives=[objective(result("a", **PLAN), result("b", **PLAN))],
        check_ins=[check_in(DAY, {"a": 36, "b": 34})],
    )
    assert shop.result("shop/a", DAY)["expected"] == 0.4
    assert [shop.result(ref, DAY)["status"] for ref in ("shop/a", "shop/b")] == ["at-risk", "off-track"]
    assert shop.result("shop/a", "2026-04-01")["status"] == "missed"
