"""One company, one day: text, JSON, CSV, HTML, XLSX, Markdown, the API of ``serve`` and Python tell the same."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import okrctl
from okrctl.core.model.figures import share
from tests.kit.harness import PROJECT, run_cli
from tests.kit.html_page import Page

EXAMPLE = PROJECT / "examples" / "northwind-outdoor"
DAY = "2026-06-19"
HERE = ["--root", str(EXAMPLE), "--as-of", DAY]


class Told(NamedTuple):
    """What is told of a key result or department, as people read it; empty dates are not told."""

    score: str
    expected: str
    status: str
    last: str = ""
    due: str = ""


def told_of(item: Any) -> Told:
    """What the JSON of ``status`` says of it."""
    waiting = item["status"] in ("draft", "not-started")
    score, expected = ("–", "–") if waiting else map(rounded, (item["progress"], item["expected"]))
    return Told(score, expected, item["status"], str(item.get("last_check_in") or ""), str(item.get("due") or ""))


def rounded(value: Any) -> str:
    return "no data" if value in (None, "") else share(Fraction(Decimal(str(value))))


@pytest.fixture(scope="module")
def status() -> Any:
    return json.loads(run_cli(*HERE, "status", "--format", "json").out, parse_float=Decimal)


@pytest.fixture(scope="module")
def known(status: Any) -> dict[str, Told]:
    """Key results of objectives that run or ran, and departments, by reference or id."""
    results = [
        each
        for department in status["departments"]
        for objective in department["objectives"]
        for each in objective["key_results"]
    ]
    refs = [each["ref"] for each in results]
    # one name for two cycles has two answers
    found = {each["ref"]: told_of(each) for each in results if refs.count(each["ref"]) == 1}
    assert len(found) > 50 and {each.status for each in found.values()} >= {"off-track", "at-risk", "done", "draft"}
    return found | {each["id"]: told_of(each) for each in status["departments"]}


def screen(status: Any) -> dict[str, Told]:
    """The text of ``status --all``."""
    return table_of(run_cli(*HERE, "status", "--all").out, status, r"  (\S+)  .*?", r"\s{2,}")


def wiki(status: Any) -> dict[str, Told]:
    return table_of(run_cli(*HERE, "report", "--format", "markdown").out, status, r"\| (\S+) .*?", r" \| ")


def table_of(text: str, status: Any, begin: str, gap: str) -> dict[str, Told]:
    names = {each["name"]: each["id"] for each in status["departments"]}
    row = re.compile(rf"{begin}{gap}(–|no data|\d\.\d\d){gap}(–|\d\.\d\d){gap}\W*([a-z][a-z-]+)")
    found, home = {}, ""
    assert DAY in text
    for line in unescape(text).replace("\\", "").splitlines():
        name = next((name for name in names if line.removeprefix("## ").startswith(name)), None)
        home = names[name] if name else home
        if cells := row.match(line):
            found[f"{home}/{cells[1]}"] = Told(*cells.groups()[1:])
    return found


def sheet(status: Any) -> dict[str, Told]:
    rows = csv.DictReader(StringIO(run_cli(*HERE, "status", "--format", "csv").out))
    return {row["ref"]: told_of(row) for row in rows}


def workbook(status: Any, folder: Path) -> dict[str, Told]:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    file = folder / "report.xlsx"
    run_cli(*HERE, "report", "--format", "xlsx", "-o", str(file))
    book = openpyxl.load_workbook(file)
    first, *rows = book["Key results"].iter_rows(values_only=True)
    found = {}
    for values in rows:
        row = dict(zip(first, values, strict=True))
        days = [row[name].date().isoformat() if row[name] else "" for name in ("Last check-in", "Due")]
        item = {"status": row["Status"], "progress": row["Progress"], "expected": row["Expected"]}
        found[row["Key result"]] = told_of(item)._replace(last=days[0], due=days[1])
    return found


def pages(status: Any) -> dict[str, Told]:
    source = run_cli(*HERE, "report").out
    page, found = Page(source), {}
    for row in page.rows:
        if row[0] == "key-results" and len(row) == 8:
            found[row[1].split()[-1]] = Told(row[5 - 1], row[5], row[7].split()[-1])
    names = {each["name"]: each["id"] for each in status["departments"]}
    for row in page.rows:
        if row[0] == "company" and len(row) == 8 and row[2] != "Score":
            name = next(name for name in names if row[1].startswith(name))
            found[names[name]] = Told(row[2], row[3], row[5].split()[-1])
    for ref, body in re.findall(r'<article class="kr card" id="([^"]+)"(.*?)</article>', source, re.DOTALL):
        day = re.search(r"Last check-in</dt><dd>(\d{4}-\d\d-\d\d)", body)
        if ref in found:
            found[ref] = found[ref]._replace(last=day[1] if day else "")
    return found


def served(status: Any) -> dict[str, Told]:
    pytest.importorskip("starlette")
    pytest.importorskip("uvicorn")
    from tests.kit.serving import serving

    with serving(EXAMPLE, day=DAY) as server:
        again = json.loads(server.get("/api/v1/status").body, parse_float=Decimal)
    assert again == status
    return {each["id"]: told_of(each) for each in again["departments"]}


def python(status: Any) -> dict[str, Told]:
    report = okrctl.load(EXAMPLE).as_of(DAY)
    found = {each.ref: told_of(each.data) for each in report.key_results}
    return found | {each.id: told_of(each.data) for each in report.departments}


@pytest.mark.parametrize(
    ("sink", "least"),
    [(screen, 50), (wiki, 50), (sheet, 50), (pages, 60), (workbook, 50), (served, 9), (python, 60)],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_score_expected_status_and_dates_agree(
    sink: Callable[..., dict[str, Told]], least: int, status: Any, known: dict[str, Told], tmp_path: Path
) -> None:
    found = sink(status, tmp_path) if sink is workbook else sink(status)
    both = found.keys() & known.keys()
    assert len(both) >= least
    for ref in sorted(both):
        here, there = found[ref], known[ref]
        assert here[:3] == there[:3], ref
        assert all(not day or day == other for day, other in zip(here[3:], there[3:], strict=True)), ref
    if sink in (sheet, workbook, pages, python):
        assert sum(bool(each.last) for each in found.values()) > 50
