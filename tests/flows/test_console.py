"""Flows ask and speak through a console: here a script answers, without a terminal or a command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from okrctl.core.values.stop import Stop
from okrctl.flows.checkin.flow import CheckInOptions, check_in
from okrctl.flows.checkin.write import WriteOptions
from okrctl.flows.init.make import InitOptions, make_workspace
from okrctl.flows.plan import create
from okrctl.flows.plan.close import close_what
from okrctl.flows.plan.editing import editing
from okrctl.flows.settings import Settings
from okrctl.views.blocks import Document

DAY = date(2026, 3, 31)
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
        title: Orders a week
        baseline: 100
        target: 200
"""


class Script:
    """Answers in order, and what was said."""

    def __init__(self, *answers: str, interactive: bool = True) -> None:
        self.answers = list(answers)
        self.interactive = interactive
        self.asked: list[str] = []
        self.said: list[str] = []

    def ask(self, question: str) -> str:
        self.asked.append(question)
        if not self.answers:
            raise KeyboardInterrupt
        return self.answers.pop(0)

    def aside(self, document: Document) -> None:
        self.said.append("aside")

    def show(self, document: Document, *, exact: bool = False) -> None:
        self.said.append("show")

    def tell(self, text: str) -> None:
        self.said.append(text)

    def note(self, message: str) -> None:
        self.said.append(message)

    def complain(self, message: str, hint: str | None = None) -> None:
        self.said.append(message)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "okrs").mkdir()
    (tmp_path / "okrctl.yaml").write_text("okrctl: 1\norganization: Bakery\n")
    (tmp_path / "okrs" / "shop.yaml").write_text(FILE)
    return Settings(root=tmp_path, as_of=DAY, cache=False)


def plan(settings: Settings) -> str:
    assert settings.root is not None
    return (settings.root / "okrs" / "shop.yaml").read_text()


OBJECTIVE = dict.fromkeys(
    ("title", "id", "cycle", "ambition", "owner", "why", "supports", "joint_with", "weight", "draft")
)


def test_an_objective_is_asked_for_until_the_answers_are_good(settings: Settings, capfd: pytest.CaptureFixture) -> None:
    script = Script("", "Bake less", "for the air", "big", "committed", "", "", "", "")
    create.objective(editing(settings, script, False), "shop", OBJECTIVE)
    assert script.asked == [
        "Objective, in one sentence: ",
        "Objective, in one sentence: ",
        "Why it matters (Enter: nothing): ",
        "Committed (a promise) or aspirational (70% is success)? (Enter: aspirational): ",
        "Committed (a promise) or aspirational (70% is success)? (Enter: aspirational): ",
        "Owner (Enter: the department's lead): ",
        "Cycle [2026-Q1]: ",
        "Add “Bake less” to shop? (Enter: yes, n: no, <: back): ",
    ]
    assert "id: bake-less\n    title: Bake less\n    why: for the air\n    ambition: committed\n" in plan(settings)
    # a flow writes to no stream
    assert capfd.readouterr() == ("", "")


def test_without_anybody_to_ask_it_stops_and_says_what_is_missing(settings: Settings) -> None:
    with pytest.raises(Stop) as stop:
        create.objective(editing(settings, Script(interactive=False), False), "shop", OBJECTIVE)
    assert (stop.value.code, stop.value.message) == (2, "--title is missing")
    assert plan(settings) == FILE


def test_a_round_of_questions_writes_a_check_in(settings: Settings) -> None:
    script = Script("150", "", "y")
    how, given = WriteOptions(), CheckInOptions(by="ana@example.com")
    check_in(settings, script, "shop", given, how, edit=False)
    assert script.asked[0] == "    orders: "
    assert "      orders: 150\n" in plan(settings)


@pytest.mark.parametrize("sure", ["y", "n"])
def test_closing_asks_what_was_learned(settings: Settings, sure: str) -> None:
    script = Script("People come", sure)
    edit = editing(settings, script, False)
    close_what(edit, "shop/sell", learned=(), on=None, departments=(), ask=True)
    assert [question.partition("?")[0] for question in script.asked] == [
        "1 of 1  What did you learn from sell",
        "Close shop/sell",
    ]
    assert ("learned: People come" in plan(settings)) == (sure == "y")


def test_leaving_a_question_writes_nothing(tmp_path: Path) -> None:
    script = Script("", "Fjell")
    with pytest.raises(KeyboardInterrupt):
        make_workspace(Settings(as_of=DAY), script, tmp_path / "new", InitOptions(), dry_run=False, force=False)
    assert script.asked[0].startswith("Template, ")
    assert script.asked[1].startswith("Name of the company [")
    assert len(script.asked) == 3
    assert not (tmp_path / "new").exists()
