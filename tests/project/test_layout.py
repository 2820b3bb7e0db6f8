"""Tests mirror the folders of the code, and share one kit."""

from __future__ import annotations

import re
from pathlib import Path

from tests.kit.harness import PROJECT

TESTS = PROJECT / "tests"
ACROSS = {
    "benchmarks",
    "boundary",
    "browser",
    "ci",
    "durability",
    "git",
    "kit",
    "mutants",
    "project",
    "reliability",
    "templates",
}
FILES = [path.relative_to(TESTS) for path in sorted(TESTS.rglob("*.py"))]


def test_a_folder_of_tests_is_one_of_the_code_or_goes_across_all() -> None:
    folders = {path.parent for path in FILES if path.parent != Path() and path.parts[0] not in ACROSS}
    assert len(folders) > 10
    assert [folder for folder in folders if not (PROJECT / "okrctl" / folder).is_dir()] == []
    assert [path for path in FILES if path.parent == Path() and path.name.startswith("test_")] == []


def test_what_tests_share_is_in_the_kit() -> None:
    own = {"kit", "mutants", "reliability"}
    texts = [(TESTS / path).read_text(encoding="utf-8") for path in FILES]
    imported = {name for text in texts for name in re.findall(r"^ *from tests\.([\w.]+) import", text, re.M)}
    assert "kit.harness" in imported
    shared = {name for name in imported if not name.rpartition(".")[2].startswith("test_")}
    assert {name for name in shared if name.partition(".")[0] not in own} == set()
