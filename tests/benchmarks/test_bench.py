"""The benchmark runs what its rows say and reckons rightly, on tiny sizes; nothing is timed here."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path

import bench
import page
import peers
import pytest
import rows
from cases import COLD, EDITED, OTHER_DAY, Place, Workspace, edit
from measure import Program, Used, environment, ratios, run, take_turns

TINY = Workspace(3, "quarter")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("bench"))


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NINE", "FORTY", "HUNDRED", "THOUSAND"):
        monkeypatch.setattr(rows, name, TINY)
    monkeypatch.setattr(rows, "TEN_THOUSAND", Workspace(4, "quarter"))
    monkeypatch.setattr(peers, "_program", lambda name: None)


@pytest.mark.night
def test_every_row_runs_and_is_told_with_its_goal(tiny: None, place: Place) -> None:
    measured = [bench.measure(place, group, 1) for group in rows.groups()]
    told = "\n".join(page.tables(measured))
    for group in rows.groups()[:-1]:
        for row in group.rows:
            assert f"| {row.what} | " in told
    assert told.count("reached") + told.count("missed") == 3 + 9 + 4 + 5 + 2
    assert "yamllint" not in told, "a program that is not installed is left out"


def test_rows_have_names_of_their_own_and_can_be_chosen() -> None:
    names = [row.name for group in rows.groups() for row in group.rows]
    assert len(names) == len(set(names))
    chosen = bench.only(["help", "nine-deps"], ["nine-deps-e"], rows.groups())
    assert [[row.name for row in group.rows] for group in chosen] == [
        ["help", "help-rich"],
        ["nine-deps-cold", "nine-deps-day"],
    ]
    assert [row.name for group in bench.only([], [], rows.groups()) for row in group.rows] == names


def test_cold_is_without_a_cache_and_another_day_is_new_each_time(place: Place) -> None:
    cold = place.ask("validate", TINY, COLD)
    cache = Path(cold.env["OKRCTL_CACHE_DIR"])
    run(cold)
    assert any(cache.rglob("*"))
    cold.prepare(0)
    assert not cache.exists()
    day = place.ask("status", TINY, OTHER_DAY)
    assert [list(day.arguments(turn)) for turn in (-1, 0, 1)] == [
        ["--as-of", "2026-03-30"],
        ["--as-of", "2026-03-31"],
        ["--as-of", "2026-04-01"],
    ]


def test_one_file_is_edited_in_a_workspace_of_its_own(place: Place) -> None:
    five = Workspace(5, "quarter")
    case = place.ask("status", five, EDITED)
    root = Path(case.command[3])
    assert root != place.workspace(five)
    before = {path: path.read_text() for path in (root / "okrs").glob("*.yaml")}
    run(case, -1)
    assert before == {path: path.read_text() for path in before}
    run(case, 0)
    changed = {path for path, text in before.items() if path.read_text() != text}
    assert [path.name for path in changed] == ["team-00002.yaml"]
    edit(root, 1)
    assert re.findall(r"result-0: (13\d\d)\n", changed.pop().read_text())[-1] == "1301"


def test_a_made_up_workspace_has_no_errors(place: Place) -> None:
    for shape in ("quarter", "two-years", "year"):
        run(replace(place.ask("validate", Workspace(3, shape), COLD), fine=(0,)))


def test_costs_are_compared_within_a_turn() -> None:
    slow, fast = Used(0.02, 10), Used(0.01, 10)
    assert ratios([Used(0.2, 30), Used(0.1, 20), Used(0.3, 20)], [slow, fast, fast]) == [10, 10, 30]


def test_cases_take_turns() -> None:
    seen: list[tuple[str, int]] = []
    command = [sys.executable, "-c", "pass"]
    cases = [
        Program("a", command, prepare=lambda turn: seen.append(("a", turn))),
        Program("b", command, prepare=lambda turn: seen.append(("b", turn)), warm_up=False),
    ]
    used = take_turns(cases, 2)
    assert seen == [("a", -1), ("a", 0), ("b", 0), ("a", 1), ("b", 1)]
    assert {name: len(runs) for name, runs in used.items()} == {"a": 2, "b": 2}


def test_a_goal_is_judged_by_the_median() -> None:
    row: page.MeasuredRow = {
        "name": "a",
        "what": "`a`",
        "goal": 1.5,
        "ratios": [1.0, 1.6, 1.7],
        "cpu": 0.16,
        "against": 0.1,
        "memory_goal": 1_229,
        "memory": 200.0,
    }
    lines = page.tables([{"title": "T", "unit": "the floor", "rows": [row]}])
    assert "| `a` | 1.60 × | 1.00 – 1.70 | ≤ 1.5 × | **missed** | 0.160 | 0.100 | 200 |" in lines
    assert "| the same, memory | 200 MiB | | ≤ 1,229 MiB | reached | | | |" in lines


def test_the_page_tells_what_was_measured_last(tmp_path: Path) -> None:
    copy = tmp_path / "performance.md"
    copy.write_text(page.PAGE.read_text(encoding="utf-8"), encoding="utf-8")
    page.write(copy)
    assert copy.read_text(encoding="utf-8") == page.PAGE.read_text(encoding="utf-8")


def test_a_run_that_fails_is_no_fast_run() -> None:
    with pytest.raises(RuntimeError, match="broken ended with 3:\nnot today"):
        run(Program("broken", [sys.executable, "-c", "print('not today'); raise SystemExit(3)"]))


def test_nothing_keeps_python_from_its_compiled_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert not [name for name in environment({}) if name.startswith("PYTHON")]


def test_the_scripts_differ_only_in_what_they_call(place: Place) -> None:
    made = place.programs
    pair = zip(Path(made.okrctl).read_text().splitlines(), Path(made.empty).read_text().splitlines(), strict=True)
    assert [one for one, other in pair if one != other] == ["from okrctl.__main__ import main"]
    assert list(place.folder.rglob("okrctl/__pycache__/cli.*.pyc"))


def test_a_ledger_holds_as_many_facts(monkeypatch: pytest.MonkeyPatch, place: Place) -> None:
    monkeypatch.setattr(peers, "_program", lambda name: f"/bin/{name}")
    made = {name: make(place) for name, _, make in peers.peers(TINY)}
    for name in ("hledger", "bean-check"):
        case = made[name]
        assert case is not None
        assert Path(case.command[-1]).read_text().count("Purchase") == TINY.results


def test_a_missing_program_is_named(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers.shutil, "which", lambda name: None)
    assert peers._program("no-such-program") is None
    assert capsys.readouterr().err == "no-such-program is left out: it is not installed\n"
