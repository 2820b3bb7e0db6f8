"""Where an entry goes, and the proof that the file then says just that much more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from okrctl.core.checkin import Entry, ResultInput
from okrctl.core.checkin import place as module
from okrctl.core.checkin.entry import Addition
from okrctl.core.checkin.place import append_entry, journal_path
from okrctl.core.company.workspace import Workspace
from okrctl.core.edit import Edit, Item, Refusal
from okrctl.core.loading import facts
from tests.kit.checkins import DAY, MARKETING, workspace
from tests.kit.harness import PROJECT

ENTRY = Entry(DAY, "ana", None, (("traffic", ResultInput("123000")),), ())
HEAD = "okrctl: 1\ndepartment: marketing\n"


def where(**files: str) -> str:
    ws: Workspace = workspace(**files)
    return journal_path(ws, "marketing", lambda path: files[path.removeprefix("okrs/").removesuffix(".yaml")])


def test_the_file_with_the_latest_check_in() -> None:
    january = HEAD + "check_ins:\n  - {date: 2026-01-20, by: a, note: x}\n"
    march = HEAD + "check_ins:\n  - {date: 2026-03-01, by: a, note: x}\n"
    assert where(marketing=MARKETING, b=january, a=march) == "okrs/a.yaml"
    assert where(marketing=MARKETING, a=january) == "okrs/a.yaml"


def test_without_any_the_file_that_holds_a_journal_else_the_one_with_the_name() -> None:
    plan = MARKETING.partition("check_ins")[0]
    assert where(b=plan, a=HEAD + "check_ins: []\n") == "okrs/a.yaml"
    assert where(b=plan, a=HEAD) == "okrs/b.yaml"
    assert where(a=HEAD) == "okrs/a.yaml"


def test_the_file_says_just_that_much_more() -> None:
    edit = append_entry("x", MARKETING, ENTRY)
    assert isinstance(edit, Addition)
    assert edit.text == MARKETING + "  - date: 2026-02-14\n    by: ana\n    results:\n      traffic: 123000\n"


def test_errors_elsewhere_in_the_file_do_not_matter() -> None:
    edit = append_entry("x", MARKETING.replace("lead:", "laed:"), ENTRY)
    assert isinstance(edit, Addition)


@pytest.mark.parametrize("text", ["", "- a\n", "okrctl: 1\n\tx: 1\n", "a: [\n", MARKETING + "check_ins: []\n"])
def test_unreadable_files_are_left_alone(text: str) -> None:
    assert isinstance(append_entry("x", text, ENTRY), Refusal)


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ("date: 2026-02-14\nby: ana\nresults: {traffic: 1}\n", "not read as intended"),
        ("date: 2026-02-14\nby: ana\nbuy: x\n", "new problem"),
        ("note: x\n", "new problem"),
    ],
)
def test_an_entry_that_does_not_read_back_is_not_written(
    monkeypatch: pytest.MonkeyPatch, block: str, reason: str
) -> None:
    monkeypatch.setattr(module, "item_of", lambda entry: Item(block, "x"))
    answer = append_entry("x", MARKETING, ENTRY)
    assert isinstance(answer, Refusal)
    assert reason in answer.reason


def test_an_entry_that_changes_the_plan_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    real = facts.department_facts

    def changed(path: str, text: str) -> object:
        found = real(path, text)
        return replace(found, lead="somebody else") if "2026-02-14" in text else found

    monkeypatch.setattr(facts, "department_facts", changed)
    answer = append_entry("x", MARKETING, ENTRY)
    assert isinstance(answer, Refusal)
    assert "plan" in answer.reason


FOUND = [path for path in sorted((PROJECT / "examples").rglob("*.yaml")) if "department:" in path.read_text()]
SAID = [
    ENTRY,
    Entry(DAY, "ana", "A note: with # and\nlines", (), ("rest",)),
    Entry(DAY, "0", None, (("marketing/chatbot@2026-H1", ResultInput(done=("vendor", "live"), confidence="7")),), ()),
    Entry(DAY, "ana", None, (("traffic", ResultInput("+5%", note="okrctl: ignore[OKR401]")),), ("x",)),
]


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
@pytest.mark.parametrize("entry", SAID, ids=["value", "note", "parts", "sign"])
def test_what_was_known_before_changes_nothing(path: Path, entry: Entry) -> None:
    text = path.read_text()
    before = facts.department_facts("x", text)
    assert append_entry("x", text, entry, before) == append_entry("x", text, entry)


@pytest.mark.parametrize(
    "block",
    [
        "date: 2026-02-14\nby: ana\nresults: {traffic: 1}\n",
        "date: 2026-02-14\nby: ana\nbuy: x\n",
        "note: x\n",
        "date: 2026-02-31\nby: ana\n",
        "date: 2026-02-14\nby: ana\nnote: a b #c\nresults: {traffic: 123000}\n",
    ],
)
def test_nor_does_it_let_anything_pass(monkeypatch: pytest.MonkeyPatch, block: str) -> None:
    monkeypatch.setattr(module, "item_of", lambda entry: Item(block, "x"))
    answer = append_entry("x", MARKETING, ENTRY, facts.department_facts("x", MARKETING))
    assert isinstance(answer, Refusal)
    assert answer == append_entry("x", MARKETING, ENTRY)


def test_a_plan_that_changed_is_seen_in_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    known = facts.department_facts("x", MARKETING)
    text = append_entry("x", MARKETING, ENTRY, known)
    assert isinstance(text, Addition)
    bent = text.text.replace("lead: Head of Marketing", "lead: Somebody else")
    monkeypatch.setattr(module, "append_item", lambda *rest: Edit(bent, ()))
    assert append_entry("x", MARKETING, ENTRY, known) == Refusal("the check-in would change the plan")
