"""Nine departments play a whole quarter by prompts alone: ten weeks of check-ins, with the mistakes people make.

What stood on the screen is kept in ``quarter-of-nine.txt`` (``OKRCTL_UPDATE=1`` writes it): all edits of the plan, and
each week's check-in of another department. ``OKRCTL_SCREENS`` names a file for all of it; read it as its reader would.
"""

from __future__ import annotations

import json
import os
import zlib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.kit.desk import CTRL_C, Desk, typed
from tests.kit.harness import run_cli

if os.name != "posix":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

FIRST = date(2026, 1, 5)
STARTS = {
    "percent": 12, "USD": 80, "USD a month": 250_000, "days": 5, "survey points": 70, "seconds": 4,
    "inquiries a month": 900, "new customers a month": 1300, "visits a month": 48_000, "followers": 1_200_000,
    "errors per 1000 orders": 14, "grams an order": 310,
}  # fmt: skip
Results = list[dict[str, Any]]
WEEKS = 10
SCREENS = Path(__file__).parent / "quarter-of-nine.txt"
NINE = (
    "marketing", "founder", "product", "technology", "customer-service", "finance", "fulfillment", "human-resources",
    "inventory",
)  # fmt: skip


def monday(week: int) -> str:
    return (FIRST + timedelta(days=7 * week)).isoformat()


def start_of(result: dict[str, Any]) -> float:
    """Where a key result begins."""
    if result.get("at_least") is not None:
        return float(result["at_least"]) * 0.8
    if result.get("at_most") is not None:
        return float(result["at_most"]) * 1.4
    return STARTS.get(result["unit"], 40)


def value_in(week: int, result: dict[str, Any]) -> str:
    """What a head of department types in a week: most move a little, some are left as they are."""
    name, kind = str(result["ref"]), result.get("kind", "kpi")
    pace = (0.3, 0.7, 1.0, 1.1)[zlib.crc32(name.encode()) % 4] * week / 12
    if kind == "milestones":
        return {3: "1", 8: "1,2"}.get(week, "")
    if kind == "deliverable":
        return {0: "2026-03-20", 6: "done"}.get(week, "")
    if week and (week + zlib.crc32(name.encode())) % 5 == 0:
        return ""
    start, change = start_of(result), result.get("change")
    if result.get("target") and not change:
        return str(int(float(result["target"]) * pace))
    if change is None:
        bound = result.get("at_least") or result.get("at_most") or start
        return f"{round(start + (float(bound) - start) * pace, 1):g}"
    whole = start * float(change[:-1]) / 100 if change.endswith("%") else float(change)
    value = start + whole * pace
    return f"{value / 1000:.6g}k" if value > 9999 else f"{value:.4g}"


class Week:
    """What somebody answers in a week: by key result, with the mistakes of the week first."""

    def __init__(self, week: int, results: Results) -> None:
        self.given = {str(each["ref"]).partition("/")[2]: [value_in(week, each)] for each in results}
        numbers = [id for id, (value,) in self.given.items() if value[:1].isdecimal() and not value.startswith("2026")]
        for at, id in enumerate(numbers):
            value = self.given[id][0]
            if week == 2:
                self.given[id] = ["1,5", value]
            elif at == 0 and week in MISTAKES:
                self.given[id] = [*MISTAKES[week], f"{value} c7 on the way"]
            elif week == 9:
                self.given[id] = [f"{value} c{5 + at % 4}"]
        self.keep = "n" if week == 4 else "y"
        self.extra = sum(len(each) - 1 for each in self.given.values())

    def __call__(self, question: str) -> str:
        if "Keep it?" in question:
            keep, self.keep = self.keep, "y"
            return keep
        name = question.partition(" [")[0].rstrip(":")
        if name in self.given:
            left = self.given[name]
            return left.pop(0) if len(left) > 1 else left[0]
        return ""


MISTAKES = {
    0: ["<"],
    1: ["12,5", "12O"],
    4: ["1250k"],
    5: ["?", "<", ""],
    6: ["o c6 two of three levers work"],
    7: ["+7%x", "1%2"],
}


class Quarter:
    """Nine departments at their desks."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.longest = 0

    def plans(self, week: int) -> dict[str, Results]:
        """What each department is asked about in a week."""
        ran = run_cli("--as-of", monday(week), "status", "--all", "--format", "json", cwd=self.desk.home)
        return {
            each["id"]: [kr for o in each["objectives"] for kr in o["key_results"]] + each["kpis"]
            for each in json.loads(ran.out)["departments"]
        }

    def play(self, week: int, command: str, code: int = 0, /, **answers: str | list[str]) -> str:
        """One command, with answers by words of its questions."""
        return self.desk.run(monday(week), command, typed(**answers), code)

    def check_in(self, week: int, department: str, results: Results) -> None:
        """One department's check-in; after the first week at most two prompts more than key results and KPIs."""
        answers = Week(week, results)

        def answer(question: str) -> str:
            if question.startswith("Starting value"):
                unit = question.partition(" in ")[2].partition(" (")[0].partition(" [")[0]
                return str(STARTS.get(unit, 40)) if "[" not in question else ""
            return answers(question)

        self.desk.run(monday(week), f"checkin {department}", answer)
        self.longest = max(self.longest, len(results))
        if week in (3, 8, 9):
            # no mistakes in these weeks: a question each (a step done early asks again), the comment, and writing it
            steps = sum(each.get("kind") == "milestones" for each in results)
            assert self.desk.prompts <= len(results) + 2 + (steps if week != 9 else 0), (department, self.desk.prompts)


@pytest.mark.night
def test_nine_departments_play_a_whole_quarter_by_prompts(tmp_path: Path) -> None:
    """Init, adapt, ten weeks, requests, amendments, a drop, the end; YAML is only seen in what was written."""
    desk = Desk(tmp_path, tmp_path / "cache")
    try:
        quarter = begun(desk)
        for week in range(WEEKS):
            for department, results in quarter.plans(week).items():
                quarter.check_in(week, department, results)
            for play in PLAYS.get(week, ()):
                play(quarter, week)
        assert quarter.longest == 22, "marketing and its KPI have as many questions as the limit is about"
        ended(quarter)
    finally:
        if "OKRCTL_SCREENS" in os.environ:
            Path(os.environ["OKRCTL_SCREENS"]).write_text("\n".join(desk.screens), encoding="utf-8")
    kept = "\n".join(screen for screen in desk.screens if to_keep(screen))
    if os.environ.get("OKRCTL_UPDATE"):
        SCREENS.write_text(kept, encoding="utf-8")
    assert kept == SCREENS.read_text(encoding="utf-8")


def to_keep(screen: str) -> bool:
    """Whether a screen is kept: of the check-ins, another department's each week; of the corrections, one."""
    head, _, _ = screen.partition("\n")
    words, day = head.removeprefix("$ okrctl ").split("    # ")
    if not words.startswith("checkin") or (date.fromisoformat(day) - FIRST).days % 7:
        return True
    if "--correct" in words:
        return "checkin founder" in words
    week = (date.fromisoformat(day) - FIRST).days // 7
    return words == f"checkin {NINE[week % 9]}"


def begun(desk: Desk) -> Quarter:
    """A workspace from the template, adapted to this company."""
    desk.run("2026-01-02", "init shop", typed(When_does="2026-01-01", Name_of="Northwind Outdoor", shipping_is="$50"))
    desk.home = desk.home / "shop"
    quarter = Quarter(desk)
    quarter.play(0, "remove", key_result_or="human-resources", Which_one="human-resources/mentorship")
    quarter.play(
        0, "amend", result_or_KPI="product/order-value", want_to="1", New="+8%", Why="Finance and marketing agree"
    )
    lead = {"result_or_KPI": "marketing", "Which_one": "marketing", "want_to": "2", "New": "Ana", "Why": "Ana leads"}
    quarter.play(0, "amend", **lead)
    grace: dict[str, str | list[str]] = {"result_or_KPI": "okrctl.yaml", "want_to": ["check_in", "check_in/grace"]}
    quarter.play(0, "amend", **grace, New="4d", Why="Fridays are short")
    cash = {"want_to_add": "4", "one_of_its_files": "finance", "is_monitored": "Cash in the bank", "Unit": "USD"}
    quarter.play(0, "new", **cash, Healthy_from="100k")
    return quarter


def asks_and_confirms(quarter: Quarter, week: int) -> None:
    quarter.play(
        week,
        "ask",
        result_to_ask="technology/app-loading-time",
        that_needs_it="founder/market-share",
        What="A fast app",
    )
    quarter.play(week, "confirm", that_delivers="technology/app-loading-time", depends_on_it="founder/market-share")
    quarter.play(
        week,
        "ask --due 2026-03-01",
        result_to_ask="finance",
        Which_one="finance",
        that_needs_it="product/price-war",
        What="A budget",
    )
    quarter.play(week, "status finance")
    quarter.play(
        week,
        "confirm",
        that_delivers="finance",
        depends_on_it="product/price-war",
        answers_the="6",
        Promise_it="2026-02-27",
    )


def corrects(quarter: Quarter, week: int) -> None:
    for department, results in quarter.plans(week).items():
        first = str(results[0]["ref"]).partition("/")[2]
        quarter.play(week, f"checkin {department} --correct {monday(week - 1)}", **{first.replace("-", "-"): "c4"})


def amends(quarter: Quarter, week: int) -> None:
    quarter.play(
        week, "amend", objective="marketing/followers", want_to="1", New="+30%", Why="The network closes in summer"
    )
    quarter.play(
        week,
        "amend marketing/technical-audit",
        want_to="milestones/urgent/due",
        New="2026-05-31",
        Why="The agency starts in March",
    )


def drops(quarter: Quarter, week: int) -> None:
    quarter.play(week, "drop", objective="product/category-traffic", reason="No new categories this year")


def stops(quarter: Quarter, week: int) -> None:
    """Somebody is called away: by ``s``, and by Ctrl-C; what was typed is there the next day."""
    day = (FIRST + timedelta(days=7 * week + 1)).isoformat()
    so_far: dict[str, str | list[str]] = {"net-profit-margin": "12.2", "operating-expenses": "249k", "revenue": "s"}
    quarter.desk.run(day, "checkin founder", typed(**so_far))
    quarter.desk.run(day, "checkin inventory", typed(**{"in-stock-rate": "83", "inventory-turnover": CTRL_C}), 130)
    screen = quarter.desk.run(day, "checkin inventory", typed(Continue="y"))
    assert "in-stock-rate: 83" in screen


def looks(quarter: Quarter, week: int) -> None:
    for report in (
        "status",
        "due",
        "deps",
        "forecast",
        "show marketing/seo",
        "score marketing",
        "history marketing/seo",
    ):
        quarter.play(week, report)


def found(desk: Desk, day: str) -> dict[str, int]:
    """How many findings of each severity there are."""
    summary: dict[str, int] = json.loads(run_cli("--as-of", day, "validate", "--format", "json", cwd=desk.home).out)[
        "summary"
    ]
    return summary


def ended(quarter: Quarter) -> None:
    desk = quarter.desk
    desk.run("2026-04-01", "close", typed(A_cycle="2026-Q1", What_did="Less is more", missed="Too much at once"))
    desk.run("2026-04-01", "retro 2026-Q1", typed())
    before = found(desk, "2026-04-02")
    answers: dict[str, str | list[str]] = {"price-war": "-", "packaging:": "1,2", "order-value": "a", "inquiries": "a"}
    screen = desk.run("2026-04-02", "rollover", typed(Cycle="2026-Q1", Next="2026-Q2", **answers))
    assert "+++" not in screen
    after = found(desk, "2026-04-02")
    assert after["error"] == 0 and after["warning"] <= before["warning"], (before, after)
    desk.run("2026-04-02", "validate", typed())
    desk.run("2026-04-02", "status", typed())


PLAYS: dict[int, tuple[Any, ...]] = {
    1: (asks_and_confirms,), 3: (corrects,), 4: (amends,), 5: (drops,), 6: (stops,), 8: (looks,),
}  # fmt: skip
