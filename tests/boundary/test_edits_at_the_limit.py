"""Writers at the size limit of a file: none makes a file that okrctl then refuses to read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.kit.harness import run_cli

MIB = 1 << 20
PLAN = """okrctl: 1
department: marketing
name: Marketing
lead: Ann
cycle: 2026-H1
objectives:
  - id: sell
    title: Sell more
    key_results:
      - {id: orders, title: Orders, baseline: 10, target: 20}
      - {id: returns, title: Returns, baseline: 10, target: 5}
check_ins:
  - {date: 2026-01-10, by: a@b.c, results: {orders: 11}}
"""
REASON = ("--why", "Agreed in the review")
WRITERS = {
    "checkin": ("checkin", "marketing", "--set", "orders=12", "--by", "a@b.c"),
    "drop": ("drop", "marketing/returns", *REASON),
    "amend": ("amend", "marketing/returns", "--to", "6", *REASON),
    "rename": ("rename", "marketing/returns", "goods-that-came-back"),
    "rollover": ("rollover", "--from", "2026-H1", "--to", "2026-H2", "--no-input"),
}


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A workspace whose only file has room for three more bytes."""
    (tmp_path / "okrs").mkdir()
    (tmp_path / "okrctl.yaml").write_text("okrctl: 1\norganization: Shop\n")
    room = MIB - 3 - len(PLAN) - 1
    lines = "".join(f"# {'x' * 97}\n" for _ in range(room // 100))
    (tmp_path / "okrs/marketing.yaml").write_text(f"{PLAN}{lines}#{'y' * (room - len(lines))}\n"[: MIB - 3])
    return tmp_path


@pytest.mark.reliability("Files", "edits of a file at its size limit: refused, since it could not be read again")
@pytest.mark.parametrize("writer", WRITERS)
def test_no_edit_makes_a_file_too_large(full: Path, writer: str) -> None:
    file = full / "okrs/marketing.yaml"
    before = file.read_bytes()
    ran = run_cli("--as-of", "2026-03-10", *WRITERS[writer], cwd=full)
    assert (ran.code, file.read_bytes() == before) == (1, True), ran.out + ran.err
    assert "larger than 1,048,576 bytes" in ran.err
    assert run_cli("--as-of", "2026-03-10", "validate", cwd=full).code == 0


def test_a_merge_that_would_be_too_large_is_a_conflict(full: Path) -> None:
    file = full / "okrs/marketing.yaml"
    for side in ("base", "ours", "theirs"):
        shutil.copy(file, full / side)
    for side, old in (("ours", "Orders"), ("theirs", "Returns")):
        (full / side).write_text(file.read_text().replace(f"title: {old}", f"title: {old}!!"))
    ran = run_cli("merge-driver", "base", "ours", "theirs", "okrs/marketing.yaml", cwd=full)
    assert ran.code == 10, ran.err
