"""A repository that somebody else configured runs nothing, and an environment that points elsewhere changes nothing.

Every trap leaves a file behind when it goes off. For each there is a command of git that walks into it, so that the
trap itself is known to work.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from okrctl.shell import git
from tests.kit.harness import run_program
from tests.kit.repos import DAY, Repo, goal, moves, plan, said, snapshot

COMMANDS = (
    ["validate", "--base", "HEAD~1", "--new", "--author", "@ana"],
    ["diff", "HEAD~1", "--as-of", DAY],
    ["diff", "HEAD~1..HEAD", "--format", "markdown"],
    ["history", "marketing/traffic"],
    ["status", "--at", "HEAD~1"],
)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Two commits, signed by somebody, and a working tree with changes."""
    made = Repo(tmp_path / "r")
    made.write(plan(goal(moves()))).commit()
    made.write(plan(goal(moves(target=150)), check_ins=[said("2026-01-12", traffic=110)])).commit()
    made.write(plan(goal(moves(target=140)), check_ins=[said("2026-01-12", traffic=110)]))
    return made


def trap(folder: Path, name: str = "trap") -> str:
    """A program that leaves a file behind, and says and reads nothing: git would wait for one that listens."""
    program = folder / f"{name}.sh"
    program.write_text(f"#!/bin/sh\ntouch '{folder}/sprung'\nexit 0\n", encoding="utf-8")
    program.chmod(0o755)
    return str(program)


Setting = Callable[[Repo, str], object]
TRAPS: dict[str, tuple[Setting, list[str]]] = {
    "fsmonitor": (lambda repo, path: repo.git("config", "core.fsmonitor", path), ["status"]),
    "textconv": (
        lambda repo, path: (attributes(repo, "diff=trap"), repo.git("config", "diff.trap.textconv", path)),
        ["log", "-p"],
    ),
    "external diff": (
        lambda repo, path: (attributes(repo, "diff=trap"), repo.git("config", "diff.trap.command", path)),
        ["diff"],
    ),
    "diff.external": (lambda repo, path: repo.git("config", "diff.external", path), ["diff"]),
    "clean filter": (
        lambda repo, path: (attributes(repo, "filter=trap"), repo.git("config", "filter.trap.clean", path)),
        ["add", "-A"],
    ),
    "smudge filter": (
        lambda repo, path: (attributes(repo, "filter=trap"), repo.git("config", "filter.trap.smudge", path)),
        ["archive", "HEAD"],
    ),
    "alias": (lambda repo, path: repo.git("config", "alias.okr", f"!{path}"), ["okr"]),
    "hooks": (lambda repo, path: hooks(repo, path), ["commit", "-qam", "x"]),  # noqa: PLW0108 - defined below
    "signatures": (
        lambda repo, path: (
            repo.git("config", "log.showSignature", "true"),
            repo.git("config", "gpg.program", path),
            signed(repo),
        ),
        ["log"],
    ),
    "ssh": (
        lambda repo, path: (repo.git("config", "core.sshCommand", path), remote(repo, "ssh://x.invalid/y")),
        ["fetch"],
    ),
    "a remote that is a program": (
        lambda repo, path: (repo.git("config", "protocol.ext.allow", "always"), remote(repo, f"ext::{path}")),
        ["fetch"],
    ),
}


def attributes(repo: Repo, what: str) -> None:
    (repo.top / ".git/info").mkdir(exist_ok=True)
    (repo.top / ".git/info/attributes").write_text(f"*.yaml {what}\n", encoding="utf-8")


def hooks(repo: Repo, path: str) -> None:
    folder = repo.top / ".git/hooks"
    folder.mkdir(exist_ok=True)
    for name in ("post-index-change", "post-checkout", "pre-commit", "reference-transaction"):
        (folder / name).symlink_to(path)


def signed(repo: Repo) -> None:
    """Give the last commit a signature to look at; nobody has to believe it."""
    raw = repo.git("cat-file", "commit", "HEAD")
    head, _, body = raw.partition("\n\n")
    seal = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----"
    file = repo.top / ".git/forged"
    file.write_text(f"{head}\n{seal}\n\n{body}\n", encoding="utf-8")
    name = repo.git("hash-object", "-t", "commit", "-w", str(file))
    repo.git("update-ref", "refs/heads/main", name)


def remote(repo: Repo, url: str) -> None:
    """A remote from which git would fetch, by itself, what is missing; and something that is missing."""
    for key, value in (("url", url), ("fetch", "+refs/heads/*:refs/remotes/origin/*"), ("promisor", "true")):
        repo.git("config", f"remote.origin.{key}", value)
    repo.git("config", "extensions.partialClone", "origin")
    blob = repo.git("rev-parse", "HEAD~1:okrs/marketing.yaml")
    (repo.top / ".git/objects" / blob[:2] / blob[2:]).unlink()


@pytest.mark.reliability(
    "Hostile repositories", "programs in the settings, attributes and hooks of a repository: none runs"
)
@pytest.mark.parametrize("name", TRAPS)
def test_no_program_of_the_repository_runs(name: str, repo: Repo, tmp_path: Path) -> None:
    prepare, _ = TRAPS[name]
    prepare(repo, trap(tmp_path))
    (tmp_path / "sprung").unlink(missing_ok=True)
    before = snapshot(repo.top)
    for command in COMMANDS:
        ran = repo.run(*command, "--no-cache")
        assert ran.code in (0, 1) or "this clone lacks objects that are needed here" in ran.err, ran.err
        assert not (tmp_path / "sprung").exists(), command
    assert snapshot(repo.top) == before


@pytest.mark.parametrize("name", TRAPS)
def test_each_trap_works(name: str, repo: Repo, tmp_path: Path) -> None:
    prepare, command = TRAPS[name]
    prepare(repo, trap(tmp_path))
    (tmp_path / "sprung").unlink(missing_ok=True)
    ran = run_git(repo, command)
    assert (tmp_path / "sprung").exists(), ran


def run_git(repo: Repo, command: list[str]) -> str:
    import subprocess

    from tests.kit.harness import environment

    words = ["git", *command]
    done = subprocess.run(words, cwd=repo.top, env=environment(PAGER="cat"), capture_output=True, check=False)
    return (done.stdout + done.stderr).decode(errors="replace")


SPOILS: dict[str, list[str]] = {
    "every setting that colours or shortens": [
        "color.ui=always",
        "log.abbrevCommit=true",
        "log.decorate=full",
        "log.showRoot=false",
        "log.follow=true",
        "log.diffMerges=off",
        "log.mailmap=true",
        "format.pretty=oneline",
        "log.date=relative",
        "diff.renames=copies",
        "diff.relative=true",
        "diff.noprefix=true",
        "diff.orderFile=/nowhere",
        "diff.ignoreSubmodules=all",
        "diff.statGraphWidth=1",
        "core.quotePath=true",
        "core.abbrev=4",
        "i18n.logOutputEncoding=UTF-16",
        "i18n.commitEncoding=latin1",
        "core.precomposeUnicode=true",
        "core.ignoreCase=true",
        "status.short=true",
        "column.ui=always",
        "core.commitGraph=false",
    ],
    "a bare repository it is not": ["core.bare=true"],
}


@pytest.mark.reliability(
    "Hostile repositories", "settings of a repository that change what git says: the answers stay the same"
)
@pytest.mark.parametrize("name", SPOILS)
def test_settings_change_no_answer(name: str, repo: Repo) -> None:
    right = [repo.run(*command, "--no-cache") for command in COMMANDS]
    for setting in SPOILS[name]:
        repo.git("config", *setting.split("=", 1))
    assert [repo.run(*command, "--no-cache") for command in COMMANDS] == right


def test_a_work_tree_somewhere_else_is_said_and_not_followed(repo: Repo) -> None:
    repo.git("config", "core.worktree", "/")
    for command in COMMANDS:
        ran = repo.run(*command, "--no-cache")
        assert (ran.code, ran.out) == (2, ""), (command, ran)
        assert "core.worktree" in ran.err


ELSEWHERE = [
    {"GIT_DIR": "/nowhere", "GIT_WORK_TREE": "/"},
    {"GIT_INDEX_FILE": "/nowhere", "GIT_OBJECT_DIRECTORY": "/nowhere"},
    {"GIT_CEILING_DIRECTORIES": "/"},
    {"GIT_NAMESPACE": "x", "GIT_PREFIX": "y/", "GIT_LITERAL_PATHSPECS": "0", "GIT_ICASE_PATHSPECS": "1"},
    {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.worktree", "GIT_CONFIG_VALUE_0": "/"},
    {"GIT_CONFIG_PARAMETERS": "'core.bare'='true'"},
    {"GIT_TRACE": "1", "GIT_TRACE2_EVENT": "1", "GIT_PAGER": "false", "GIT_EXTERNAL_DIFF": "false"},
    {"GIT_DEFAULT_HASH": "sha256", "GIT_SHALLOW_FILE": "/nowhere", "GIT_REPLACE_REF_BASE": "refs/x/"},
    {"LC_ALL": "C", "LANGUAGE": "de"},
]
# one by day
FIRST = pytest.param(ELSEWHERE[0], id="GIT_DIR")
OTHERS = [pytest.param(each, id=next(iter(each)), marks=pytest.mark.night) for each in ELSEWHERE[1:]]


@pytest.mark.reliability("Hostile repositories", "GIT_… variables that point elsewhere: not followed")
@pytest.mark.parametrize("variables", [FIRST, *OTHERS])
def test_the_environment_points_nowhere_else(variables: dict[str, str], repo: Repo) -> None:
    for command in COMMANDS:
        right, spoilt = (run_program(*command, "--no-cache", cwd=repo.root, **env) for env in ({}, variables))
        assert spoilt == right
        assert right.code in (0, 1)


def test_replaced_objects_and_grafts_are_not_believed(repo: Repo) -> None:
    right = [repo.run(*command, "--no-cache") for command in COMMANDS]
    forged = repo.git("commit-tree", "-m", "nothing changed here", "HEAD^{tree}")
    repo.git("replace", "HEAD~1", forged)
    assert [repo.run(*command, "--no-cache") for command in COMMANDS] == right


@pytest.mark.reliability("Hostile repositories", "revisions that look like options: refused, nothing written")
@pytest.mark.parametrize(
    "revision", ["--output=x", "--exec=touch x", "-oN", "--upload-pack=x", "--", "@{-1}", "HEAD --output=x"]
)
def test_a_revision_is_never_an_option(revision: str, repo: Repo) -> None:
    before = snapshot(repo.top)
    for command in (
        ["status", f"--at={revision}"],
        ["validate", f"--base={revision}"],
        ["diff", "--", f"{revision}..HEAD"],
    ):
        ran = repo.run(*command)
        assert (ran.code, ran.out) == (2, ""), (command, ran)
    assert snapshot(repo.top) == before


@pytest.mark.reliability(
    "Hostile repositories",
    "every call of git by every command: scrubbed, without prompts, names behind --end-of-options",
)
def test_every_call_of_git_is_made_safe(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, record_property: pytest.RecordProperty
) -> None:
    """Whatever is added to ``shell/git.py``: scrubbed, without prompts, user's words behind ``--end-of-options``."""
    import subprocess

    seen: list[tuple[list[str], dict[str, str]]] = []
    real = subprocess.Popen.__init__

    def watching(self: object, args: list[str], *more: object, **keys: object) -> None:
        seen.append((list(args), dict(keys["env"])))  # type: ignore[call-overload]
        real(self, args, *more, **keys)  # type: ignore[arg-type]

    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setattr(subprocess.Popen, "__init__", watching)
    for command in COMMANDS:
        repo.run(*command, "--no-cache")
    assert len(seen) > 20
    for args, env in seen:
        assert args[: 1 + len(git._SAFE)] == ["git", *git._SAFE]
        assert {key for key in env if key.startswith("GIT_")} == {
            "GIT_ALLOW_PROTOCOL",
            "GIT_NO_LAZY_FETCH",
            "GIT_TERMINAL_PROMPT",
        }
        named = [word for word in args if word.startswith("HEAD~1")]
        assert not named or args[args.index(named[0]) - 1] == "--end-of-options", args
    record_property("tried", len(seen))


def test_the_folder_of_the_repository_is_not_searched_for_programs(repo: Repo, tmp_path: Path) -> None:
    fake = repo.root / "git"
    fake.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    fake.chmod(0o755)
    assert run_program("status", "--at", "HEAD", cwd=repo.root, PATH=os.environ["PATH"]).code == 0
    assert not (tmp_path / "sprung").exists()
