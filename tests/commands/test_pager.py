"""Long reports go through the pager on a terminal, and nowhere else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.kit.harness import environment
from tests.kit.shop import Shop, objective, result

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are a matter of Unix", allow_module_level=True)

import pexpect

PAGER = "sh -c 'echo PAGED; cat'"


def shown(shop: Shop, command: str, rows: int, pager: str = PAGER) -> str:
    """What a terminal of so many rows shows."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "okrctl", "--as-of", "2026-02-14", *command.split()],
        cwd=str(shop.root),
        env=environment(OKRCTL_PAGER=pager, LINES=str(rows), COLUMNS="80"),
        encoding="utf-8",
        timeout=30,
        dimensions=(rows, 80),
    )
    child.expect(pexpect.EOF)
    return str(child.before)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """A workspace whose status takes some twenty lines."""
    slow = [result(f"kr-{number}", baseline=0, target=100) for number in range(12)]
    return Shop(tmp_path).write(objectives=[objective(*slow)])


def test_what_is_longer_than_the_terminal_is_paged(shop: Shop) -> None:
    out = shown(shop, "status --all", 10)
    assert out.startswith("PAGED")
    assert "kr-11" in out


def test_what_fits_is_not(shop: Shop) -> None:
    assert "PAGED" not in shown(shop, "status --all", 100)


@pytest.mark.parametrize("pager", ["cat", "", "no-such-program-anywhere", "'"])
def test_without_a_usable_pager_the_report_is_just_printed(shop: Shop, pager: str) -> None:
    assert "kr-11" in shown(shop, "status --all", 10, pager)


def test_a_pipe_has_no_pager(shop: Shop) -> None:
    line = f"{sys.executable} -m okrctl --as-of 2026-02-14 status --all | cat"
    world = environment(OKRCTL_PAGER=PAGER)
    child = pexpect.spawn("sh", ["-c", line], cwd=str(shop.root), env=world, encoding="utf-8", dimensions=(10, 80))
    child.expect(pexpect.EOF)
    assert "kr-11" in child.before
    assert "PAGED" not in child.before
