"""Paths on the command line find their own workspace, from wherever they are named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.kit.harness import run_cli
from tests.kit.repos import Repo, goal, moves, plan, said


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository with two workspaces; the second has an error."""
    first = Repo(tmp_path / "all", "plans").settings(organization="North")
    first.write(plan(goal(moves()), check_ins=[said("2026-01-12", traffic=110)]))
    second = Repo(first.top, "group/south", init=False).settings(organization="South")
    second.write(plan(goal(moves(), supports=["nowhere/goal"]), department="sales"))
    first.commit()
    return first


def test_a_file_is_read_in_its_own_workspace(repo: Repo) -> None:
    file = "plans/okrs/marketing.yaml"
    for path in (file, "plans", "plans/okrs", f"./{file}", str(repo.top / file)):
        ran = run_cli("validate", path, cwd=repo.top)
        assert ran.code == 0, (path, ran.err)
    for command in (["status", file], ["score", file], ["forecast", file]):
        ran = run_cli(*command, "--as-of", "2026-02-02", cwd=repo.top)
        assert ran.code == 0, (command, ran.err)
        assert "traffic" in ran.out.lower(), command


def test_from_another_workspace_the_path_decides_and_a_root_that_is_given_decides_above_all(repo: Repo) -> None:
    file = "../plans/okrs/marketing.yaml"
    group = repo.top / "group"
    assert run_cli("validate", file, cwd=group).code == 0
    assert run_cli("status", f"../{file}", cwd=group / "south").out.startswith("North")
    ran = run_cli("--root", "south", "validate", file, cwd=group)
    assert (ran.code, ran.err) == (
        2,
        f"okrctl: {file} is outside the workspace\n  pass another workspace with --root\n",
    )


def test_files_of_several_workspaces_are_validated_in_one_call(repo: Repo) -> None:
    ran = run_cli("validate", "plans", "group/south/okrs/sales.yaml", "--format", "json", cwd=repo.top)
    assert ran.code == 1, ran.err
    errors = [each for each in json.loads(ran.out)["diagnostics"] if each["severity"] == "error"]
    assert [(each["path"], each["code"]) for each in errors] == [("group/south/okrs/sales.yaml", "OKR204")]
    text = run_cli("validate", "plans", "group/south/okrs/sales.yaml", cwd=repo.top).out
    assert '"nowhere/goal"' in text
    assert "2 files: 1 error" in text
    from_inside = run_cli(
        "validate", "okrs/sales.yaml", "../../plans", "--format", "github", cwd=repo.top / "group/south"
    )
    assert "file=group/south/okrs/sales.yaml" in from_inside.out


def test_a_base_is_looked_up_for_each_of_them(repo: Repo) -> None:
    repo.write(plan(goal(moves(target=150)), check_ins=[said("2026-01-12", traffic=110)]))
    ran = run_cli("validate", "plans", "group", "--base", "main", "--format", "concise", cwd=repo.top)
    # a folder with no workspace above it is in none
    assert ran.code == 2, ran.out
    ran = run_cli("validate", "plans", "group/south", "--base", "main", "--new", "--format", "concise", cwd=repo.top)
    assert ran.code == 1
    assert "plans/okrs/marketing.yaml" in ran.out
    assert "OKR701" in ran.out
    assert "OKR204" not in ran.out


def test_other_commands_read_one_workspace(repo: Repo) -> None:
    ran = run_cli("status", "plans/okrs/marketing.yaml", "group/south/okrs/sales.yaml", cwd=repo.top)
    assert (ran.code, ran.out) == (2, "")
    assert "these files are in several workspaces" in ran.err


def test_a_link_lies_where_it_is(repo: Repo, tmp_path: Path) -> None:
    (repo.top / "elsewhere.yaml").symlink_to(repo.root / "okrs/marketing.yaml")
    (tmp_path / "linked").symlink_to(repo.root)
    assert run_cli("validate", str(tmp_path / "linked/okrs/marketing.yaml"), cwd=tmp_path).code == 0
    ran = run_cli("validate", "elsewhere.yaml", cwd=repo.top)
    assert ran.code == 2
    assert "no okrctl.yaml here" in ran.err
