"""`okrctl schema --output NAME`: what commands really write is what the schema says, key for key."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from okrctl import render
from okrctl.core.model.kind_fields import published_texts
from okrctl.views.shapes import commands, named, schema_of
from okrctl.views.words import WORDS
from tests.kit.harness import PROJECT, run_cli
from tests.kit.repos import Repo, goal, moves, plan, said

NORTHWIND = "northwind-outdoor"
NORTHWIND_DAY = "2026-06-20"


@pytest.fixture(scope="module")
def northwind(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    top = tmp_path_factory.mktemp("northwind") / "plans"
    shutil.copytree(PROJECT / "examples" / NORTHWIND, top)
    repo = Repo(top, init=False)
    repo.git("init", "-q", "-b", "main")
    repo.commit()
    first = top / "okrs/marketing.yaml"
    first.write_text(first.read_text(encoding="utf-8").replace("target: 144000", "target: 135000", 1), encoding="utf-8")
    ran = repo.run("amend", "marketing/keyword-rankings", "--to", "10", "--why", "x", "--date", NORTHWIND_DAY)
    assert ran.code == 0, ran.err
    ran = repo.run("checkin", "marketing", "--set", "keyword-rankings=9", "--by", "ana", "--date", NORTHWIND_DAY)
    assert ran.code == 0, ran.err
    return repo


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """Every kind of key result, a KPI, states that the example does not have, and a broken file."""
    repo = Repo(tmp_path_factory.mktemp("odd"))
    steps = [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]
    objective = goal(
        moves(depends_on=["sales"], links=[{"title": "x", "url": "https://x.example"}]),
        {"id": "calls", "title": "Calls", "change": "+20%"},
        {"id": "app", "title": "An app", "done_when": "x", "x-own": "y"},
        {"id": "shop", "title": "A shop", "milestones": steps},
        {"id": "word", "title": "Good words", "graded": "How good they are"},
        {"id": "rate", "title": "Rate", "at_least": 90, "hold": "95%", "unit": "percent"},
        {"id": "gone", "title": "Gone", "count": 3, "dropped": {"date": "2026-02-01", "why": "y"}},
        {"id": "noted", "title": "Noted", "baseline": 10, "target": 20},
    )
    values = {"traffic": {"value": 120, "confidence": 7, "note": "n"}, "calls": "+5%", "app": "done"}
    check_ins = [
        said("2026-01-12", **values, shop={"done": ["a"]}, visits=9),
        said("2026-01-19", traffic=125, visits=3),
    ]
    kpi = {"id": "visits", "title": "Visits", "at_least": 5, "except": [{"from": "2026-01-01", "to": "2026-01-10"}]}
    repo.write(plan(objective, check_ins=check_ins, kpis=[kpi]))
    repo.write(plan(goal(moves("orders"), id="sell", joint_with=["marketing"], draft=True), department="sales"))
    repo.text("okrs/empty.yaml", "okrctl: 1\ndepartment: empty\nlead: x\n").commit()
    repo.write(plan(goal(moves("orders"), id="sell", cycle="2025-Q4"), department="sales", check_in="14d"))
    repo.text("okrs/broken.yaml", "a: [\n")
    return repo


SHEET = """\
Objective,Key result,Owner,Baseline,Target,Current,Progress,Mood
Sell more,Orders,Ana,100,200,150,20%,sunny
Sell more,Visits,Ana,1000,2000,,,
"""
RUNS: dict[str, list[list[str]]] = {
    "deps": [[]],
    "diff": [["HEAD"]],
    "due": [["--within", "60d"]],
    "export": [[]],
    "forecast": [[]],
    "health": [[]],
    "history": [["REF"]],
    "import": [["--dry-run", "--cycle", "2026-Q1", "--department", "marketing", "FILE"]],
    "retro": [[]],
    "review": [[]],
    "rule": [[], ["OKR701"]],
    "score": [[]],
    "show": [["REF"]],
    "statistics": [["--base", "HEAD"]],
    "status": [[], ["--since", "2026-01-01"]],
    "tree": [[]],
    "validate": [["--base", "HEAD", "--today"]],
}
REFS = {
    "northwind": ["marketing/seo", "marketing/keyword-rankings", "technology/page-speed"],
    "odd": ["marketing/seo", "traffic", "calls", "app", "shop", "word", "rate", "gone", "marketing/visits", "sell"],
}


def told(repo: Repo, command: str, words: list[str], day: str) -> Any:
    name = ["validate", "--statistics"] if command == "statistics" else [command]
    ran = repo.run(*name, *words, "--as-of", day, "--format", "json")
    assert ran.code in (0, 1), ran.err
    return json.loads(ran.out)


@pytest.mark.parametrize("company", ["northwind", "odd"])
@pytest.mark.parametrize("command", commands())
def test_what_a_command_writes_is_what_its_schema_says(
    request: pytest.FixtureRequest, command: str, company: str, tmp_path: Path
) -> None:
    if command in ("export", "import") and company == "odd":
        pytest.skip("nothing is imported or exported while a file is broken")
    repo: Repo = request.getfixturevalue(company)
    days = (NORTHWIND_DAY, "2026-10-20") if company == "northwind" else ("2026-01-02", "2026-02-14", "2026-04-20")
    checker = Draft202012Validator(schema_of(command), format_checker=Draft202012Validator.FORMAT_CHECKER)
    Draft202012Validator.check_schema(schema_of(command))
    for words in RUNS[command]:
        if "FILE" in words:
            sheet = tmp_path / "okrs.csv"
            sheet.write_text(SHEET, encoding="utf-8")
            words = [str(sheet) if word == "FILE" else word for word in words]
        for ref in REFS[company] if "REF" in words else [""]:
            for day in days:
                found = told(repo, command, [word.replace("REF", ref) for word in words], day)
                wrong = best_match(checker.iter_errors(found))
                assert wrong is None, f"{ref} {day} {list(wrong.absolute_path)}: {wrong.message[:200]}"


def test_targets_that_do_not_add_up_are_in_the_schema_too(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    metrics = "{visits: {title: V, unit: visits}, rate: {title: R, unit: percent}, "
    repo.text(
        "okrctl.yaml", f"okrctl: 1\norganization: X\nmetrics: {metrics}orders: {{title: O, formula: visits * rate}}}}\n"
    )
    results = [{"id": name, "title": name, "metric": name, "baseline": 1, "target": 10} for name in ("visits", "rate")]
    repo.write(plan(goal(*results)))
    result = {"id": "orders", "title": "Orders", "metric": "orders", "baseline": 0, "target": 7}
    repo.write(plan(goal(result, id="sell"), department="sales"))
    found = told(repo, "deps", [], "2026-02-14")
    assert found["conflicts"][0]["sum"]["gives"] == 1
    Draft202012Validator(schema_of("deps")).validate(found)


def test_a_key_that_comes_or_goes_or_a_number_in_quotes_is_noticed(northwind: Repo) -> None:
    checker = Draft202012Validator(schema_of("due"))
    found = told(northwind, "due", [], NORTHWIND_DAY)
    for wrong in ({"extra": 1}, {"as_of": None}, {"items": [found["items"][0] | {"overdue_days": "3"}]}):
        with pytest.raises(ValidationError):
            checker.validate(found | wrong)
    with pytest.raises(ValidationError):
        checker.validate({key: value for key, value in found.items() if key != "organization"})


def test_every_command_that_offers_json_has_a_schema() -> None:
    offering = set()
    for module in sorted((PROJECT / "okrctl/commands").glob("[a-z]*.py")):
        name = module.stem.rstrip("_").replace("_", "-")
        if '"data"' in module.read_text(encoding="utf-8") or name == "validate":
            offering.add(name)
    assert "json" in render.formats("diagnostics")
    assert offering == set(commands()) - {"statistics"}


def test_the_words_are_those_of_the_reports() -> None:
    def keys(shape: Any) -> set[str]:
        if isinstance(shape, dict):
            own = set(shape["properties"]) if isinstance(shape.get("properties"), dict) else set()
            return own.union(*(keys(each) for each in shape.values()))
        return set().union(*(keys(each) for each in shape)) if isinstance(shape, list) else set()

    used = set().union(*(keys(schema_of(command)) for command in commands()))
    assert used - set(published_texts()) == set(WORDS)


@pytest.mark.parametrize("command", ["status", "score", "deps", "due", "forecast", "health", "history"])
def test_csv_is_one_table_of_the_same_words_with_plain_numbers(northwind: Repo, command: str) -> None:
    words = ["marketing/keyword-rankings"] if command == "history" else []
    ran = northwind.run(command, *words, "--as-of", NORTHWIND_DAY, "--format", "csv")
    assert ran.code == 0, ran.err
    rows = list(csv.reader(io.StringIO(ran.out)))
    assert set(rows[0]) <= {*WORDS, *published_texts()}
    assert len({len(row) for row in rows}) == 1
    numeric = ("score", "expected", "gap", "progress", "weight", "count", "line", "probability", "forecast")
    for row in rows[1:]:
        for name, cell in zip(rows[0], row, strict=True):
            if cell and name in numeric:
                float(cell)


def test_schemas_by_name(tmp_path: Path) -> None:
    assert named()["diagnostics"] == "validate"
    assert json.loads(run_cli("schema", "--output", "diagnostics").out) == schema_of("validate")
    ran = run_cli("schema", "--output", "statu")
    assert (ran.code, ran.err) == (2, "okrctl: there is no JSON output statu\n  did you mean status?\n")
    ran = run_cli("schema", "--output", "due", "-o", str(tmp_path / "due.json"))
    assert ran.code == 0
    assert json.loads((tmp_path / "due.json").read_text()) == schema_of("due")


def test_every_variable_of_the_environment_is_in_the_reference() -> None:
    page = (PROJECT / "docs/reference/running.md").read_text(encoding="utf-8")
    texts = [path.read_text(encoding="utf-8") for path in sorted((PROJECT / "okrctl").rglob("*.py"))]
    found = {name for text in texts for name in re.findall(r"(?<!_)\bOKRCTL_[A-Z_]+", text)}
    # the first is the shell's, and generated CI jobs set the other one for their own steps
    assert found - {"OKRCTL_COMPLETE", "OKRCTL_BASE"} <= set(re.findall(r"`(OKRCTL_[A-Z_]+)`", page))
