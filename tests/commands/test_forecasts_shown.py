"""Where a forecast is shown: the same one in `forecast`, `status`, `show`, `deps` and `due`, in every format."""

from __future__ import annotations

import csv
import io
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from okrctl.core.values.width import width
from tests.kit.harness import PROJECT, environment
from tests.kit.shop import Json, Shop, check_in, objective, result, results

DAY = "2026-02-18"
EXAMPLE = PROJECT / "examples" / "northwind-outdoor"


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """Six weekly check-ins straight up by 6 of 90 a week: 136 + 6 · 48 / 7 on 31 March is 0.857 of the way."""
    days = [date(2026, 1, 7) + timedelta(weeks=week) for week in range(6)]
    entries = [check_in(str(day), {"speed": 106 + 6 * week, "stuck": 1}) for week, day in enumerate(days)]
    mine = objective(
        result("speed", baseline=100, target=190),
        result("stuck", baseline=1, target=2),
        result("new", baseline=1, target=2),
        id="fast",
        ambition="committed",
    )
    made = Shop(tmp_path, check_in={"every": "7d", "grace": "3d"})
    made.write("technology", objectives=[mine], check_ins=entries)
    late = {"ref": "technology/speed", "need": "Quick pages", "due": "2026-01-31"}
    soon = {"ref": "technology/speed", "need": "Quick pages", "due": "2026-03-10"}
    asks = [
        objective(result("b", count=3), id="first", depends_on=[late]),
        objective(result("c", count=3), id="second", depends_on=[soon]),
    ]
    return made.write("marketing", objectives=asks)


def forecasts(shop: Shop) -> dict[str, Json]:
    return {each.pop("ref"): each for each in shop.json("forecast", DAY)["items"]}


def without(each: Json, *keys: str) -> Json:
    return {key: value for key, value in each.items() if key not in keys}


def test_the_same_projection_in_every_json(shop: Shop) -> None:
    known = without(forecasts(shop)["technology/speed"], "end", "projected")
    assert known["at_end"] == pytest.approx(0.857, abs=0.01) and known["points"] == 6
    status = {each["ref"]: each["forecast"] for each in results(shop.status(DAY))}
    assert status["technology/speed"] == known
    assert status["technology/stuck"]["at_end"] == 0 and status["technology/new"] is None
    # an objective is projected like its worst part
    assert shop.objective("technology/fast", DAY)["forecast"] == status["technology/stuck"]
    assert shop.json("show", DAY, "technology/speed")["forecast"] == known
    due = {each["ref"]: each["forecast"] for each in shop.json("due", DAY, "--within", "9d")["items"]}
    assert due["technology/speed"] == known and due["technology/new"] is None
    needs = {each["from"]: each for each in shop.json("deps", DAY)["dependencies"]}
    assert needs["marketing/first"]["forecast"] == {"day": "2026-03-31"} | known
    soon = needs["marketing/second"]["forecast"]
    assert soon["day"] == "2026-03-10" and soon["at_end"] == pytest.approx(0.657, abs=0.01)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["status", "technology"], ["0.40      0.54  ▲ at-risk    →0.86", "→ projected final score"]),
        (["status"], ["now 136: 0.40, expected 0.54; heading for 0.86", "marketing/first and 1 more wait"]),
        (["status", "--all", "--format", "markdown"], ["status | trend |", "| →0.86 |"]),
        (["status", "technology", "--format", "csv"], ["last_check_in,due,forecast,probability", ",0.857"]),
        (["show", "technology/speed"], ["forecast 0.86 at the end ("]),
        (["show", "technology/fast"], ["forecast of its weakest key result, stuck: 0.00 at the end (", "→0.86"]),
        (["due", "--within", "9d"], ["last 2026-02-11  →0.86", "→ projected final score"]),
        (["due", "--within", "9d", "--format", "markdown"], ["| last 2026-02-11 | →0.86 |"]),
        (["due", "--within", "9d", "--format", "ics"], ["heading for 0.86"]),
        (["deps"], ["its trend leads to 0.86 by 2026-03-31", "its trend leads to 0.66 by then"]),
        (["deps", "--format", "markdown"], ["its trend leads to 0.66 by then"]),
    ],
)
def test_in_words(shop: Shop, args: list[str], words: list[str]) -> None:
    ran = shop.run(*args, "--as-of", DAY)
    assert ran.code == 0, ran.err
    out = ran.out.replace("\r\n ", "") if "ics" in args else ran.out
    for each in words:
        assert each in out, ran.out


def test_a_spreadsheet_has_it_as_a_number(shop: Shop) -> None:
    ran = shop.run("deps", "--as-of", DAY, "--format", "csv")
    rows = {row["from"]: row["forecast"] for row in csv.DictReader(io.StringIO(ran.out))}
    assert float(rows["marketing/first"]) == pytest.approx(0.857, abs=0.01)


def test_nothing_is_said_of_arrows_where_there_is_no_trend(shop: Shop) -> None:
    for args in (["status", "marketing"], ["due", "--department", "marketing", "--within", "90d"]):
        assert "projected final score" not in shop.run(*args, "--as-of", DAY).out


@pytest.mark.parametrize(
    "args",
    [["status"], ["status", "--all"], ["due", "--within", "2w"], ["deps"], ["forecast"], ["show", "marketing/seo"]],
)
def test_80_columns_are_enough(args: list[str]) -> None:
    pexpect: Any = pytest.importorskip("pexpect")
    child = pexpect.spawn(
        sys.executable,
        ["-m", "okrctl", "--root", str(EXAMPLE), "--no-color", "--as-of", "2026-06-19", *args],
        env=environment(TERM="xterm"),
        encoding="utf-8",
        dimensions=(24, 80),
        timeout=30,
    )
    child.expect(pexpect.EOF)
    lines = child.before.replace("\r\n", "\n").split("\n")
    assert len(lines) > 5
    assert [line for line in lines if width(line) > 80] == []
