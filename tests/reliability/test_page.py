"""The page of what was tried is complete: every test with the mark is on it, and every mutant."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kit.harness import PROJECT, run_any
from tests.mutants.mutant import table
from tests.reliability import run
from tests.reliability.marks import marked

PAGE = PROJECT / "docs" / "internals" / "reliability.md"


def test_every_marked_test_and_every_mutant_has_its_line() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    for each in marked():
        assert [line for line in lines if each.what.replace("|", "\\|") in line and f"`{each.test}`" in line], each
    for mutant in table():
        assert [line for line in lines if line.startswith(f"| {mutant.name} |")], mutant.name


@pytest.mark.night
def test_marks_are_found_as_pytest_finds_them() -> None:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-m", "reliability", "tests"]
    found = run_any(command, cwd=PROJECT).out
    known = {line.partition("[")[0] for line in found.splitlines() if "::" in line}
    assert known == {each.test for each in marked()}


def test_words_of_the_marks_fit_a_table() -> None:
    for each in marked():
        assert re.fullmatch(r"[A-Z][a-z ]+", each.area), each
        assert each.what and not each.what.endswith(".") and "\n" not in each.what, each


@pytest.mark.night
def test_notes_add_up_over_parameters_and_workers(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(
        """
import pytest

@pytest.mark.reliability("A", "b")
@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_one(n, record_property):
    if n == 3:
        pytest.skip("no such thing here")
    assert n != 4
    record_property("tried", n * 10)

@pytest.mark.reliability("A", "c")
def test_two(): pass

def test_three(): pass
"""
    )
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = reliability(a, b): x\n")
    notes = tmp_path / "notes.json"
    world = {"OKRCTL_RELIABILITY": str(notes), "PYTHONPATH": str(PROJECT), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "pytest", "-p", "tests.reliability.plugin", "-n", "2", str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, env=world, capture_output=True, check=False)
    assert done.returncode == 1, done
    one, two = json.loads(notes.read_text())
    assert (one["test"], one["passed"], one["failed"], one["skipped"]) == ("test_it.py::test_one", 2, 1, 1)
    assert (one["tried"], one["reasons"]) == (30, ["Skipped: no such thing here"])
    assert (two["passed"], two["failed"], two["tried"]) == (1, 0, 1)


NO_SIZES = {"OKRCTL_BASE_IMAGE", "OKRCTL_FUZZ_SEED", "OKRCTL_JOBS", "OKRCTL_RELIABILITY", "OKRCTL_SIZE"}
NO_SIZES |= {"OKRCTL_CHROMIUM", "OKRCTL_SCREENS", "OKRCTL_TEST_PROFILE", "OKRCTL_TEST_DATA", "OKRCTL_UPDATE"}


def test_sizes_are_those_that_tests_ask_for() -> None:
    asked = set()
    for path in (PROJECT / "tests").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        asked |= set(re.findall(r"(?:environ\.get\(|environ\[|size\()\"(OKRCTL_[A-Z_]+)\"", text))
    assert asked - NO_SIZES == set(run.NIGHTLY), "tests.reliability.run has other sizes than the tests"
