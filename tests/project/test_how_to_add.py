"""CONTRIBUTING's recipes, walked in a copy of the package: the one file that each names is all it takes."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

import pytest

from tests.kit.harness import PROJECT, Ran, run_any

RECIPES = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
FILE = """\
okrctl: 1
department: shop
cycle: 2026-Q1
lead: Ana
objectives:
  - id: sell
    title: Sell more bread online
    key_results:
      - id: orders
        title: Orders a week from 100 to 200
        baseline: 100
        target: 200
"""


class Copy:
    """A copy of the package, and a workspace that it is tried on."""

    def __init__(self, top: Path) -> None:
        self.top, self.workspace = top, top / "workspace"
        shutil.copytree(PROJECT / "okrctl", top / "okrctl", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(PROJECT / "templates", top / "templates")
        (self.workspace / "okrs").mkdir(parents=True)
        (self.workspace / "okrctl.yaml").write_text("okrctl: 1\norganization: Bakery\n")
        (self.workspace / "okrs" / "shop.yaml").write_text(FILE)

    def add(self, recipe: str, path: str, text: str) -> None:
        """Write the one file of a recipe, which has to name it."""
        assert f"`{recipe}`" in RECIPES, f"CONTRIBUTING does not name {recipe}"
        file = self.top / path
        assert not file.exists()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def run(self, *args: str) -> Ran:
        program = [sys.executable, "-m", "okrctl", "--as-of", "2026-02-14", "--no-cache", *args]
        return run_any(program, cwd=self.workspace, PYTHONPATH=str(self.top))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return Copy(tmp_path_factory.mktemp("copy"))


RULE = '''\
"""A title speaks of bread.

Bread is not what this is about.

Write of something else.
"""

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.values.diagnostic import Problem

CODE = "OKR699"
SEVERITY = "warning"


def check(case: RuleContext) -> Iterator[Problem]:
    """Titles with bread in them."""
    for planned in case.live_items:
        if "bread" in planned.title:
            yield Problem("about-bread", planned.place("title"), "this title speaks of bread")
'''


def test_a_rule(copy: Copy) -> None:
    copy.add("okrctl/rules/<family>/<slug>.py", "okrctl/rules/writing/about_bread.py", RULE)
    ran = copy.run("validate", "--select", "about-bread", "--format", "concise")
    assert ran.out == "okrs/shop.yaml:7:12: OKR699 warning this title speaks of bread\n"
    assert "Write of something else." in copy.run("rule", "OKR699").out
    assert "OKR699" in copy.run("rule").out


COMMAND = '''\
"""``okrctl head-count``: how many objectives there are."""

from __future__ import annotations

from okrctl.commands._report import Report, report

PANEL = "Counting"


@report("data", format="json")
def command(report: Report) -> None:
    """Count the objectives."""
    looked = report.looked
    report.write(data=lambda: {"objectives": len(looked.report_day.objectives)})
'''


def test_a_command(copy: Copy) -> None:
    copy.add("okrctl/commands/<name>.py", "okrctl/commands/head_count.py", COMMAND)
    assert json.loads(copy.run("head-count").out) == {"objectives": 1}
    help = copy.run("--help").out
    assert "Counting:\n  head-count  Count the objectives" in help
    assert "did you mean 'head-count'?" in copy.run("head-coun").err


def test_a_part_of_a_command(copy: Copy) -> None:
    text = COMMAND.replace("head-count", "new head-count").replace('PANEL = "Counting"\n', "")
    copy.add("okrctl/commands/<name>/<part>.py", "okrctl/commands/new/head_count.py", text)
    assert json.loads(copy.run("new", "head-count").out) == {"objectives": 1}
    assert "head-count" in copy.run("new", "--help").out


def test_a_findings_format(copy: Copy) -> None:
    text = '"""How many there are."""\n\n\ndef render(report, width=None, ansi=False):\n'
    text += '    return f"{len(report.diagnostics)} findings\\n"\n'
    copy.add("okrctl/render/diagnostics/<format>.py", "okrctl/render/diagnostics/count.py", text)
    assert copy.run("validate", "--select", "OKR2", "--format", "count").out == "0 findings\n"
    assert "concise, count, github" in copy.run("validate", "--help").out
    assert "no format 'count'" in copy.run("status", "--format", "count").err


@pytest.mark.parametrize(
    ("value", "body", "offered", "refused"),
    [
        ("pages", "len(value.blocks) > 0", "status", "validate"),
        ("screens", "len(value.blocks) > 0", "tree", "validate"),
        ("tables", "len(value.blocks) > 0", "score", "tree"),
        ("data", 'value["schema"].startswith("okrctl/")', "health", "validate"),
        ("graphs", 'value.title.startswith("Bakery")', "deps", "status"),
        ("calendars", "len(value.items) > 0", "due", "status"),
    ],
)
def test_a_report_format(copy: Copy, value: str, body: str, offered: str, refused: str) -> None:
    name = f"one_of_{value}"
    text = '"""Whether all is well."""\n\n\ndef render(value, width=None, ansi=False):\n'
    text += f'    return str({body}) + "\\n"\n'
    copy.add(f"okrctl/render/{value}/<format>.py", f"okrctl/render/{value}/{name}.py", text)
    ran = copy.run(offered, "--format", name)
    assert (ran.code, ran.out) == (0, "True\n"), ran.err
    assert name in copy.run(offered, "--help").out
    assert copy.run(refused, "--format", name).code == 2


def test_a_template(copy: Copy) -> None:
    folder = copy.top / "templates" / "bakery"
    copy.add("templates/<id>/", "templates/bakery/template.yaml", "id: bakery\ntitle: A bakery\n")
    (folder / "okrctl.yaml").write_text("okrctl: 1\norganization: A bakery\n")
    (folder / "okrs").mkdir()
    (folder / "okrs" / "shop.yaml").write_text(FILE)
    assert re.search("^bakery +A bakery$", copy.run("templates").out, re.MULTILINE)
    ran = copy.run("init", "--template", "bakery", str(copy.top / "made"))
    assert ran.code == 0, ran.err
    assert (copy.top / "made" / "okrs" / "shop.yaml").read_text() == FILE


SOURCE = '''\
"""Pipes between cells."""

from okrctl.shell.sources.files import Budget, Reader

SUFFIXES = (".psv",)
GZIP = False


def table(paths: list[str], sheet: str | None, budget: Budget) -> Reader:
    """With a heading."""
    return Reader("read_csv", paths, ", header = true, delim = '|'")
'''


def test_a_kind_of_source(copy: Copy) -> None:
    copy.add("okrctl/shell/sources/files/<kind>.py", "okrctl/shell/sources/files/psv.py", SOURCE)
    (copy.workspace / "orders.psv").write_text("day|orders\n1|120\n2|150\n")
    plan = copy.workspace / "okrs" / "shop.yaml"
    plan.write_text(FILE + "        source: {file: orders.psv, value: max(orders)}\n")
    ran = copy.run("pull", "--by", "ana@example.com", "--dry-run")
    plan.write_text(FILE)
    assert ran.code == 0, ran.err + ran.out
    assert "orders: {value: 150" in ran.out
