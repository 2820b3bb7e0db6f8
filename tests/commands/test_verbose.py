"""``-v``: commands that write say which workspace and files they used, as reports do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kit.repos import Repo, goal, moves, plan, said

CHECK_IN = ["checkin", "marketing", "--set", "traffic=120", "--by", "ana@example.com", "--date", "2026-02-14"]


@pytest.mark.parametrize(
    "args",
    [
        ["status"],
        ["validate"],
        [*CHECK_IN, "--dry-run"],
        ["pull", "marketing", "--dry-run"],
        ["amend", "marketing/traffic", "--to", "210", "--why", "More", "--date", "2026-02-14", "--dry-run"],
        ["drop", "marketing/traffic", "--why", "Less", "--dry-run"],
        ["rename", "marketing/traffic", "visits", "--dry-run"],
        ["close", "marketing/traffic", "--learned", "Much", "--dry-run"],
        ["journal", "marketing", "--layout", "file-per-check-in", "--dry-run"],
    ],
    ids=lambda args: args[0],
)
def test_what_was_used(args: list[str], tmp_path: Path) -> None:
    repo = Repo(tmp_path).write(plan(goal(moves()), check_ins=[said("2026-02-09", traffic=110)]))
    quiet = repo.run("--as-of", "2026-02-14", *args)
    told = repo.run("-v", "--as-of", "2026-02-14", *args).err.splitlines()
    assert f"workspace: {tmp_path.resolve()}" in told, (told, quiet)
    assert "file: okrs/marketing.yaml" in told
    assert [line for line in told if line.startswith("cache: ")]
    assert "workspace:" not in quiet.err
