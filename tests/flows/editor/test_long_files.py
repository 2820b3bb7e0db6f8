"""A long file of which only the changes are read says the same as one that was read as a whole."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

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
            assert one.report_day.scores == other.report_day.scores


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


TRICKY = (
    "note: |+\n      kept\n\n",
    'note: "more\n  - date: 2026-01-05"\n',
    "note: 'more\n\n",
    "unchanged: rest\n",
    "unchanged: [visits, nothing]\n",
    "corrects: 2026-01-03\n",
    "results: {orders: {value: 3, confidence: 70}, visits: }\n",
    "results: {orders: seven}\n",
    "results:\n      orders: {baseline: 2}\n",
    "note: We rank #1\n",
    "note: \u202ehidden\n",
    "nte: hi\n",
    "note: &a hi\n",
    "note: *a\n",
    "note: hi # okrctl: ignore[OKR403] it is so\n",
)
PIECES = st.sampled_from(
    [
        *(f"    {each}" for each in TRICKY),
        *(
            f"  - date: 2026-01-{day:02}\n    by: {by}\n    {each}"
            for day in (4, 40)
            for by in ("ana", "ben")
            for each in TRICKY[3:10]
        ),
        "  -\n    date: 2026-01-09\n    by: ben\n    results: {visits: 4}\n",
        "  - text\n",
        "# okrctl: ignore[OKR403] it is so\n",
        "kpis:\n  - {id: bounce, title: Bounce rate, unit: percent, at_most: 45}\n",
        "check_ins:\n",
        "---\n",
        "...\n",
        "\n",
        "  # a comment\n",
        '"',
        "'",
        "|",
        "]",
        "{",
        " ",
        "x",
        "5",
        "\r\n",
    ]
)
WHERE = st.floats(0, 1, exclude_max=True)
SCRIPTS = st.lists(st.tuples(WHERE, st.booleans(), st.integers(0, 3), PIECES | st.just("")), min_size=1, max_size=6)


def edited(text: str, where: float, whole: bool, cut: int, piece: str) -> str:
    """The text with something cut and something put in: whole lines, or characters."""
    if not whole:
        at = int(where * len(text))
        return text[:at] + piece + text[at + cut :]
    lines = text.splitlines(keepends=True)
    at = int(where * len(lines))
    return "".join([*lines[:at], piece, *lines[at + cut :]])


def places(desk: Desk) -> object:
    (file,) = desk.snapshot().session.workspace.files
    return [(each.at, each.day, each.results) for each in file.check_ins], file


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@example(script=[(0.5, True, 0, "    results: {orders: {value: 3}, visits: }\n"), (0.90625, True, 3, "")], end=END)
@example(script=[(0.25, True, 0, "---\n")], end="")
# a quoted text with a line that looks like an entry
@example(script=[(0.75, True, 0, '    note: "more\n  - date: 2026-01-05"\n')], end=END)
@given(script=SCRIPTS, end=st.sampled_from(["", END]))
def test_any_edits_find_what_reading_all_of_it_finds(
    script: list[tuple[float, bool, int, str]], end: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desks, "LONG", 0)
        home = tmp_path_factory.mktemp("home")
        patch.setenv("OKRCTL_CACHE_DIR", str(home / "cache"))
        (home / "okrs").mkdir()
        (home / "okrctl.yaml").write_text(CONFIG)
        text = PLAN + JOURNAL[: JOURNAL.index("  - date: 2026-01-09")] + end
        typed = desk(home, text)
        typed.snapshot()
        for step in script:
            text = edited(text, *step)
            typed.put(PATH, text)
            fresh = desk(home, text)
            assert places(typed) == places(fresh)
            assert typed.snapshot().report.diagnostics == fresh.snapshot().report.diagnostics


def test_of_a_journal_only_the_entries_that_change_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "LONG", 0)
    (tmp_path / "okrs").mkdir()
    (tmp_path / "okrctl.yaml").write_text(CONFIG)
    typed = desk(tmp_path, PLAN + JOURNAL)
    (before,) = typed.snapshot().session.workspace.files
    for value in ("8", "", "9"):
        typed.put(PATH, PLAN + JOURNAL.replace("orders: 7}", f"orders: {value}}}"))
        (after,) = typed.snapshot().session.workspace.files
        same = [one is other for one, other in zip(before.check_ins, after.check_ins, strict=True)]
        assert same.count(False) == 1 and not same[7]
