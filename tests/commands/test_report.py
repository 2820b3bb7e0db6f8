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
from tests.kit.big_company import DAY as BIG_DAY
from tests.kit.big_company import write
from tests.kit.harness import PROJECT, run_cli
from tests.kit.html_page import Page
from tests.kit.repos import Repo

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


PLAN = {
    "okrctl": 1,
    "department": "shop",
    "cycle": "2026-H1",
    "objectives": [
        {
            "id": "sell",
            "title": "Sell",
            "key_results": [{"id": "orders", "title": "9 orders", "baseline": 1, "target": 9}],
        }
    ],
}


def addresses(root: Path, output: Path, *options: str) -> set[str]:
    """What the files and lines on a report lead to."""
    ran = run_cli("--root", str(root), "--as-of", DAY, *options, "report", "-o", str(output))
    assert ran.code == 0, ran.err
    return set(re.findall(r'<a class="place" href="([^"]*)"', output.read_text(encoding="utf-8")))


@pytest.mark.reliability("Sinks", "a file's name is an address on a page: always one of this folder")
def test_a_file_and_line_leads_to_the_file_or_to_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "BITBUCKET_GIT_HTTP_ORIGIN"):
        monkeypatch.delenv(name, raising=False)
    repo = Repo(tmp_path / "shop")
    root = repo.root
    (root / "okrctl.yaml").write_text("okrctl: 1\norganization: Shop\nfiles: ['**/*.yaml']\n")
    (root / 'javascript:alert(1) "<b>#?&%.yaml').write_text(json.dumps(PLAN))
    (root / "out").mkdir()
    name = "javascript%3Aalert%281%29%20%22%3Cb%3E%23%3F%26%25.yaml"
    assert addresses(root, root / "report.html") == {name}
    assert addresses(root, root / "out" / "report.html") == {f"../{name}"}
    assert addresses(root, tmp_path / "report.html") == set()
    repo.commit()
    commit = repo.git("rev-parse", "HEAD")
    assert addresses(root, root / "report.html", "--at", "HEAD") == set()
    forge = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_SERVER_URL": "https://forge.example",
        "GITHUB_REPOSITORY": "a/b",
    }
    for variable, value in forge.items():
        monkeypatch.setenv(variable, value)
    for output in (root / "report.html", tmp_path / "report.html"):
        found = addresses(root, output)
        assert found and all(each.startswith(f"https://forge.example/a/b/blob/{commit}/{name}#L") for each in found)


def test_goal_arithmetic_is_a_tree_with_its_numbers(tmp_path: Path) -> None:
    root = write(tmp_path / "big", 3)
    here = ["--root", str(root), "--as-of", str(BIG_DAY)]
    tree = json.loads(run_cli(*here, "metrics", "tree", "--format", "json").out, parse_float=Decimal)
    page = Page(run_cli(*here, "report").out)
    rows = [row for row in page.rows if row[0] == "dependencies" and len(row) == 7 and row[1] != "Metric"]
    shares = {part["metric"]: part["share"] for each in tree["metrics"] for part in each["parts"]}
    titles = {each["title"]: each for each in tree["metrics"]}
    assert len(rows) == len(titles) == 5
    for _, name, _, _, _, told, items in rows:
        metric = next(each for title, each in titles.items() if title in name)
        known = shares.get(metric["id"])
        assert told.startswith(f"{round(known * 100)}%".replace("-", "−") if known is not None else "")
        assert all(stated["ref"] in items for stated in (metric["value"], metric["target"]) if stated["ref"])
