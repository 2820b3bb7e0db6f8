"""A word on an objective: its confidence and note, which are a look at none of its parts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.kit.shop import Shop, check_in, objective, result

DAY = "2026-02-14"  # day 45 of 90
PLAN = {"baseline": 0, "target": 100}


def shop_of(path: Path, *journal: dict[str, Any], **keys: Any) -> Shop:
    return Shop(path).write(
        name="Shop", lead="Ana", objectives=[objective(result(**PLAN), why="x", **keys)], check_ins=list(journal)
    )


@pytest.mark.parametrize(
    ("value", "confidence", "status"),
    [(90, 3, "at-risk"), (90, 4, "on-track"), (10, 3, "off-track"), (100, 0, "at-risk")],
)
def test_doubt_makes_it_at_risk_when_nothing_is_worse(tmp_path: Path, value: int, confidence: int, status: str) -> None:
    said = {"kr": value, "goal": {"confidence": confidence, "note": "Two of three levers work"}}
    found = shop_of(tmp_path, check_in(DAY, said)).objective("shop/goal", DAY)
    assert (found["confidence"], found["note"], found["status"]) == (confidence, "Two of three levers work", status)


def test_the_latest_word_stands_field_by_field(tmp_path: Path) -> None:
    shop = shop_of(
        tmp_path,
        check_in("2026-01-10", {"kr": 50, "goal": {"confidence": 2, "note": "Hard"}}),
        check_in("2026-02-10", {"kr": 90, "goal": {"note": "Better"}}, unchanged=["rest"]),
        check_in("2026-02-12", {"goal": {"confidence": 7}}, corrects="2026-01-10"),
    )
    told = [shop.objective("shop/goal", day) for day in ("2026-01-10", "2026-02-11", "2026-02-12")]
    assert [(each["confidence"], each["note"]) for each in told] == [(2, "Hard"), (2, "Better"), (7, "Better")]
    assert [each["status"] for each in told] == ["at-risk", "at-risk", "on-track"]


def test_it_is_a_look_at_none_of_its_parts(tmp_path: Path) -> None:
    found = shop_of(tmp_path, check_in(DAY, {"goal": {"confidence": 8}})).result("shop/kr", DAY)
    assert (found["last_check_in"], found["status"]) == (None, "stale")


def test_words_after_its_end_count_as_long_as_final_values(tmp_path: Path) -> None:
    for day, note in (("2026-04-07", "Late"), ("2026-04-08", None)):
        shop = shop_of(tmp_path, check_in(day, {"goal": {"note": "Late", "confidence": 1}}))
        found = shop.objective("shop/goal", "2026-04-30")
        assert (found["note"], found["status"]) == (note, "missed")


@pytest.mark.parametrize("said", [{"results": {"goal": 0.3}}, {"unchanged": ["goal"]}])
def test_it_takes_no_value_and_is_not_unchanged(tmp_path: Path, said: dict[str, Any]) -> None:
    shop = shop_of(tmp_path, {**check_in(DAY), **said})
    ran = shop.run("validate", "--as-of", DAY, "--format", "concise", "--select", "OKR404")
    assert (ran.code, ran.out.count("goal is an objective")) == (1, 1)


def test_a_renamed_objective_keeps_its_words(tmp_path: Path) -> None:
    said = check_in("2026-02-10", {"kr": 90, "old": {"confidence": 2, "note": "Hard"}})
    shop = shop_of(tmp_path, said, id="new", formerly=["old"])
    found = shop.objective("shop/new", DAY)
    assert (found["confidence"], found["note"], found["status"]) == (2, "Hard", "at-risk")
    ran = shop.run("validate", "--as-of", DAY, "--format", "concise", "--select", "OKR404")
    assert (ran.code, "old" in ran.out) == (0, False)
    # a former objective takes no values any more than a present one does
    shop = shop_of(tmp_path, check_in("2026-02-10", {"old": 90}), id="new", formerly=["old"])
    assert shop.run("validate", "--as-of", DAY, "--select", "OKR404").code == 1
