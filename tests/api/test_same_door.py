"""The API and the command line write the same bytes, because the same flow does it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import okrctl
from tests.kit.harness import PROJECT, run_cli

EXAMPLE = PROJECT / "examples" / "northwind-outdoor"
DAY = "2026-06-19"
Plan = Callable[[Any], Any]
EDITS: dict[str, tuple[Plan, list[str]]] = {
    "check_in": (
        lambda company: company.check_in(
            "marketing", {"organic-traffic": 133000}, confidence={"seo": 6}, note="A note", day=DAY, by="ana@x.example"
        ),
        [
            *("checkin", "marketing", "--set", "organic-traffic=133000", "--confidence", "seo=6"),
            *("--note", "A note", "--date", DAY, "--by", "ana@x.example"),
        ],
    ),
    "amend": (
        lambda company: company.amend("marketing/organic-traffic", "140000", "Fewer ads", approved_by="Eva", day=DAY),
        [
            *("amend", "marketing/organic-traffic", "--to", "140000", "--why", "Fewer ads"),
            *("--approved-by", "Eva", "--date", DAY),
        ],
    ),
    "drop": (
        lambda company: company.drop("marketing/campaigns", "Too dear", day=DAY),
        ["drop", "marketing/campaigns", "--why", "Too dear", "--date", DAY],
    ),
    "ask": (
        lambda company: company.ask("finance", "marketing/seo", "A budget", due="2026-06-25"),
        ["ask", "finance", "--for", "marketing/seo", "--need", "A budget", "--due", "2026-06-25"],
    ),
}


def texts(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*.yaml"))}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_writes_what_the_command_writes(name: str, tmp_path: Path) -> None:
    plan, command = EDITS[name]
    one, other = tmp_path / "api", tmp_path / "command"
    for folder in (one, other):
        shutil.copytree(EXAMPLE, folder)
    before = texts(one)
    edit = plan(okrctl.load(one))
    assert texts(one) == before
    edit.apply()
    ran = run_cli("--root", str(other), "--as-of", DAY, *command)
    assert ran.code == 0, ran.err
    assert texts(one) == texts(other) != before


def test_both_reach_the_files_through_flows_alone() -> None:
    imported = {
        line.split()[1]
        for path in (PROJECT / "okrctl" / "api").glob("*.py")
        for line in path.read_text().splitlines()
        if line.strip().startswith("from okrctl.")
    }
    writing = {"okrctl.shell.write", "okrctl.shell.batch", "okrctl.shell.door", "okrctl.core.edit"}
    assert any(name.startswith("okrctl.flows.") for name in imported)
    assert not {name for name in imported for each in writing if name.startswith(each)}
