"""``--at REV`` and reports in general: the past is read from git's objects, and nothing at all is touched."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from okrctl import commands
from tests.kit.harness import Ran, run_cli, run_program
from tests.kit.repos import DAY, Json, Repo, goal, moves, plan, said, snapshot

REPORTS = {
    "deps": [],
    "diff": ["HEAD~1"],
    "due": [],
    "forecast": [],
    "form": ["marketing"],
    "health": [],
    "history": ["marketing/traffic"],
    "retro": [],
    "review": [],
    "score": [],
    "show": ["marketing/traffic"],
    "status": [],
    "tree": [],
    "validate": [],
}
WITHOUT_FILES = {"completion", "help", "lsp", "mcp", "merge-driver", "rule", "schema", "templates"}
WRITERS = {"amend", "checkin", "close", "confirm", "drop", "git", "init", "journal", "new", "rename", "rollover"}
WRITERS |= {"ask", "draft", "export", "import", "metrics", "pull", "remove", "report", "serve"} & set(commands.names())


def version(target: int, entries: int) -> Json:
    journal = [said(f"2026-01-{day:02}", traffic=100 + day) for day in range(5, 5 + 3 * entries, 3)]
    kpis = [{"id": "bounce", "title": "Bounce rate", "at_most": 45}]
    return plan(goal(moves(target=target), depends_on=[{"ref": "sales/deals"}]), kpis=kpis, check_ins=journal)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Three commits: each with another target and more check-ins."""
    made = Repo(tmp_path / "r")
    made.write(plan(goal(moves("deals"), id="sell"), department="sales"))
    for number, target in enumerate((200, 250, 300), 1):
        made.write(version(target, 2 * number)).commit(f"Plan for {target}", f"2026-01-{10 * number:02}")
    return made


def test_every_command_is_known_here() -> None:
    assert set(commands.names()) == set(REPORTS) | WITHOUT_FILES | WRITERS


def checkout(repo: Repo, folder: Path, revision: str) -> Path:
    """The workspace as it was, on its own, and with a history that ends there."""
    repo.git("clone", "-q", "--no-local", repo.top.as_uri(), str(folder))
    repo.git("reset", "-q", "--hard", revision, cwd=folder)
    return folder


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_at_a_revision_is_that_of_a_checkout(name: str, repo: Repo, tmp_path: Path) -> None:
    name_then = repo.git("rev-parse", "HEAD~1")
    there = checkout(repo, tmp_path / "there", name_then)
    repo.write(version(999, 1)).text("okrs/broken.yaml", "okrctl: [\n")
    words = REPORTS[name] if name != "diff" else [f"{name_then}~1"]
    then = run_cli(name, *words, "--as-of", DAY, cwd=there)
    seen = repo.run(name, *words, "--as-of", DAY, "--at", name_then)
    out = seen.out.replace(f" → {name_then}", " → working tree")
    assert (seen.code, out, seen.err) == (then.code, then.out, then.err)
    assert then.out


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_touches_nothing(name: str, repo: Repo) -> None:
    """Neither files nor git's own: no lock, no refreshed index, no new object, no other time of change."""
    # an index that git would like to refresh, and a file that is not committed
    os.utime(repo.root / "okrs/sales.yaml", (1, 1))
    repo.write(version(310, 7))
    repo.text("notes.txt", "mine")
    status = repo.git("--no-optional-locks", "status", "--porcelain")
    before = snapshot(repo.top)
    other = "html" if name == "form" else "json"
    for more in ([], ["--at", "HEAD~1"], ["--as-of", "2026-01-20"], ["--format", other]):
        ran = repo.run(name, *REPORTS[name], *more)
        assert ran.code in (0, 1), ran.err
    if name == "validate":
        assert repo.run("validate", "--base", "HEAD~2", "--new", "--author", "@ana").code in (0, 1)
    assert snapshot(repo.top) == before
    assert repo.git("--no-optional-locks", "status", "--porcelain") == status


def test_the_snapshot_sees_a_refreshed_index(repo: Repo) -> None:
    """The test above can fail: a plain `git status` does what it forbids."""
    os.utime(repo.root / "okrs/sales.yaml", (1, 1))
    before = snapshot(repo.top)
    repo.git("status")
    assert snapshot(repo.top) != before


def test_writing_commands_refuse_the_past(repo: Repo) -> None:
    before = snapshot(repo.top)
    for words in (
        ["checkin", "marketing", "--set", "traffic=140", "--at", "HEAD~1"],
        ["drop", "marketing/traffic", "--why", "No budget", "--at", "HEAD~1"],
    ):
        ran = repo.run(*words)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == "okrctl: a past revision cannot be changed\n  leave out --at\n"
    assert snapshot(repo.top) == before


# revisions


@pytest.mark.parametrize(
    ("revision", "target"),
    [("HEAD", 300), ("HEAD~2", 200), ("main@{0}", 300), ("v1", 250), (":/Plan for 250", 250), ("HEAD^{/250}", 250)],
)
def test_any_way_to_name_a_commit_will_do(repo: Repo, revision: str, target: int) -> None:
    repo.git("tag", "-a", "-m", "tagged", "v1", "HEAD~1")
    ran = repo.run("show", "marketing/traffic", "--at", revision, "--as-of", DAY)
    assert ran.code == 0, ran.err
    assert f" → {target}," in ran.out


def test_both_options_go_together(repo: Repo) -> None:
    """The plan of a commit, on a day before some of its check-ins."""
    ran = repo.run("show", "marketing/traffic", "--at", "HEAD~1", "--as-of", "2026-01-09")
    assert ran.code == 0
    assert "2026-01-08" in ran.out
    assert "2026-01-11" not in ran.out


def test_a_file_named_with_a_revision_is_one_of_that_revision(repo: Repo) -> None:
    repo.text("notes.yaml", "okrctl: 1\n")
    ran = repo.run("validate", "notes.yaml", "--at", "HEAD")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "okrctl: there is no file notes.yaml at HEAD\n"
    (repo.root / "okrs/sales.yaml").unlink()
    assert repo.run("validate", "okrs/sales.yaml", "--at", "HEAD").code == 0
    shutil.rmtree(repo.root / "okrs")
    ran = repo.run("validate", "okrs", "--at", "HEAD", "--format", "json")
    assert ran.code == 0
    assert '"files": 2' in ran.out


def test_a_revision_without_a_workspace_is_told(repo: Repo) -> None:
    (repo.root / "okrctl.yaml").unlink()
    repo.commit()
    repo.settings()
    ran = repo.run("status", "--at", "HEAD")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("okrctl: there was no workspace here at HEAD\n")


def test_a_workspace_that_only_the_past_has(repo: Repo) -> None:
    shutil.rmtree(repo.root / "okrs")
    (repo.root / "okrctl.yaml").unlink()
    ran = repo.run("status", "--at", "HEAD", "--as-of", DAY)
    assert ran.code == 0, ran.err
    assert ran.out.startswith("Shop")


def test_a_folder_that_is_not_there_is_told(repo: Repo) -> None:
    ran = repo.run("status", "--at", "HEAD", "--root", "nowhere")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "okrctl: there is no folder nowhere")


def test_links_are_followed_in_a_revision_as_in_the_working_tree(repo: Repo) -> None:
    (repo.root / "okrs/sales.yaml").rename(repo.root / "sales.yaml")
    (repo.root / "okrs/sales.yaml").symlink_to("../sales.yaml")
    repo.commit()
    assert repo.run("score", "--at", "HEAD", "--as-of", DAY).out == repo.run("score", "--as-of", DAY).out


@pytest.mark.parametrize("to", ["nowhere.yaml", "../../outside.yaml", "linked.yaml"])
def test_a_link_that_leads_to_no_file_is_told(repo: Repo, to: str) -> None:
    (repo.root / "okrs/linked.yaml").symlink_to(to)
    repo.commit()
    ran = repo.run("validate", "--at", "HEAD", "--format", "concise")
    assert ran.code == 1
    assert "okrs/linked.yaml:1:1: OKR001 error the file is a link" in ran.out


# where a workspace may lie


def same(repo: Repo, *words: str, **keys: Path) -> Ran:
    """A report of the working tree, after comparing it with that of the commit it is at."""
    now, then = (repo.run(*words, "--as-of", DAY, *more, **keys) for more in ((), ("--at", "HEAD")))
    assert (now.code, now.out, now.err) == (then.code, then.out, then.err)
    assert now.code == 0
    return now


@pytest.mark.parametrize(
    "home", ["planning", "a folder/with spaces", "Größe/目標", "-x/--output=y", "a'b\"c$d", "{a}*?[b]"]
)
def test_any_subfolder(tmp_path: Path, home: str) -> None:
    repo = Repo(tmp_path / "r", home)
    repo.write(version(200, 3), "okrs/März & Co/mark eting.yaml")
    repo.write(plan(goal(moves("deals"), id="sell"), department="sales"), "okrs/-f.yaml").commit()
    ran = same(repo, "status", "--all")
    assert "marketing" in ran.out
    same(repo, "validate", cwd=repo.root / "okrs")
    repo.write(version(150, 3), "okrs/März & Co/mark eting.yaml")
    assert repo.changes(base="HEAD") == ["OKR701 marketing/traffic was made easier: target 200 → 150"]
    found = repo.findings("--select", "OKR7", base="HEAD")
    assert found[0].startswith(f"{home}/okrs/März & Co/mark eting.yaml:21:")
    assert "not committed yet" in repo.run("history", "marketing/traffic").out


def test_names_that_are_no_utf8(repo: Repo) -> None:
    odd = os.fsencode(repo.root) + b"/okrs/m\xe4rz.yaml"
    try:
        os.rename(repo.root / "okrs/sales.yaml", odd)
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    repo.commit()
    ran = same(repo, "status")
    assert "sales" in ran.out
    ran = repo.run("validate", "--at", "HEAD", "--base", "HEAD~1", "--new")
    assert ran.code == 0, ran.out


def test_a_worktree(repo: Repo, tmp_path: Path) -> None:
    repo.git("worktree", "add", "-q", str(tmp_path / "tree"), "-b", "work")
    tree = Repo(tmp_path / "tree", init=False)
    same(tree, "status")
    tree.write(version(100 + 20, 6)).commit()
    assert tree.changes() == ["OKR701 marketing/traffic was made easier: target 300 → 120"]
    assert "target 300 → 120" in tree.run("diff", "--as-of", DAY).out
    before = snapshot(repo.top)
    assert tree.run("status", "--at", "main~1").code == 0
    assert snapshot(repo.top) == before


def test_a_submodule(repo: Repo, tmp_path: Path) -> None:
    outer = Repo(tmp_path / "outer")
    outer.git("submodule", "--quiet", "add", repo.top.as_uri(), "goals")
    outer.commit()
    inner = Repo(outer.top / "goals", init=False)
    same(inner, "status")
    inner.write(version(120, 6))
    assert inner.changes(base="HEAD") == ["OKR701 marketing/traffic was made easier: target 300 → 120"]


def test_a_sparse_checkout(repo: Repo) -> None:
    """What is not checked out is neither missing from the past nor deleted now."""
    repo.write(version(300, 6), "okrs/team/marketing.yaml")
    (repo.root / "okrs/marketing.yaml").unlink()
    repo.commit()
    whole = repo.run("status", "--as-of", DAY, "--at", "HEAD").out
    repo.git("sparse-checkout", "set", "--no-cone", "/okrctl.yaml", "/okrs/sales.yaml")
    assert not (repo.root / "okrs/team").exists()
    before = snapshot(repo.top)
    assert repo.run("status", "--as-of", DAY, "--at", "HEAD").out == whole
    assert repo.changes(base="HEAD") == []
    assert repo.diff("HEAD")["items"] == []
    assert snapshot(repo.top) == before
    repo.write(plan(goal(moves("deals", target=150), id="sell"), department="sales"))
    assert repo.changes(base="HEAD") == ["OKR701 sales/deals was made easier: target 200 → 150"]


def test_a_bare_repository(repo: Repo, tmp_path: Path) -> None:
    """Where a hosting server's hooks run."""
    bare = tmp_path / "bare.git"
    repo.git("clone", "-q", "--bare", repo.top.as_uri(), str(bare))
    ran = run_cli("status", "--at", "main~1", "--as-of", DAY, cwd=bare)
    assert (ran.code, ran.out) == (0, repo.run("status", "--at", "HEAD~1", "--as-of", DAY).out)
    ran = run_cli("diff", "main~1..main", "--as-of", DAY, cwd=bare)
    assert "target 250 → 300" in ran.out


def test_a_repository_of_somebody_else(repo: Repo, tmp_path: Path) -> None:
    """git reads none that belongs to another user, unless told so."""
    if os.getuid() != 0:
        pytest.skip("only root can give files away")
    for home, _, files in os.walk(repo.top):
        for name in (home, *(os.path.join(home, file) for file in files)):
            os.chown(name, 12345, 12345)
    ran = run_program("status", "--at", "HEAD", cwd=repo.root, HOME=str(tmp_path))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "okrctl: git refuses this repository because another user owns it\n"
        f"  to allow it: git config --global --add safe.directory {repo.root.as_posix()}\n"
    )


PARTIAL = (
    "okrctl: this clone lacks objects that are needed here (git clone --filter)\n"
    "  run git fetch --refetch --no-filter origin (in CI: clone without filter)\n"
)


@pytest.mark.parametrize("left_out", ["blob:none", "tree:0"])
@pytest.mark.parametrize("home", ["", "plans"])
def test_a_clone_that_leaves_objects_out(left_out: str, home: str, tmp_path: Path) -> None:
    repo = Repo(tmp_path / "all", home).settings().write(plan(goal(moves(target=200))))
    repo.commit()
    repo.write(plan(goal(moves(target=180)))).commit()
    repo.git("config", "uploadpack.allowFilter", "true")
    partial = Repo(tmp_path / "partial", home, init=False)
    repo.git("clone", "-q", f"--filter={left_out}", repo.top.as_uri(), str(partial.top))
    before = snapshot(partial.top)
    commands = (["status", "--at", "HEAD~1"], ["validate", "--base", "HEAD~1"], ["diff", "HEAD~1"], ["history", "seo"])
    for command in commands:
        ran = partial.run(*command, "--no-cache")
        assert (ran.code, ran.out, ran.err) == (2, "", PARTIAL), command
    assert snapshot(partial.top) == before
    partial.git("fetch", "-q", "--refetch", "--no-filter", "origin")
    assert len(partial.changes(base="HEAD~1")) == 1


def test_what_the_cache_knows_of_left_out_objects_is_enough_to_judge(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "all").settings().write(plan(goal(moves(target=200))))
    repo.commit()
    repo.write(plan(goal(moves(target=180)))).commit()
    repo.git("config", "uploadpack.allowFilter", "true")
    # the base is read, and kept, in another clone of the same user
    assert len(repo.changes(base="HEAD~1")) == 1
    partial = Repo(tmp_path / "partial", init=False)
    repo.git("clone", "-q", "--filter=blob:limit=200", repo.top.as_uri(), str(partial.top))
    for command in (["validate", "--base", "HEAD~1"], ["validate", "--base", "HEAD~1", "--new"]):
        ran = partial.run(*command, "--format", "concise")
        assert ran.code == 1, ran.err
        assert "OKR701 error marketing/traffic was made easier: target 200 → 180" in ran.out
    assert partial.run("diff", "HEAD~1").code == 0
    assert partial.run("validate", "--at", "HEAD~1").err == PARTIAL


def test_without_git(repo: Repo, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    environment = {"PATH": str(empty)}
    ran = run_program("status", "--at", "HEAD", cwd=repo.root, **environment)
    assert (ran.code, ran.err.splitlines()[0]) == (2, "okrctl: git is not installed")
    ran = run_program("history", "marketing/traffic", "--as-of", DAY, cwd=repo.root, **environment)
    assert ran.code == 0, ran.err
    assert "not in a git repository" in ran.out
