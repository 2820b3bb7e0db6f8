"""The README happens as written."""

from __future__ import annotations

import os
import shutil
from difflib import unified_diff
from pathlib import Path

from tests.kit.harness import PROJECT, run_cli
from tests.kit.transcript import blocks, play

README = PROJECT / "README.md"


def test_commands_do_what_is_shown(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "examples", tmp_path / "examples")
    written, happened = README.read_text(encoding="utf-8"), play(README, tmp_path)
    if os.environ.get("OKRCTL_UPDATE"):
        README.write_text(happened, encoding="utf-8")
        return
    diff = unified_diff(written.split("\n"), happened.split("\n"), "README.md", "what happened", lineterm="")
    assert happened == written, "\n".join(diff)


def test_the_file_it_shows_is_valid(tmp_path: Path) -> None:
    (shown,) = (block for block in blocks(README.read_text(encoding="utf-8")) if block.info == "yaml")
    (tmp_path / "okrctl.yaml").write_text("okrctl: 1\norganization: Northwind Outdoor\nfiles: ['*.yaml']\n")
    (tmp_path / "marketing.yaml").write_text("\n".join(shown.lines) + "\n")
    ran = run_cli("validate", "--format", "concise", "--as-of", "2026-02-14", cwd=tmp_path)
    findings = {line.split()[1] for line in ran.out.splitlines()}
    assert findings == {"OKR204"}, ran.out  # the departments it refers to are not shown
