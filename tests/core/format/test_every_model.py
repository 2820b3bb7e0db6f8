"""A key added to any model of the format is compared: no list elsewhere has to name it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.core.format.test_one_description import Run, git, runner
from tests.kit.harness import PROJECT

FILES = {
    "parts.py": ("Need", "Promise", "Link"),
    "items.py": ("KeyResult", "Kpi"),
    "files.py": ("DepartmentHead",),
    "checkins.py": ("CheckIn", "Result"),
    "settings.py": ("FiscalYearDoc", "Person", "Pace", "Grades", "Metric", "Sources", "Config", "Policy"),
    "../../krtypes/milestones/kind.py": ("Milestone",),
}
JOURNAL = {"CheckIn", "Result"}
LINE = '    extra: Annotated[f.Text | None, {means}("More.")] = None\n'

SETTINGS = """\
okrctl: 1
organization: Northwind
extra: of settings
fiscal_year: {starts: 4, extra: of the year}
people:
  ana: {name: Ana, owns: [Ana], extra: of a person}
metrics:
  visits: {title: Visits, extra: of a metric}
pace: {extra: of pace}
grades: {extra: of grades}
sources: {seconds: 21, extra: of sources}
policies:
  reasons: {each: objective, require: [why], why: We ask why, severity: advice, extra: of a policy}
"""
PLAN = """\
okrctl: 1
department: shop
name: Shop
lead: Ana
extra: of a department
cycle: 2026-H1
objectives:
  - id: one
    title: Open early
    why: People wait
    links: [{url: "https://example.com", extra: of a link}]
    key_results:
      - id: visits
        title: More visits
        extra: of a key result
        baseline: 0
        target: 10
        depends_on: [{ref: calls, need: More calls, due: 2026-05-01, extra: of a need}]
      - id: launch
        title: Launch
        milestones:
          - {id: first, title: Begin, extra: of a step}
          - {id: last, title: End}
  - id: two
    title: Close late
    why: People come late
    key_results:
      - id: calls
        title: More calls
        baseline: 0
        target: 10
        promised_to: [{ref: visits, due: 2026-05-01, extra: of a promise}]
kpis:
  - {id: stock, title: Stock, at_least: 3, extra: of a KPI}
check_ins:
  - date: 2026-02-01
    by: Ana
    extra: of an entry
    results:
      visits: {value: 2, extra: of a result}
"""
SHOWN = {
    "of settings": "extra of settings → changed",
    "of the year": "fiscal_year extra: of the year, starts: 4, named_after: start →",
    "of a person": "people/ana/extra of a person → changed",
    "owns: [Ana]": "people/ana/owns Ana → nothing",
    "seconds: 21": "sources/seconds 21 → 30",
    "of a metric": "metrics/visits/extra of a metric → changed",
    "of pace": "pace/extra of pace → changed",
    "of grades": "grades/extra of grades → changed",
    "of sources": "sources/extra of sources → changed",
    "of a policy": "policies/reasons/extra of a policy → changed",
    "of a department": "extra of a department → changed",
    "of a link": "links of a link https://example.com →",
    "of a key result": "extra of a key result → changed",
    "of a need": "shop/visits ← shop/calls  reworded",
    "of a step": "milestones/first/extra of a step → changed",
    "of a promise": "shop/visits ← shop/calls  reworded",
    "of a KPI": "extra of a KPI → changed",
    "of an entry": "(extra) of an entry → changed",
    "of a result": "visits 2, extra of a result → 2, extra changed",
}
OTHERS = {"owns: [Ana]": "owns: []", "seconds: 21": "seconds: 30"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with a key more in every model."""
    home = tmp_path_factory.mktemp("models") / "copy"
    shutil.copytree(PROJECT / "okrctl", home / "okrctl", ignore=shutil.ignore_patterns("__pycache__"))
    for name, models in FILES.items():
        path = home / "okrctl/core/model" / name
        text = path.read_text()
        for model in models:
            line = LINE.format(means="JOURNAL" if model in JOURNAL else "WORDS")
            text, count = re.subn(rf'(class {model}\(\w+\):\n    """[^"]*"""\n)', rf"\1\n{line}", text)
            assert count == 1, model
        if not re.search(r"meaning import .*WORDS", text) and not set(models) <= JOURNAL:
            text = text.replace(
                "from __future__ import annotations\n",
                "from __future__ import annotations\n\nfrom okrctl.core.format.meaning import WORDS\n",
                1,
            )
        path.write_text(text)
    return home


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory, home: Path) -> tuple[Path, Run]:
    work = tmp_path_factory.mktemp("work")
    (work / "okrs").mkdir()
    write(work)
    git(work, "init", "-q")
    git(work, "add", ".")
    git(work, "commit", "-qm", "Begin")
    return work, runner(home, work)


def write(work: Path, old: str = "", new: str = "changed") -> None:
    for name, text in (("okrctl.yaml", SETTINGS), ("okrs/shop.yaml", PLAN)):
        (work / name).write_text(text.replace(old, new) if old else text)


@pytest.mark.parametrize("text", SHOWN, ids=lambda text: text.replace(" ", "-"))
def test_its_change_is_shown(work: tuple[Path, Run], text: str) -> None:
    folder, run = work
    write(folder, text, OTHERS.get(text, "changed"))
    shown = " ".join(run("diff", "HEAD", "--as-of", "2026-02-14").stdout.split())
    assert " ".join(SHOWN[text].split()) in shown
