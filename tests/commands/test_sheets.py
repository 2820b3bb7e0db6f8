"""CSV is for programs: one table, numbers as numbers, the same figures as the JSON, whatever the report."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from okrctl import commands
from tests.kit.harness import PROJECT, run_cli
from tests.kit.repos import Repo, goal, moves, plan, said

DAY = "2026-06-19"
REPORTS = {name for name in commands.names() if " csv" in run_cli(name, "--help").out} - {"export"}


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), strict=True))


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example company, in a repository of its own, so that plans have a history."""
    repo = Repo(tmp_path_factory.mktemp("company") / "it")
    shutil.copytree(PROJECT / "examples/northwind-outdoor", repo.root, dirs_exist_ok=True)
    repo.commit()
    return repo.root


def test_every_report_with_csv_is_looked_at() -> None:
    assert {"deps", "due", "forecast", "health", "history", "score", "status"} <= REPORTS


@pytest.mark.parametrize("report", sorted(REPORTS))
def test_one_table_of_one_width_with_plain_numbers(report: str, company: Path) -> None:
    ref = ["marketing/organic-traffic"] if report == "history" else []
    text = run_cli(report, *ref, "--as-of", DAY, "--format", "csv", cwd=company).out
    titles, *rows = csv.reader(io.StringIO(text), strict=True)
    assert rows, text
    assert {len(row) for row in rows} == {len(titles)}
    assert len(set(titles)) == len(titles)
    assert all(title == title.lower() and " " not in title for title in titles)
    for sign in "✓✗▲◐◌−–":
        assert all(cell != sign and not cell.startswith(f"{sign} ") for row in rows for cell in row), sign
    for title in set(titles) & {"value", "score", "expected", "confidence", "count", "line", "overdue_days"}:
        if report != "health" or title != "confidence":
            for row in rows:
                assert not row[titles.index(title)] or float(row[titles.index(title)]) is not None


def test_history_has_the_figures_of_its_json(tmp_path: Path) -> None:
    journal = [said("2026-01-12", traffic=-1250000.5), said("2026-01-19", traffic=1234567)]
    repo = Repo(tmp_path).settings().write(plan(goal(moves(target=2000000)), check_ins=journal))
    repo.commit()
    args = ("history", "marketing/traffic", "--as-of", "2026-01-30", "--format")
    table, told = rows_of(repo.run(*args, "csv").out), json.loads(repo.run(*args, "json").out)["check_ins"]
    assert [row["value"] for row in table] == ["-1250000.5", "1234567"]
    assert [float(row["score"]) for row in table] == [each["score"] for each in told]
    assert {row["confidence"] for row in table} == {""}


def test_health_has_a_row_for_every_place(company: Path) -> None:
    args = ("health", "--as-of", DAY, "--format")
    table, told = rows_of(run_cli(*args, "csv", cwd=company).out), json.loads(run_cli(*args, "json", cwd=company).out)
    places = [(each["ref"], p["path"], str(p["line"])) for each in told["signals"] for p in each["evidence"]]
    assert places == [(row["ref"], row["path"], row["line"]) for row in table if row["path"]]
    shares = [(each["department"], str(each["count"])) for each in told["overdue"]]
    assert shares == [(row["department"], row["count"]) for row in table if row["signal"] == "overdue"]
