"""A long file in which only the plan changed says the same as one that was read as a whole."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from okrctl.flows.editor import desk as desks
from okrctl.flows.editor.desk import Desk

CONFIG = "okrctl: 1\norganization: Acme\n"
PATH = "okrs/shop.yaml"
PLAN = """\
okrctl: 1
department: shop
lead: Ana
cycle: 2026
objectives:
  - id: sales
    title: Sell more
    why: We want to grow
    ambition: committed
    key_results:
      - {id: orders, title: Reach 50 orders, unit: orders, count: 50}
      - {id: visits, title: Reach 90 visits, unit: visits, count: 90}
check_ins:
"""
JOURNAL = "".join(
    f"  - date: {date(2026, 1, 1) + timedelta(days=day)}\n    by: ana\n    results: {{orders: {day}}}\n"
    for day in range(40)
)
END = "kpis:\n  - {id: bounce, title: Bounce rate, unit: percent, at_most: 45}\n"
EDITS = {
    "a title": ("Sell more", "Be world-class"),
    "an id that check-ins name": ("id: orders", "id: order"),
    "a typo in a key": ("ambition:", "ambitoin:"),
    "not YAML any more": ("objectives:", "objectives: ["),
    "a plan without a key result": ("      - {id: visits, title: Reach 90 visits, unit: visits, count: 90}\n", ""),
    "a comment that silences": ("    title: Sell more", "    title: Sell more # okrctl: ignore[OKR602]"),
    "an anchor": ("lead: Ana", "lead: &ana Ana"),
    "below the journal": ("at_most: 45", "at_most: many"),
    "a check-in": ("orders: 7}", "orders: seven}"),
    "a second journal": ("cycle: 2026", "check_ins:\n  - {date: 2026-01-01, by: ana, note: hi}\ncycle: 2026"),
    "a department of another name": ("department: shop", "department: store"),
    "another line": ("okrctl: 1", "# a comment\nokrctl: 1"),
}


def desk(home: Path, text: str) -> Desk:
    made = Desk(home, lambda: date(2026, 3, 1))
    made.put(PATH, text)
    return made


@pytest.mark.parametrize("end", ["", END], ids=["journal last", "journal in the middle"])
@pytest.mark.parametrize("name", EDITS)
def test_typing_in_the_plan_finds_what_reading_all_of_it_finds(
    name: str, end: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desks, "LONG", 0)
    monkeypatch.setenv("OKRCTL_CACHE_DIR", str(tmp_path / "cache"))
    home = tmp_path / "home"
    (home / "okrs").mkdir(parents=True)
    (home / "okrctl.yaml").write_text(CONFIG)
    before = PLAN + JOURNAL + end
    (home / PATH).write_text(before)
    typed = desk(home, before)
    assert typed.snapshot().report.diagnostics == desk(home, before).snapshot().report.diagnostics
    old, new = EDITS[name]
    for text in (before.replace(old, new, 1), before):
        typed.put(PATH, text)
        one, other = typed.snapshot(), desk(home, text).snapshot()
        assert one.report.diagnostics == other.report.diagnostics
        assert one.session.workspace.files == other.session.workspace.files
        if not other.session.workspace.files[0].unreadable:
            assert one.picture.scores == other.picture.scores


def test_the_journal_is_not_read_again_while_the_plan_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "LONG", 0)
    (tmp_path / "okrs").mkdir()
    (tmp_path / "okrctl.yaml").write_text(CONFIG)
    (tmp_path / PATH).write_text(PLAN + JOURNAL)
    typed = desk(tmp_path, PLAN + JOURNAL)
    (before,) = typed.snapshot().session.workspace.files
    typed.put(PATH, PLAN.replace("Sell", "Deliver") + JOURNAL)
    (after,) = typed.snapshot().session.workspace.files
    assert after.check_ins is before.check_ins
    assert after.objectives[0].current.title == "Deliver more"
    typed.look_again()
    (again,) = typed.snapshot().session.workspace.files
    assert again.check_ins is not before.check_ins and again == after
