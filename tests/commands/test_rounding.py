"""One way of rounding: an eighth is 0.13 wherever people read it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.kit.harness import environment, run_cli

PLAN = """\
okrctl: 1
department: shop
name: Shop
lead: Ana
cycle: 2026-H1
objectives:
  - id: sell
    title: Sell more
    key_results:
      - {id: orders, title: Orders, baseline: 0, target: 8}
check_ins:
  - {date: 2026-04-01, by: ana, results: {orders: 0}}
"""
EIGHTH = "  - {date: 2026-06-01, by: ana, results: {orders: 1}}\n"
READ = {
    "status": ("status", "--all"),
    "score": ("score", "shop/orders"),
    "show": ("show", "shop/orders"),
    "diff": ("diff", "HEAD"),
    "diff for a review": ("diff", "HEAD", "--format", "markdown"),
    "a rule": ("validate", "--today", "--format", "concise"),
    "retro": ("retro", "2026-H1"),
    "a table": ("status", "--all", "--format", "markdown"),
}


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "ws"
    (root / "okrs").mkdir(parents=True)
    (root / "okrctl.yaml").write_text("okrctl: 1\norganization: Corner\n")
    (root / "okrs" / "shop.yaml").write_text(PLAN)
    for args in (["init", "-qb", "main"], ["add", "-A"], ["commit", "-qm", "start"]):
        subprocess.run(["git", *args], cwd=root, env=environment(), check=True)
    (root / "okrs" / "shop.yaml").write_text(PLAN + EIGHTH)
    return root


@pytest.mark.parametrize("report", READ)
def test_an_eighth_is_the_same_everywhere(ws: Path, report: str) -> None:
    ran = run_cli("--as-of", "2026-06-02", *READ[report], cwd=ws)
    assert ran.code == 0, ran
    assert "0.13" in ran.out
    assert not re.search(r"0\.12\b", ran.out)
