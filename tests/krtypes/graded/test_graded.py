"""A thing graded by judgement, 0 to 1: read, scored, asked for, and guarded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.kit.repos import DAY, Repo, goal, plan, said
from tests.kit.shop import Shop, check_in, objective, result

TEXT = "1.0 = every channel audited and aligned; 0.7 = all but the marketplaces"
BRAND = result(graded=TEXT)


def shop(path: Path, *values: Any, ambition: str = "committed", **keys: Any) -> Shop:
    days = ("2026-01-20", "2026-01-27", "2026-02-03", "2026-02-10", DAY)[-len(values) :] if values else ()
    entries = [check_in(day, {"kr": value}) for day, value in zip(days, values, strict=True)]
    return Shop(path).write(objectives=[objective(BRAND | keys, ambition=ambition)], check_ins=entries)


def test_the_worked_value(tmp_path: Path) -> None:
    found = shop(tmp_path, 0.3).result("shop/kr", DAY)
    assert [found[key] for key in ("kind", "progress", "score", "expected", "status")] == [
        *("graded", 0.3, 0.3, 0.5, "at-risk"),
    ]
    assert (found["graded"], found["current"], found["target"], found["baseline"]) == (TEXT, 0.3, None, None)


@pytest.mark.parametrize(("values", "progress"), [((0.5, 0.2), 0.2), ((0,), 0), ((1,), 1), ((0.4, "unchanged"), 0.4)])
def test_the_latest_grade_is_the_progress(tmp_path: Path, values: tuple[Any, ...], progress: float) -> None:
    made = shop(tmp_path, *(value for value in values if value != "unchanged"))
    if "unchanged" in values:
        made.write("shop", file="later", check_ins=[check_in("2026-02-12", unchanged=["kr"])])
    assert made.result("shop/kr", DAY)["progress"] == progress


@pytest.mark.parametrize("value", [1.01, -0.1, "done", "open", "+0.1", "10%", "+10%"])
def test_what_is_no_grade_is_refused(tmp_path: Path, value: Any) -> None:
    made = shop(tmp_path, value)
    ran = made.run("validate", "--format", "json", "--select", "OKR4")
    (found,) = json.loads(ran.out)["diagnostics"]
    assert (ran.code, found["name"]) == (1, "wrong-result")
    assert "is not a grade from 0 to 1" in found["message"]
    assert "no data, expected 0.50" in made.run("status", "--as-of", DAY).out
    ran = made.run("checkin", "shop", "--set", f"kr={value}", "--by", "ana", "--as-of", DAY)
    assert (ran.code, "is not a grade from 0 to 1" in ran.err) == (2, True)


def test_a_grade_has_no_baseline(tmp_path: Path) -> None:
    assert "has no baseline" in shop(tmp_path, {"value": 0.4, "baseline": 0.1}).run("validate", "--select", "OKR4").out


def test_reports_show_it(tmp_path: Path) -> None:
    made = shop(tmp_path, 0.3)
    assert "grade 1, now 0.3" in made.run("status", "--as-of", DAY).out
    shown = made.run("show", "shop/kr", "--as-of", DAY).out
    assert f"graded {TEXT.partition(';')[0]}" in shown
    assert json.loads(made.run("show", "shop/kr", "--as-of", DAY, "--format", "json").out)["item"]["graded"] == TEXT
    assert "progress    grade 0.3 = 0.3" in made.run("score", "--explain", "--as-of", DAY).out


def test_it_has_a_trend_as_a_number_has(tmp_path: Path) -> None:
    made = shop(tmp_path, 0.1, 0.2, 0.3, 0.4, 0.5)
    (found,) = (item for item in made.json("forecast", DAY)["items"] if item["ref"] == "shop/kr")
    assert found["at_end"] > 0.9
    assert found["points"] == 5


def test_its_title_need_not_say_how_much(tmp_path: Path) -> None:
    assert "OKR615" not in shop(tmp_path, title="The same brand everywhere").run("validate", "--format", "concise").out


def test_it_disagrees_with_no_target_of_the_same_metric(tmp_path: Path) -> None:
    made = Shop(tmp_path, metrics={"brand": {"title": "Brand"}})
    made.write(objectives=[objective(BRAND | {"metric": "brand"})])
    made.write("web", objectives=[objective(result(change="+20%", metric="brand"))])
    assert made.json("deps", DAY)["conflicts"] == []


@pytest.mark.parametrize(("grade", "met"), [(0.99, False), (1, True)])
def test_who_waits_for_it_waits_for_the_whole(tmp_path: Path, grade: float, met: bool) -> None:
    asks = objective(result(baseline=1, target=2), depends_on=[{"ref": "shop/kr"}])
    (found,) = shop(tmp_path, grade).write("web", objectives=[asks]).json("deps", DAY)["dependencies"]
    assert (found["state"] == "met") == met


def test_other_grades_need_a_trace(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo")
    repo.write(plan(goal(BRAND), check_ins=[said("2026-01-12", kr=0.2)])).commit()
    other = "1.0 = half of the channels"
    repo.write(plan(goal(BRAND | {"graded": other}), check_ins=[said("2026-01-12", kr=0.2)]))
    assert [each.partition(" ")[0] for each in repo.changes()] == ["OKR708"]
    repo.write(plan(goal(BRAND | {"graded": TEXT.upper().replace(";", ",")}), check_ins=[said("2026-01-12", kr=0.2)]))
    ran = repo.run("amend", "marketing/kr", "--to", other, "--why", "No time", "--as-of", DAY)
    assert (ran.code, f"to: {other}" in ran.out) == (0, True), ran
