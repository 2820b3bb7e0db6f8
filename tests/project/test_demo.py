"""``make demo`` works from beginning to end, and again over what it made."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.kit.harness import PROJECT, run_any

SCRIPT = PROJECT / "examples" / "demo.sh"

pytestmark = [
    pytest.mark.night,
    pytest.mark.skipif(shutil.which("bash") is None, reason="the demonstration is a shell script"),
]


def test_the_demonstration(tmp_path: Path) -> None:
    for _ in range(2):
        ran = run_any(["bash", str(SCRIPT), "out"], cwd=tmp_path)
        assert ran.code == 0, ran.err
    assert "My Shop" in ran.out
    assert "Needs you" in ran.out
    for line in ran.out.splitlines()[-2:]:
        again = run_any(line.split(), cwd=tmp_path)
        assert again.code == 0, again.err
    assert "Traceback" not in ran.err


def test_it_removes_nothing_that_it_did_not_make(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    ran = run_any(["bash", str(SCRIPT), "out"], cwd=tmp_path)
    assert ran.code == 2
    assert (tmp_path / "out" / "mine.txt").read_text() == "mine"
