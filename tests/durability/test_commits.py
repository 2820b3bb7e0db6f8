"""``checkin --commit`` when git would not: the check-in is there, the reason is said, and what to do next."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kit.harness import Ran, run_any, run_cli
from tests.kit.saving import CHECK_IN, DAY, ENTRY, MARKETING, leftovers, strace, workspace

LATER = "commit it later with: git commit -m 'Check in marketing for 2026-02-14' -- okrs/marketing.yaml"


class Repo:
    """A workspace in a repository."""

    def __init__(self, root: Path) -> None:
        self.root = workspace(root)
        self.file = root / "okrs" / "marketing.yaml"
        for args in (("init", "-q", "-b", "main"), ("add", "-A"), ("commit", "-qm", "start")):
            self.git(*args)

    def git(self, *args: str, code: int = 0) -> str:
        ran = run_any(["git", *args], cwd=self.root)
        assert ran.code == code, ran
        return ran.out

    def check_in(self, *more: str) -> Ran:
        return run_cli("--as-of", DAY, *CHECK_IN, "--commit", *more, cwd=self.root)

    def checked_in(self) -> bool:
        text = self.file.read_text()
        assert text in (MARKETING, MARKETING + ENTRY)
        assert not leftovers(self.root)
        return text != MARKETING

    def log(self) -> list[str]:
        return self.git("log", "--format=%s").splitlines()


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Repo(tmp_path / "ws")


def hook(name: str, script: str) -> Callable[[Repo], None]:
    def install(repo: Repo) -> None:
        file = repo.root / ".git" / "hooks" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)

    return install


def without_a_name(repo: Repo) -> None:
    for who in ("AUTHOR", "COMMITTER"):
        for what in ("NAME", "EMAIL"):
            os.environ.pop(f"GIT_{who}_{what}", None)
    os.environ["EMAIL"] = ""
    repo.git("config", "user.useConfigOnly", "true")


def set_up(*settings: str) -> Callable[[Repo], None]:
    def prepare(repo: Repo) -> None:
        for name, _, value in (setting.partition("=") for setting in settings):
            repo.git("config", name, value)

    return prepare


WRITTEN = {
    "pre-commit fails": (hook("pre-commit", "echo no way >&2; exit 1"), "no way"),
    "commit-msg fails": (hook("commit-msg", "echo ticket missing >&2; exit 1"), "ticket missing"),
    "a hook of hostile words": (hook("pre-commit", r"printf '\033]0;x\007::error::y\n' >&2; exit 1"), r"\u001B]0;x"),
    "a hook that says nothing": (hook("pre-commit", "exit 3"), "git ended with 1"),
    "index locked": (lambda repo: (repo.root / ".git" / "index.lock").write_text(""), "index.lock': File exists"),
    "nobody knows who": (without_a_name, "Author identity unknown"),
    "signing fails": (set_up("commit.gpgSign=true", "gpg.program=false"), "gpg failed to sign"),
    "branch locked": (lambda repo: (repo.root / ".git" / "refs" / "heads" / "main.lock").write_text(""), "main.lock"),
}  # fmt: skip


@pytest.mark.reliability("Commits", "git refuses the commit: the check-in stays, the reason and the next step are said")
@pytest.mark.parametrize("name", WRITTEN)
def test_written_but_not_committed(repo: Repo, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare, words = WRITTEN[name]
    for who in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.setenv(who, os.environ.get(who, ""))
    staged = repo.root / "staged.txt"
    staged.write_text("x")
    repo.git("add", "staged.txt")
    prepare(repo)
    ran = repo.check_in()
    assert ran.code == 1, ran
    assert repo.checked_in()
    assert "checked in marketing for 2026-02-14" in ran.err
    assert "okrctl: the check-in is written, but not committed: " in ran.err
    assert words in ran.err
    assert LATER in ran.err
    assert "\x1b" not in ran.err
    # nothing of it is left in git either
    shutil.rmtree(repo.root / ".git" / "hooks", ignore_errors=True)
    for lock in repo.root.glob(".git/**/*.lock"):
        lock.unlink()
    assert repo.log() == ["start"]
    assert "A  staged.txt" in repo.git("status", "--porcelain")


def own_files(repo: Repo) -> None:
    config = repo.root / "okrctl.yaml"
    config.write_text(config.read_text() + "check_in: {layout: file-per-check-in}\n")
    repo.git("commit", "-qam", "layout")


INDEX: dict[str, tuple[tuple[str, ...], ...]] = {
    "clean": (),
    "staged": (("add", "-A"),),
    "staged as deleted": (("rm", "-q", "--cached", "okrs/marketing.yaml"),),
    "staged as new": (("rm", "-q", "--cached", "okrs/marketing.yaml"), ("commit", "-qm", "x"), ("add", "-A")),
    "not known": (("rm", "-q", "--cached", "okrs/marketing.yaml"), ("commit", "-qm", "x")),
    "announced": (("rm", "-q", "--cached", "okrs/marketing.yaml"), ("commit", "-qm", "x"), ("add", "-NA")),
    "before the first commit": (("update-ref", "-d", "HEAD"), ("rm", "-rqf", "--cached", "okrs")),
}


@pytest.mark.reliability("Commits", "git refuses the commit: the index is as it was, whatever was staged")
@pytest.mark.parametrize("layout", ["in-file", "file-per-check-in"])
@pytest.mark.parametrize("state", INDEX)
def test_a_refused_commit_leaves_the_index_as_it_was(repo: Repo, state: str, layout: str) -> None:
    if layout != "in-file":
        own_files(repo)
    file = repo.root / "okrs" / "marketing.yaml"
    file.write_text(file.read_text().replace("Be found", "Be seen"))
    for args in INDEX[state]:
        repo.git(*args)
    before = repo.git("ls-files", "--stage", "--debug"), repo.git("diff", "--cached")
    hook("pre-commit", "git add -A; exit 1")(repo)
    ran = repo.check_in()
    assert ran.code == 1, ran
    assert "the check-in is written, but not committed" in ran.err
    assert _without_times(repo.git("ls-files", "--stage", "--debug")) == _without_times(before[0])
    assert repo.git("diff", "--cached") == before[1]


def _without_times(listing: str) -> list[str]:
    """What git noted of a file's status may be looked at again; what is staged may not change."""
    return [line for line in listing.splitlines() if not line.startswith("  ") or "flags" in line]


def in_progress(what: str) -> Callable[[Repo], None]:
    """Two branches that contradict each other, and git stopped in the middle."""

    def prepare(repo: Repo) -> None:
        okr = repo.root / "okrctl.yaml"
        repo.git("checkout", "-q", "-b", "other")
        okr.write_text(okr.read_text() + "# other\n")
        repo.git("commit", "-qam", "other")
        repo.git("checkout", "-q", "main")
        okr.write_text(okr.read_text() + "# main\n")
        repo.git("commit", "-qam", "main")
        repo.git(*what.split(), "other", code=1)
        okr.write_text("okrctl: 1\norganization: Shop\n")

    return prepare


BEFORE = {
    "a merge": (in_progress("merge"), "a merge is in progress"),
    "a rebase": (in_progress("rebase"), "a rebase is in progress"),
    "a cherry-pick": (in_progress("cherry-pick"), "a cherry-pick is in progress"),
    "a file that git ignores": (
        lambda repo: (
            repo.git("rm", "-q", "--cached", "okrs/marketing.yaml")
            + repo.git("commit", "-qm", "forget")
            + str((repo.root / ".gitignore").write_text("okrs/marketing.yaml\n"))
        ),
        "git ignores",
    ),
    "no repository": (lambda repo: shutil.rmtree(repo.root / ".git"), "this isn't a git working tree"),
}


@pytest.mark.reliability("Commits", "a commit that makes no sense now: refused before anything is written")
@pytest.mark.parametrize("name", BEFORE)
def test_refused_before_anything_is_written(repo: Repo, name: str) -> None:
    prepare, words = BEFORE[name]
    prepare(repo)
    ran = repo.check_in()
    assert ran.code == 2, ran
    assert f"--commit: {words}" in ran.err
    assert "nothing written" in ran.err
    assert "leave out --commit, and commit later" in ran.err
    assert not repo.checked_in()
    ran = run_cli("--as-of", DAY, *CHECK_IN, cwd=repo.root)
    assert ran.code == 0
    assert repo.checked_in()


@pytest.mark.reliability(
    "Commits", "other changes, staged and not, with and without a branch: just the check-in is committed"
)
@pytest.mark.parametrize("where", ["on a branch", "detached", "in a linked work tree"])
def test_just_this_file(repo: Repo, where: str) -> None:
    if where == "detached":
        repo.git("checkout", "-q", "--detach")
    elif where == "in a linked work tree":
        repo.git("worktree", "add", "-q", str(repo.root.parent / "linked"))
        repo.root = repo.root.parent / "linked"
        repo.file = repo.root / "okrs" / "marketing.yaml"
    sales, staged = repo.root / "okrs" / "sales.yaml", repo.root / "staged.txt"
    sales.write_text(sales.read_text() + "# staged\n")
    staged.write_text("x")
    repo.git("add", "-A")
    sales.write_text(sales.read_text() + "# not staged\n")
    ran = repo.check_in()
    assert ran.code == 0, ran
    assert repo.checked_in()
    assert repo.git("show", "--format=%s", "--name-only").split() == [
        *("Check", "in", "marketing", "for", DAY),
        "okrs/marketing.yaml",
    ]
    assert repo.git("status", "--porcelain").splitlines() == ["MM okrs/sales.yaml", "A  staged.txt"]
    assert ("on no branch" in ran.err) == (where == "detached")
    assert ("git switch -c NAME" in ran.err) == (where == "detached")


@pytest.mark.reliability("Commits", "git failing or dying at a system call of the commit: the check-in stays")
@pytest.mark.parametrize("call", ["openat", "write", "rename", "fsync"])
@pytest.mark.parametrize("fault", ["error=ENOSPC", "error=EIO", "signal=KILL"])
def test_git_dies(repo: Repo, tmp_path: Path, call: str, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    git, log = shutil.which("git"), tmp_path / "log"
    programs = tmp_path / "programs"
    programs.mkdir()
    when = 40 if call == "openat" else 1
    trace = " ".join(strace(log, call, f"{fault}:when={when}"))
    (programs / "git").write_text(
        f'#!/bin/sh\ncase " $* " in *" commit "*) exec {trace} {git} "$@";; *) exec {git} "$@";; esac\n'
    )
    (programs / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    repo.git("config", "core.fsync", "all")
    ran = repo.check_in()
    monkeypatch.undo()
    text = log.read_text()
    fired = "INJECTED" in text or "killed by SIGKILL" in text
    assert fired, "the fault did not fire"
    assert repo.checked_in()
    assert "checked in marketing" in ran.err
    if ran.code:
        assert ran.code == 1, ran
        assert "the check-in is written, but not committed: " in ran.err
        assert LATER in ran.err
    else:
        assert repo.log()[0] == "Check in marketing for 2026-02-14"
    for lock in repo.root.glob(".git/**/*.lock"):
        lock.unlink()
    repo.git("fsck", "--connectivity-only")
