"""More than one process: the same answer, whoever read the files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from okrctl.core.loading import facts
from okrctl.shell import ahead
from tests.kit.harness import Ran
from tests.kit.shop import Shop, check_in, objective, result

DAY = "2026-03-02"


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = Shop(tmp_path / "work")
    for number in range(ahead.LEAST + 20):
        goal = objective(result(baseline=0, target=10), id="goal")
        wrong = {} if number % 40 else {"nmae": "?"}
        entry = check_in("2026-01-05", {"kr": number})
        shop.write(f"team-{number:03}", name="T", lead="L", objectives=[goal], check_ins=[entry], **wrong)
    return shop


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that this process reads itself."""
    seen: list[str] = []
    real = facts.read_department

    def counting(path: str, *rest: Any, **more: Any) -> Any:
        seen.append(path)
        return real(path, *rest, **more)

    monkeypatch.setattr(facts, "read_department", counting)
    return seen


@pytest.fixture
def run(shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    def running(processes: int, store: str = "") -> list[Ran]:
        monkeypatch.setenv("OKRCTL_CACHE_DIR", str(tmp_path / (store or f"cache-{processes}")))
        monkeypatch.setenv("OKRCTL_PROCESSES", str(processes))
        return [shop.run(command, "--as-of", DAY) for command in ("validate", "status")]

    return running


@pytest.mark.reliability("Cache", "a workspace read by one, two and three processes: the same answer")
@pytest.mark.parametrize("processes", [2, 3])
def test_the_answer_does_not_depend_on_who_reads(processes: int, run: Any, read: list[str]) -> None:
    alone = run(1)
    assert len(set(read)) == ahead.LEAST + 20
    read.clear()
    assert run(processes) == alone
    assert alone[0].code == 1 and "nmae" in alone[0].out
    # its own share, and what is wrong is found anew
    assert len(set(read)) < (ahead.LEAST + 20) // processes + 5


@pytest.mark.parametrize("program", [None, "", "/nowhere/python", "/bin/false"])
def test_without_helpers_everything_is_read_here(
    program: str | None, run: Any, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = run(1)
    read.clear()
    monkeypatch.setattr(sys, "executable", program)
    assert run(2) == alone
    assert len(set(read)) == ahead.LEAST + 20


def test_few_new_files_are_read_here(run: Any, shop: Shop, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    run(2, "same")
    read.clear()

    def none(*_: Any) -> Any:
        raise AssertionError("a helper for a few files")

    monkeypatch.setattr(ahead, "_helper", none)
    shop.write("team-001", name="Other", lead="L")
    run(2, "same")
    assert "okrs/team-001.yaml" in read


def test_nothing_in_the_folder_at_hand_is_run(
    run: Any, tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = tmp_path / "trap"
    (trap / "okrctl").mkdir(parents=True)
    for name in ("okrctl/__init__.py", "json.py"):
        (trap / name).write_text(f"open({str(trap / 'sprung')!r}, 'w')\n")
    monkeypatch.chdir(trap)
    run(2)
    assert len(set(read)) < ahead.LEAST
    assert not (trap / "sprung").exists()


@pytest.mark.parametrize("said", ["9" * 5000, "0", "-1", "1.5", "²", "two"])
def test_odd_numbers_of_processes(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OKRCTL_PROCESSES", said)
    assert 1 <= ahead._processes() <= ahead._MOST
