"""Ctrl-C at any question of any command leaves at once, and nothing was written."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.kit.harness import environment
from tests.kit.repos import goal, moves, plan

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
DAY = "2026-03-31"

# Each command with its questions, and what is answered to get to the next one.
QUESTIONS: dict[str, tuple[list[str], list[tuple[str, str]]]] = {
    "init": (
        ["init", "fresh"],
        [("Template", ""), ("Name of the company", "Fjell"), ("Currency", ""), ("free", ""), ("When does", "")],
    ),
    "new department": (
        ["new", "department", "press"],
        [("Name of the department: ", "Press"), ("Who leads it: ", "Ben")],
    ),
    "new objective": (
        ["new", "objective", "marketing"],
        [
            ("Objective, in one sentence: ", "Be calm"),
            ("Why it matters", ""),
            ("Committed", ""),
            ("Owner", ""),
            ("Cycle", ""),
        ],
    ),
    "new key-result": (
        ["new", "key-result", "marketing/seo"],
        [
            ("Key result, with", "Some result"),
            ("How is it measured: ", "8"),
            ("What the grades mean", "x"),
            ("Owner", ""),
        ],
    ),
    "new kpi": (
        ["new", "kpi", "marketing"],
        [("What is monitored: ", "Bounces"), ("Unit", ""), ("Healthy from", "1"), ("Healthy up to", ""), ("Owner", "")],
    ),
    "checkin": (["checkin", "marketing", "--by", "ana@example.com"], [("traffic: ", "150"), ("Comment on this", "")]),
    "close": (
        ["close", "marketing/seo"],
        [("What did you learn from seo", ""), ("Why, and what next", ""), ("Close", "")],
    ),
    "rollover": (["rollover", "--from", "2026-Q1", "--to", "2026-Q2"], [("carry over?", "")]),
}
STEPS = [(name, step) for name, (_, dialogue) in QUESTIONS.items() for step in range(len(dialogue))]


def files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("name", "step"), STEPS)
@pytest.mark.reliability("Interrupts", "Ctrl-C at every question of every command: it ends at once with 130")
def test_ctrl_c_leaves_at_once(name: str, step: int, tmp_path: Path) -> None:
    import pexpect

    root = tmp_path / "work"
    (root / "okrs").mkdir(parents=True)
    (root / "okrctl.yaml").write_text("okrctl: 1\norganization: Shop\n")
    (root / "okrs" / "marketing.yaml").write_text(json.dumps(plan(goal(moves())), indent=1))
    before = files(root)
    args, dialogue = QUESTIONS[name]
    world = environment(XDG_CACHE_HOME=str(tmp_path / "cache"), NO_COLOR="1")
    command = ["-m", "okrctl", "--as-of", DAY, *args]
    child: Any = pexpect.spawn(
        sys.executable, command, cwd=str(root), env=world, encoding="utf-8", timeout=30, dimensions=(40, 120)
    )
    for question, answer in dialogue[:step]:
        child.expect_exact(question)
        child.sendline(answer)
    child.expect_exact(dialogue[step][0])
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert "interrupted" in child.before
    assert files(root) == before
