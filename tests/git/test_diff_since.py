"""``diff --since DAY`` compares with the last commit of that day or before."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kit.repos import Repo, goal, moves, plan


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A target that was raised on two Saturdays."""
    made = Repo(tmp_path / "r")
    for target, day in ((200, "2026-01-10"), (250, "2026-01-17"), (300, "2026-01-24")):
        made.write(plan(goal(moves(target=target)))).commit(f"Plan for {target}", day)
    return made


@pytest.mark.parametrize(("since", "before"), [("2026-01-10", 200), ("2026-01-23", 250), ("last-monday", 250)])
def test_the_plan_of_that_day_is_compared_with(repo: Repo, since: str, before: int) -> None:
    items = repo.diff("--since", since, day="2026-01-25")["items"]
    changed = [each for item in items for each in item["fields"] if each["field"] == "target"]
    assert [(each["from"], each["to"]) for each in changed] == [(before, 300)]


def test_a_day_before_the_first_commit_and_a_second_revision_are_refused(repo: Repo) -> None:
    early = repo.run("diff", "--since", "2026-01-09", "--as-of", "2026-01-25")
    assert (early.code, "no commit is as old as 2026-01-09" in early.err) == (2, True)
    both = repo.run("diff", "main", "--since", "2026-01-10", "--as-of", "2026-01-25")
    assert (both.code, "--since and a revision" in both.err) == (2, True)
