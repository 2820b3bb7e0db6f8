"""A weekly round of 20 key results in a pseudo-terminal, typed at a human pace: how long it takes.

``python benchmarks/round.py`` types as people do; ``--pace 0 --key 0`` leaves the program's own time alone.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import mean
from typing import Any

DAY = date(2026, 3, 6)
OBJECTIVES, RESULTS = 5, 4
_KINDS = (
    ("traffic", "unit: visits, baseline: 10000, target: 16000", lambda week: str(10000 + 500 * week)),
    ("orders", "count: 80", lambda week: str(6 * week)),
    ("returns", "unit: percent, at_most: 5, hold: true", lambda week: f"4.{week % 10}"),
    ("value", "unit: USD, baseline: 60, change: +10%", lambda week: f"6{week % 10}.5"),
)
# of twenty: values, values with confidence, the same as last week, one more, nothing to say
_TYPED = ("14.6k", "+4", "", "68.9 c7", "14500", "", "4.6", "", "15k c6", "+2", "4.4", "68", "", "50", "", "-", "14.8k",
          "+1", "4.9 c5 three parcels from one customer", "69.5")  # fmt: skip


def workspace(root: Path) -> None:
    """A department that has checked in for eight weeks."""
    (root / "okrs").mkdir()
    (root / "okrctl.yaml").write_text("okrctl: 1\norganization: Shop\n")
    lines = ["okrctl: 1", "department: shop", "name: The Shop", "lead: Ana", "cycle: 2026-Q1", "objectives:"]
    ids = []
    for goal in range(1, OBJECTIVES + 1):
        lines += [
            f"  - id: goal-{goal}",
            f"    title: Goal number {goal}",
            "    ambition: committed",
            "    key_results:",
        ]
        for number in range(1, RESULTS + 1):
            kind, keys, _ = _KINDS[number - 1]
            id = f"{kind}-{goal}-{number}"
            ids.append(id)
            lines.append(f"      - {{id: {id}, title: Move {kind} of area {goal} as planned, {keys}}}")
    lines.append("check_ins:")
    for week in range(1, 9):
        day = date(2026, 1, 2) + timedelta(weeks=week)
        lines += [f"  - date: {day}", "    by: ana@example.com", "    results:"]
        for at, id in enumerate(ids):
            lines.append(f"      {id}: {_KINDS[at % RESULTS][2](week)}")
    (root / "okrs" / "shop.yaml").write_text("\n".join(lines) + "\n")


class Typist:
    """Types into a terminal as a person would, and keeps the times."""

    def __init__(self, child: Any, pace: float, key: float) -> None:
        self.child, self.pace, self.key = child, pace, key
        self.waits: list[float] = []
        self.keys = 0

    def answer(self, prompt: str, line: str) -> None:
        """Wait for a prompt, read it, and answer."""
        asked = time.perf_counter()
        self.child.expect(prompt)
        self.waits.append(time.perf_counter() - asked)
        time.sleep(self.pace)
        for character in line:
            self.child.send(character)
            time.sleep(self.key)
        self.child.send("\r")
        self.keys += len(line) + 1


def run(pace: float, key: float) -> None:
    """One round, and what it took."""
    import pexpect

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "shop"
        root.mkdir()
        workspace(root)
        world = os.environ | {"XDG_CACHE_HOME": folder, "TERM": "xterm"}
        args = ["-m", "okrctl", "--as-of", str(DAY), "checkin", "shop.yaml", "--by", "ana@example.com"]
        begun = time.perf_counter()
        child = pexpect.spawn(
            sys.executable, args, cwd=str(root), env=world, encoding="utf-8", dimensions=(40, 100), timeout=20
        )
        child.delaybeforesend = None
        typist = Typist(child, pace, key)
        for line in _TYPED:
            typist.answer(r"\d: $", line)
        typist.answer(r"\(Enter: none\): $", "")
        typist.answer(r"\[Y/n\] $", "")
        child.expect(pexpect.EOF)
        whole = time.perf_counter() - begun
        child.close()
        written = (root / "okrs" / "shop.yaml").read_text().count(f"date: {DAY}")
    assert written == 1, child.before
    assert child.exitstatus == 0
    first, *rest = typist.waits
    print(f"{len(_TYPED)} key results, {len(typist.waits)} prompts, {typist.keys} keys typed: {whole:.0f} s in all")
    print(
        f"okrctl's own share: {first:.2f} s to the first question, then {1000 * mean(rest):.0f} ms a prompt "
        f"({1000 * max(rest):.0f} ms at most), {sum(typist.waits):.1f} s together"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pace", type=float, default=3.5, help="seconds to read a question and to know the answer")
    parser.add_argument("--key", type=float, default=0.2, help="seconds for each key")
    given = parser.parse_args()
    run(given.pace, given.key)
