"""A new kind of key result is one module: dropped into a copy of okrctl, it works in every command."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.kit.harness import PROJECT, Ran, environment, run_any
from tests.kit.repos import DAY, Repo

MODULE = Path(__file__).parent / "streak.py"
PLAN = """\
okrctl: 1
department: ops
lead: Ana
objectives:
  - id: quiet
    title: Nobody is woken at night
    cycle: 2026-Q1
    ambition: committed
    key_results:
      - id: nights
        title: Ten quiet weeks in a row
        streak: 10
"""
JOURNAL = """\
check_ins:
  - date: 2026-01-12
    by: ana@example.com
    results:
      nights: 2
"""


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a copy of okrctl that has the kind."""
    home = tmp_path_factory.mktemp("package")
    shutil.copytree(PROJECT / "okrctl", home / "okrctl", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(MODULE, home / "okrctl" / "krtypes" / "streak.py")
    return home


class Company(Repo):
    """A workspace in a real repository, looked at by the okrctl that has the kind."""

    package: Path

    def run(self, *args: str, cwd: Path | None = None, stdin: str = "") -> Ran:
        """Run a command on the usual day."""
        world = {"PYTHONPATH": str(self.package), "XDG_CACHE_HOME": str(self.top.parent / "cache")}
        command = [sys.executable, "-m", "okrctl", "--as-of", DAY, *args]
        return run_any(command, cwd=cwd or self.root, stdin=stdin, **world)

    def said(self, *args: str, code: int = 0, stdin: str = "") -> str:
        """What a command that ends like this says."""
        ran = self.run(*args, stdin=stdin)
        assert ran.code == code, ran.out + ran.err
        return ran.out

    def plan(self, text: str = PLAN + JOURNAL) -> Company:
        """Write the department's file."""
        self.text("okrs/ops.yaml", text)
        return self

    @property
    def file(self) -> str:
        """The department's file."""
        return (self.root / "okrs" / "ops.yaml").read_text()


@pytest.fixture
def company(tmp_path: Path, package: Path) -> Company:
    made = Company(tmp_path / "company")
    made.package = package
    made.plan().commit()
    return made


def test_it_is_valid_and_its_values_are_checked(company: Company) -> None:
    assert company.run("validate").code == 0
    company.plan(PLAN.replace("streak: 10", "streak: many") + JOURNAL.replace("nights: 2", "nights: two"))
    assert "okrs/ops.yaml:12:17: OKR105 error streak: 'many' is not a number above 0" in company.said(
        "validate", "--format", "concise", code=1
    )
    company.plan(PLAN + JOURNAL.replace("nights: 2", "nights: two"))
    assert "nights" in company.said("validate", "--select", "wrong-result", code=1)
    company.plan(PLAN.replace("streak: 10", "streak: 10\n        count: 2"))
    assert "has two measures" in company.said("validate", code=1)


def test_it_is_checked_in_by_option_and_by_file(company: Company) -> None:
    company.said("checkin", "ops", "--set", "nights=3", "--by", "ana@example.com")
    assert company.file.endswith("nights: 3\n")
    company.plan()
    company.said("checkin", "ops", "--from", "-", "--by", "ana@example.com", stdin="id,value,confidence\nnights,4,6\n")
    assert company.file.endswith("nights: {value: 4, confidence: 6}\n")


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_it_is_asked_for_on_a_terminal(company: Company) -> None:
    import pexpect

    world = environment(PYTHONPATH=str(company.package), XDG_CACHE_HOME=str(company.top.parent / "cache"))
    command = ["-m", "okrctl", "--as-of", DAY, "checkin", "ops", "--by", "ana@example.com"]
    child = pexpect.spawn(sys.executable, command, cwd=str(company.root), env=world, encoding="utf-8", timeout=30)
    child.expect(r"nights(?: \[.*\])?: $")
    assert "Ten quiet weeks in a row" in child.before
    assert "to 10" in child.before
    child.sendline("5 c7 no pager at all")
    child.expect(r"\(Enter: none\): $")
    child.sendline("")
    child.expect(r"\[Y/n\] $")
    child.sendline("y")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert company.file.endswith("nights: {value: 5, confidence: 7, note: no pager at all}\n")


def test_reports_show_it_in_its_own_words(company: Company) -> None:
    assert "10 weeks in a row, now 2: 0.20, expected 0.50" in company.said("status")
    assert "10 weeks in a row" in company.said("status", "--all")
    found = json.loads(company.said("status", "--format", "json"))["departments"][0]["objectives"][0]["key_results"][0]
    assert (found["kind"], found["target"], found["current"], found["progress"]) == ("streak", 10, 2, 0.2)
    explained = company.said("score", "--explain")
    assert "2 / 10 weeks = 0.2" in explained
    assert "streak      10  okrs/ops.yaml:12" in explained
    assert "10 weeks in a row, now 2 · by 2026-03-31" in company.said("show", "ops/nights")
    assert "ops/quiet" in company.said("tree")
    assert "okrctl checkin ops" in company.said("due")
    assert "streak 10" in company.said("history", "ops/nights")
    assert company.run("deps").code == company.run("health").code == 0


def test_forecast_says_why_there_is_none(company: Company) -> None:
    told = company.said("forecast")
    assert "weeks in a row, which end without warning: ops/nights" in told
    assert "done or not" not in told


def test_others_wait_for_it(company: Company) -> None:
    asks = PLAN.replace("department: ops", "department: web").replace("quiet", "calm").replace("nights", "days")
    asks = asks.replace("    key_results:", "    depends_on: [{ref: ops/nights, need: Sleep}]\n    key_results:")
    company.text("okrs/web.yaml", asks)
    told = company.said("deps", "--format", "json")
    assert [each["state"] for each in json.loads(told)["dependencies"]] == ["at-risk"]
    company.plan(PLAN + JOURNAL.replace("nights: 2", "nights: 10"))
    told = company.said("deps", "--format", "json")
    assert [each["state"] for each in json.loads(told)["dependencies"]] == ["met"]


LOWERED = PLAN.replace("streak: 10", "streak: 3")
TRACE = "        amended: [{date: 2026-02-14, field: streak, from: 10, to: 3, why: Two moves of house}]\n"


def test_a_lowered_goal_needs_a_trace_and_a_raised_one_none(company: Company) -> None:
    assert company.changes() == []
    company.plan(LOWERED + JOURNAL)
    assert company.changes() == ["OKR701 ops/nights was made easier: streak 10 → 3"]
    help = json.loads(company.run("validate", "--base", "main", "--format", "json").out)["diagnostics"]
    assert "add under `amended`: {date: …, field: streak, from: 10, to: 3, why: …}" in {each["help"] for each in help}
    company.plan(LOWERED + TRACE + JOURNAL)
    assert company.changes() == []
    company.plan(PLAN.replace("streak: 10", "streak: 12") + JOURNAL)
    assert company.changes() == []


@pytest.mark.parametrize(
    ("line", "other", "codes"),
    [
        ("spared: 1", "spared: 2", ["OKR702"]),
        ("spared: 1", "", ["OKR702"]),
        ("seen_in: the pager", "seen_in: the log", []),
        ("rule: no call", "rule: two calls at most", ["OKR708"]),
        ("by_day: {2026-02-01: 4}", "by_day: {2026-02-01: 3}", ["OKR701"]),
        ("by_day: {2026-02-01: 4}", "by_day: {2026-02-01: 5}", []),
        ("by_day: {2026-02-01: 4}", "", ["OKR701"]),
    ],
)
def test_its_other_fields_count_as_they_say(company: Company, line: str, other: str, codes: list[str]) -> None:
    company.plan(PLAN + f"        {line}\n").commit()
    company.plan(PLAN + (f"        {other}\n" if other else ""))
    assert [each.partition(" ")[0] for each in company.changes()] == codes


def test_diff_tells_easier_from_harder(company: Company) -> None:
    company.plan(LOWERED + JOURNAL)
    assert "Easier, or measured differently\n  ops/nights  streak 10 → 3" in company.said("diff", "main")
    company.plan(PLAN.replace("streak: 10", "streak: 12") + JOURNAL)
    assert "Harder\n  ops/nights  streak 10 → 12" in company.said("diff", "main")


def test_plan_edits_know_its_goal(company: Company) -> None:
    company.said("amend", "ops/nights", "--to", "8", "--why", "Two moves of house")
    assert "        streak: 8\n" in company.file
    assert "            field: streak\n            from: 10\n            to: 8\n" in company.file
    assert company.changes() == []
    company.said("rename", "ops/nights", "sleep")
    assert "      sleep: 2\n" in company.file
    company.said("new", "key-result", "ops/quiet", "--title", "Five good weeks", "--id", "days", "--streak", "5")
    assert "      - id: days\n        title: Five good weeks\n        streak: 5\n" in company.file
    assert "--streak NUMBER" in company.said("new", "key-result", "--help")
    assert "or --streak is missing" in company.run("new", "key-result", "ops/quiet", "--title", "x").err
    assert company.run("validate").code == 0


def test_amend_names_its_parts(company: Company) -> None:
    company.plan(PLAN + "        by_day: {2026-02-01: 4}\n" + JOURNAL)
    company.said("amend", "ops/nights", "--to", "by_day/2026-02-01=3", "--why", "Two moves of house")
    assert "by_day: {2026-02-01: 3}" in company.file
    assert "field: by_day/2026-02-01" in company.file
    assert company.run("validate").code == 0


def test_a_cycle_ends_with_it(company: Company) -> None:
    late = "2026-04-02"
    company.said("--as-of", late, "close", "ops/quiet", "--learned", "Pagers are loud")
    assert "closed:" in company.file
    assert "10 weeks in a row" in company.said("--as-of", late, "retro", "2026-Q1")
    company.said("--as-of", late, "rollover", "--from", "2026-Q1", "--to", "2026-Q2", "--no-input")
    assert company.file.count("streak: 10") == 2
    assert company.run("--as-of", late, "validate").code == 0


def test_it_is_merged_pulled_and_described(company: Company) -> None:
    for name, text in (("base", PLAN), ("ours", LOWERED), ("theirs", PLAN + JOURNAL)):
        company.text(f"{name}.yaml", text)
    company.said("merge-driver", "base.yaml", "ours.yaml", "theirs.yaml", "okrs/ops.yaml")
    assert (company.root / "ours.yaml").read_text() == LOWERED + JOURNAL
    with sqlite3.connect(company.root / "pager.db") as database:
        database.execute("create table weeks (number)")
        database.execute("insert into weeks values (6)")
    database.close()
    source = "        source: {database: pager.db, query: select max(number) from weeks}\n"
    company.plan(PLAN + source + JOURNAL)
    company.said("pull", "ops", "--by", "ana@example.com")
    assert "      nights: {value: 6, note: " in company.file
    assert "streak" in json.loads(company.said("schema"))["$defs"]["KeyResult"]["properties"]
    assert list(described(company)) == [
        "| `streak` | How many weeks in a row. |",
        "## How many weeks in a row something went well: a kind that okrctl does not have, for test_a_new_kind.py",
        "| `streak` | How many weeks in a row. | makes the goal easier or harder |",
        "In JSON its `kind` is `streak`.",
    ]


def described(company: Company) -> Iterator[str]:
    """What the generated pages of keys and kinds say of it."""
    code = "import generate; print(generate.keys_page(), generate.kinds_page())"
    world: dict[str, Any] = {"PYTHONPATH": os.pathsep.join([str(company.package), str(PROJECT / "docs")])}
    ran = run_any([sys.executable, "-c", code], cwd=company.root, **world)
    assert ran.code == 0, ran.err
    return (line for line in ran.out.splitlines() if "`streak`" in line or "in a row something" in line)
