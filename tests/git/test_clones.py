"""Clones that do not have everything: what okrctl says then is a command, and that command helps."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.kit.harness import Ran, environment
from tests.kit.repos import Repo, goal, moves, plan

JUDGE = ("validate", "--base", "origin/main", "--new", "--format", "concise", "--no-cache")


@pytest.fixture
def origin(tmp_path: Path) -> Repo:
    """A monorepo with a workspace in plans/, and a branch that eases a goal."""
    repo = Repo(tmp_path / "origin", "plans", init=False)
    repo.top.mkdir()
    repo.git("init", "-q", "-b", "main")
    repo.git("config", "uploadpack.allowFilter", "true")
    (repo.top / "src").mkdir()
    (repo.top / "src/main.c").write_text("int main;\n")
    repo.settings().write(plan(goal(moves()))).commit()
    repo.git("switch", "-q", "-c", "work")
    repo.write(plan(goal(moves(target=150)))).commit()
    return repo


def cloned(origin: Repo, *options: str) -> Repo:
    clone = Repo(origin.top.parent / "clone", "plans", init=False)
    origin.git("clone", "-q", "--branch", "work", *options, origin.top.as_uri(), str(clone.top))
    return clone


def follow(clone: Repo, ran: Ran) -> None:
    """Run the git command of a hint, as a person would copy it."""
    assert ran.code == 2, ran
    found = re.search(r"\bgit (?:fetch|remote|restore|sparse-checkout) .*?(?= gets | \(|\n|$)", ran.err)
    assert found, ran.err
    done = subprocess.run(
        ["bash", "-c", found[0]], cwd=clone.top, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "options",
    [("--depth", "1"), ("--single-branch",), ("--filter=blob:none",), ("--filter=tree:0",)],
    ids=["shallow", "single branch", "blobless", "treeless"],
)
def test_the_command_of_the_hint_is_all_it_takes(origin: Repo, options: tuple[str, ...]) -> None:
    clone = cloned(origin, *options)
    follow(clone, clone.run(*JUDGE))
    ran = clone.run(*JUDGE)
    assert (ran.code, "OKR701" in ran.out) == (1, True), ran.err
    assert clone.run("diff", "origin/main").code == 0


def test_deleted_settings_come_back(origin: Repo) -> None:
    clone = cloned(origin)
    (clone.root / "okrctl.yaml").unlink()
    ran = clone.run("status", cwd=clone.top / "plans" / "okrs")
    assert ran.err.endswith("git still has it; to get it back: git restore ../okrctl.yaml\n")
    follow(clone, clone.run("--root", "plans", "status", cwd=clone.top))
    assert clone.run("status").code == 0


def test_a_sparse_checkout_without_the_workspace(origin: Repo) -> None:
    clone = cloned(origin)
    clone.git("sparse-checkout", "set", "src")
    for command in (("status",), ("validate",), ("diff", "origin/main"), ("--at", "HEAD", "status")):
        ran = clone.run("--root", "plans", *command, cwd=clone.top)
        assert ran.err.endswith("  this sparse checkout leaves it out; to add it: git sparse-checkout add plans\n")
        assert ran.code == 2
    follow(clone, ran)
    assert clone.run(*JUDGE).code == 1


@pytest.mark.parametrize("how", ["worktree", "submodule", "sparse files"])
def test_where_all_is_there_in_another_way(origin: Repo, how: str) -> None:
    clone = cloned(origin)
    if how == "worktree":
        clone.git("worktree", "add", "-q", "--detach", "../tree")
        clone = Repo(clone.top.parent / "tree", "plans", init=False)
    elif how == "submodule":
        outer = Repo(clone.top.parent / "outer", init=False)
        outer.top.mkdir()
        outer.git("init", "-q")
        outer.git("submodule", "add", "-q", "-b", "work", origin.top.as_uri(), "sub")
        clone = Repo(outer.top / "sub", "plans", init=False)
    else:
        clone.git("sparse-checkout", "set", "--no-cone", "/plans/okrctl.yaml")
    assert "OKR701" in clone.run(*JUDGE).out
    assert [item["ref"] for item in clone.diff("origin/main")["items"]] == ["marketing/traffic"]


def test_at_the_top_of_a_monorepo_its_workspace_is_named(origin: Repo) -> None:
    ran = origin.run("status", cwd=origin.top / "src")
    assert (ran.code, ran.err.splitlines()[1]) == (2, "  this repository has one elsewhere: --root ../plans")
