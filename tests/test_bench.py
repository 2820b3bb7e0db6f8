"""The benchmark measures every case that a goal speaks of, and judges it rightly; nothing is timed here."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import bench
import cases
import corpus
import goals
import peers
import pytest
from installed import install
from measure import FLOOR, Case, Cost, Used, compare, run, world
from stages import stages


def cost(times: float) -> Cost:
    floor = Used(0.01, 0.01, 10)
    return Cost([Used(0.01 * times, 0.01 * times, 10 * times)], [floor])


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Nothing is run and little is written; the names of all cases."""
    names: list[str] = []
    write = corpus.write

    def pretend(cases: Sequence[Case], rounds: int) -> dict[str, Cost]:
        names.extend(case.name for case in cases)
        return {FLOOR: cost(1), **{case.name: cost(7) for case in cases}}

    def few(root: Path, files: int, shape: corpus.Shape = corpus.SMALL, seed: int = 1) -> int:
        write(root, 1, corpus.Shape(1, 1), seed)
        return files * shape.key_results * shape.check_ins

    monkeypatch.setattr(bench, "compare", pretend)
    monkeypatch.setattr(bench, "stages", lambda root: [])
    monkeypatch.setattr(corpus, "write", few)
    monkeypatch.setattr(peers, "_program", lambda name: f"/bin/{name}")
    monkeypatch.setattr(bench, "hledger_version", lambda: "hledger")
    return names


def test_every_goal_is_measured_and_every_case_has_its_own_name(asked: list[str], tmp_path: Path) -> None:
    page = "\n".join(bench.measured(tmp_path, quick=False, files=1000, most=10_000))
    for goal in goals.goals():
        assert f"| {goal.what} | " in page
    assert len(asked) - len(set(asked)) == 6 * 2, "peers alone are run on several workspaces"
    assert "libyaml's bare scan" in asked


def test_the_quick_one_leaves_out_what_takes_minutes(asked: list[str], tmp_path: Path) -> None:
    page = "\n".join(bench.measured(tmp_path, quick=True, files=1000, most=10_000))
    assert "1,000 files" not in page
    assert "`--help` | ≤ 8 × | 7.0 × | reached" in page


def test_goals_are_judged_by_the_side_of_their_bound() -> None:
    costs = {cases.HELP: cost(8.5), cases.COMPLETION: cost(7.9), goals.COLD: cost(10), "yamllint": cost(299)}
    assert goals.table(costs)[2:-1] == [
        "| `--help` | ≤ 8 × | 8.5 × | **missed** |",
        "| completion | ≤ 8 × | 7.9 × | reached |",
        "| `validate`, 1,000 files of 32 KB, cold, to yamllint | ≥ 30 × sooner | 29.9 × sooner | **missed** |",
        "| the same, a check-in's result, at 7 ms a floor | ≤ 15 µs | 0.39 µs | reached |",
    ]


def test_every_stage_is_still_there(tmp_path: Path) -> None:
    corpus.write(tmp_path, 2, corpus.Shape(6, 2))
    lines = stages(tmp_path, rounds=1)
    assert lines[-1].startswith("| a check-in: edit and proof | ")
    assert len(lines) == 2 + 10


def test_costs_are_told_in_floors_of_their_own_moment() -> None:
    slow, fast = Used(0.02, 0.02, 10), Used(0.01, 0.01, 10)
    measured = Cost([Used(0.2, 0.4, 30), Used(0.1, 0.1, 20), Used(0.3, 0.3, 20)], [slow, fast, fast])
    assert (measured.ratio, measured.wall_ratio, measured.spread, measured.memory) == (10, 20, (10, 30), 30)


def test_cases_take_turns_between_floors(tmp_path: Path) -> None:
    seen: list[str] = []
    noted = [Case(name, [sys.executable, "-c", "pass"], prepare=lambda name=name: seen.append(name)) for name in "ab"]
    slow = Case("c", [sys.executable, "-c", "pass"], rounds=1, prepare=lambda: seen.append("c"))
    costs = compare([*noted, slow], 2)
    assert seen == ["a", "b", "c", "a", "b"]
    assert {name: len(each.runs) for name, each in costs.items()} == {FLOOR: 5, "a": 2, "b": 2, "c": 1}


def test_a_run_that_fails_is_no_fast_run() -> None:
    with pytest.raises(RuntimeError, match="broken ended with 3:\nnot today"):
        run(Case("broken", [sys.executable, "-c", "print('not today'); raise SystemExit(3)"]))


def test_nothing_keeps_python_from_its_compiled_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert not [name for name in world({}) if name.startswith("PYTHON")]


def test_both_scripts_differ_in_what_they_call_alone(tmp_path: Path) -> None:
    made = install(tmp_path)
    run(Case("empty", [made.empty], made.env))
    run(Case("version", [made.okrctl, "--version"], made.env))
    pair = zip(Path(made.okrctl).read_text().splitlines(), Path(made.empty).read_text().splitlines(), strict=True)
    assert [one for one, other in pair if one != other] == ["from okrctl.__main__ import main"]
    assert list(tmp_path.rglob("okrctl/__pycache__/cli.*.pyc"))
