"""Nothing counts that was not said: keys without a value, blank texts and results without a word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.kit.harness import Ran, run_cli

HEAD = "okrctl: 1\ndepartment: sales\nlead: Ana\ncycle: 2026-Q1\nobjectives:\n"
GOAL = "  - id: grow\n    title: Grow in the north\n    why: We must.\n    key_results:\n"
ORDERS = "      - {id: orders, title: 200 orders a week, baseline: 100, target: 200}\n"
FIRST = "check_ins:\n  - {date: 2026-01-12, by: ana@fjord.example, results: {orders: 120}}\n"


def sales(tmp_path: Path, text: str) -> Path:
    (tmp_path / "okrs").mkdir(exist_ok=True)
    (tmp_path / "okrctl.yaml").write_text("okrctl: 1\norganization: Fjord\n", encoding="utf-8")
    (tmp_path / "okrs/sales.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def codes(root: Path) -> set[str]:
    ran: Ran = run_cli("validate", "--format", "json", "--as-of", "2026-02-14", cwd=root)
    return {each["code"] for each in json.loads(ran.out)["diagnostics"] if each["severity"] == "error"}


@pytest.mark.parametrize(
    "keys",
    ["baseline: 100, target: ~", "change: ", "count: ~", "done_when: ~", "at_least: ~, hold: true", "milestones: ~"],
)
def test_a_kind_without_a_value_is_no_kind(tmp_path: Path, keys: str) -> None:
    root = sales(tmp_path, HEAD + GOAL + ORDERS.replace("baseline: 100, target: 200", keys))
    assert codes(root) == {"OKR112"}


@pytest.mark.parametrize("blank", ["' '", '"\\t"', '"\\u2003"'])
@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("lead: Ana", "lead: {}"),
        ("title: Grow in the north", "title: {}"),
        ("why: We must.", "why: {}"),
        ("by: ana@fjord.example", "by: {}"),
        ("target: 200", "target: 200, source: {}"),
        ("target: 200", "target: 200, amended: [{{date: 2026-02-01, field: target, from: 250, to: 200, why: {}}}]"),
    ],
)
def test_a_text_of_blanks_says_nothing(tmp_path: Path, key: str, line: str, blank: str) -> None:
    whole = HEAD + GOAL + ORDERS + FIRST
    assert codes(sales(tmp_path, whole)) == set()
    assert codes(sales(tmp_path, whole.replace(key, line.format(blank), 1))) == {"OKR104"}


@pytest.mark.parametrize("result", ["{orders: }", "{orders: {}}", "{orders: {value: , note: }}"])
def test_a_result_without_a_word_is_no_look(tmp_path: Path, result: str) -> None:
    later = f"  - {{date: 2026-02-12, by: ana@fjord.example, results: {result}}}\n"
    root = sales(tmp_path, HEAD + GOAL + ORDERS + FIRST + later)
    assert codes(root) == {"OKR411"}
    ran = run_cli("--as-of", "2026-02-13", "status", "--format", "json", cwd=root)
    found = json.loads(ran.out)["departments"][0]["objectives"][0]["key_results"][0]
    assert found["last_check_in"] == "2026-01-12"


def test_a_correction_takes_back_by_a_written_nothing(tmp_path: Path) -> None:
    later = "  - {date: 2026-01-14, by: ana@fjord.example, corrects: 2026-01-12, results: {orders: ~}}\n"
    assert codes(sales(tmp_path, HEAD + GOAL + ORDERS + FIRST + later)) == set()


def test_a_correction_without_a_word_is_told(tmp_path: Path) -> None:
    later = "  - {date: 2026-01-14, by: ana@fjord.example, corrects: 2026-01-12, results: {orders: {}}}\n"
    assert codes(sales(tmp_path, HEAD + GOAL + ORDERS + FIRST + later)) == {"OKR408", "OKR411"}


def test_who_makes_a_change_is_asked_only_where_there_is_one(tmp_path: Path) -> None:
    ran = run_cli("validate", "--author", "ana", cwd=sales(tmp_path, HEAD + GOAL + ORDERS))
    assert (ran.code, ran.out) == (2, "") and "--author needs --base" in ran.err


def test_a_conflicted_copy_makes_a_report_incomplete(tmp_path: Path) -> None:
    root = sales(tmp_path, HEAD + GOAL + ORDERS + FIRST)
    assert run_cli("--as-of", "2026-01-20", "status", cwd=root).code == 0
    copy = "okrs/sales (Ana's conflicted copy).yaml"
    (root / copy).write_text(HEAD + GOAL + ORDERS + FIRST, encoding="utf-8")
    for command in ("status", "score", "tree", "due"):
        ran = run_cli("--as-of", "2026-01-20", command, cwd=root)
        assert ran.code == 1 and "this report is incomplete" in ran.err and "okrs/sales" in ran.err, command


@pytest.mark.parametrize(
    "command",
    [
        ("checkin", "sales", "--set", "orders=1", "-n"),
        ("score", "sales"),
        ("show", "sales/orders"),
        ("history", "orders"),
        ("amend", "sales/orders", "--to", "150", "--why", "x", "-n"),
        ("drop", "orders", "--why", "x", "-n"),
    ],
    ids=lambda command: command[0],
)
def test_what_stands_in_a_broken_file_is_not_called_unknown(tmp_path: Path, command: tuple[str, ...]) -> None:
    root = sales(tmp_path, HEAD + GOAL.replace("Grow in the north", "a: b") + ORDERS + FIRST)
    ran = run_cli(*command, cwd=root)
    assert ran.code == 1 and "okrs/sales.yaml cannot be read" in ran.err


def test_another_department_is_unknown_all_the_same(tmp_path: Path) -> None:
    root = sales(tmp_path, HEAD + GOAL.replace("Grow in the north", "a: b") + ORDERS + FIRST)
    ran = run_cli("score", "marketing/orders", cwd=root)
    assert ran.code == 2 and "cannot be read" not in ran.err
