"""``okrctl report``: one file that stands alone, with the numbers that every other report tells."""

from __future__ import annotations

import json
import re
import shutil
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from okrctl.core.model.figures import share
from tests.kit.harness import PROJECT, run_cli
from tests.kit.html_page import Page

DAY = "2026-06-19"
NORTHWIND = PROJECT / "examples" / "northwind-outdoor"


@pytest.fixture(scope="module")
def page() -> Page:
    ran = run_cli("--root", str(NORTHWIND), "--as-of", DAY, "report")
    assert ran.code == 0, ran.err
    return Page(ran.out)


def number(value: object) -> str:
    return "no data" if value is None else share(Fraction(Decimal(str(value))))


def results() -> dict[str, dict[str, object]]:
    ran = run_cli("--root", str(NORTHWIND), "--as-of", DAY, "status", "--format", "json")
    found = json.loads(ran.out)
    return {
        each["ref"]: each
        for department in found["departments"]
        for objective in department["objectives"]
        for each in objective["key_results"]
    }


def test_departments_have_the_numbers_of_status(page: Page) -> None:
    found = json.loads(run_cli("--root", str(NORTHWIND), "--as-of", DAY, "status", "--format", "json").out)
    rows = {row[1]: row for row in page.rows if row[0] == "company" and len(row) == 8}
    for department in found["departments"]:
        row = next(row for name, row in rows.items() if name.startswith(department["name"]))
        assert row[2:4] == [number(department["score"]), number(department["expected"])]
        assert row[5].split()[-1] == department["status"]


def test_weeks_are_what_status_told_on_those_days(page: Page) -> None:
    heat = [row for row in page.rows if row[0] == "company" and len(row) > 12]
    days = ["2026-06-08", "2026-04-13"]
    for day in days:
        at = heat[0].index(day[5:])
        found = json.loads(run_cli("--root", str(NORTHWIND), "--as-of", day, "status", "--format", "json").out)
        for department in found["departments"]:
            row = next(row for row in heat[1:] if row[1] == department["name"])
            assert row[at].endswith(f"{department['status']} {number(department['score'])}"), (day, row[1])


def test_every_link_leads_to_a_place(page: Page) -> None:
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert page.faults == []


def test_filters_choose_rows_and_change_no_number(page: Page) -> None:
    ran = run_cli(
        "--root", str(NORTHWIND), "--as-of", DAY, "report", "--department", "marketing", "--status", "off-track"
    )
    some = Page(ran.out)
    rows = {row[1]: row for row in some.rows if row[0] == "key-results" and len(row) == 8}
    every = {row[1]: row for row in page.rows if row[0] == "key-results" and len(row) == 8}
    assert rows and len(rows) < len(every) / 10
    assert {name: every[name] for name in rows} == rows
    assert {link.removeprefix("#") for link in some.links} <= set(some.ids)


def test_the_review_looks_back_on_the_cycle_asked_for() -> None:
    ran = run_cli("--root", str(NORTHWIND), "--as-of", DAY, "report", "--cycle", "2026-Q1")
    assert "Review of 2026-Q1" in ran.out and "Two short mails a week beat one long one." in ran.out


def test_grades_come_after_the_end_only(page: Page) -> None:
    over = {"achieved", "partly", "missed"}
    known = results()
    for row in page.rows:
        if row[0] == "key-results" and len(row) == 8 and row[7].split()[-1] in over:
            assert known[row[1].split()[-1]]["status"] in over


def test_a_terminal_is_no_place_for_a_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("okrctl.shell.terminal.is_terminal", lambda stream: True)
    ran = run_cli("--root", str(NORTHWIND), "--as-of", DAY, "report")
    assert ran.code == 2 and ran.out == ""
    assert "okrctl report -o report.html" in ran.err
    file = tmp_path / "report.html"
    assert run_cli("--root", str(NORTHWIND), "--as-of", DAY, "report", "-o", str(file)).code == 0
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_what_had_to_be_left_out_is_said_on_the_page(tmp_path: Path) -> None:
    root = Path(shutil.copytree(NORTHWIND, tmp_path / "shop"))
    (root / "okrs" / "marketing.yaml").write_text("okrctl: 1\ndepartment: marketing\nobjectives: [\n")
    ran = run_cli("--root", str(root), "--as-of", DAY, "report")
    assert ran.code == 1 and "marketing.yaml" in ran.err
    assert re.search("This report is not complete.*okrs/marketing.yaml", ran.out)


@pytest.mark.parametrize("plan", ["", "okrctl: 1\ndepartment: shop\n"])
def test_an_empty_company_has_pages_too(plan: str, tmp_path: Path) -> None:
    (tmp_path / "okrs").mkdir()
    (tmp_path / "okrctl.yaml").write_text("okrctl: 1\norganization: Bakery\n")
    if plan:
        (tmp_path / "okrs" / "shop.yaml").write_text(plan)
    ran = run_cli("--root", str(tmp_path), "--as-of", DAY, "report")
    assert ran.code == 0, ran.err
    assert "No objective is active on 2026-06-19" in ran.out and Page(ran.out).faults == []


def test_titles_are_no_markup_and_the_policy_names_what_may_run(tmp_path: Path) -> None:
    (tmp_path / "okrs").mkdir()
    live = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
    plan = {"okrctl": 1, "department": "shop", "name": live, "lead": live, "cycle": "2026-H1"}
    goal = {"id": "sell", "title": live, "why": live, "owner": live, "tags": [live]}
    result = {"id": "orders", "title": live, "unit": live, "baseline": 1, "target": 9}
    entries = [
        {"date": f"2026-0{month}-01", "by": live, "note": live, "results": {"orders": month}} for month in (2, 3)
    ]
    plan |= {"objectives": [goal | {"key_results": [result]}], "check_ins": entries}
    (tmp_path / "okrctl.yaml").write_text(json.dumps({"okrctl": 1, "organization": live}))
    (tmp_path / "okrs" / "shop.yaml").write_text(json.dumps(plan))
    page = Page(run_cli("--root", str(tmp_path), "--as-of", DAY, "report").out)
    assert page.faults == []
    (policy,) = page.policies
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["style-src"] == f"'{page.digests['style']}'"
    assert rules["script-src"] == f"'{page.digests['script']}'"
