"""Reading git: revisions, trees and blobs, through plumbing commands and nothing that a repository could configure.

The environment is scrubbed, hooks and filters are off, no external diff or text conversion runs, and what a user named
stands behind ``--end-of-options``. Nothing in here writes.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_SAFE = (
    "-c", "core.fsmonitor=false",
    "-c", "core.hooksPath=/dev/null",
    "-c", "core.attributesFile=/dev/null",
    "-c", "core.quotePath=false",
    "-c", "protocol.allow=never",
    "-c", "log.showSignature=false",
    "--no-optional-locks",
    "--no-replace-objects",
    "--literal-pathspecs",
)  # fmt: skip


_COMMIT = "%x01"


class GitError(Exception):
    """git has no answer; ``message`` says why and ``hint`` the way out. Commands exit with 2."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Blob:
    """A file of a tree: path from the workspace's folder, object name, and whether it is a regular file."""

    path: str
    name: str
    regular: bool


def environment() -> dict[str, str]:
    """The environment for git: nothing that redirects it, nothing that asks questions, messages in English."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "SSH_ASKPASS"))}
    return {**kept, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_PAGER": "cat", "GIT_NO_LAZY_FETCH": "1"}


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that a commit changed, with its blob before and after; None where it was not there."""

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit and the files it changed; ``when`` is the author's ISO date and time."""

    name: str
    author: str
    email: str
    when: str
    subject: str
    files: list[FileChange]


class Repository:
    """The git repository that a workspace's folder lies in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        found = self._run("rev-parse", "--show-toplevel", "--show-prefix", "--is-shallow-repository", check=False)
        if found is None:
            raise GitError(
                f"{folder.as_posix()} is not in a git repository", "git init makes one; then commit the files"
            )
        lines = found.decode("utf-8", "surrogateescape").split("\n")
        self.top = Path(lines[0])
        self.prefix = lines[1]
        self.shallow = lines[2].strip() == "true"

    def _run(self, *arguments: str, check: bool = True, data: bytes | None = None) -> bytes | None:
        try:
            done = subprocess.run(
                ["git", *_SAFE, *arguments],
                cwd=self.folder,
                env=environment(),
                input=data,
                stdin=None if data is not None else subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError:
            raise GitError("the program git is not installed", "install git, or work without revisions") from None
        if done.returncode == 0:
            return done.stdout
        if check:
            words = done.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
            raise GitError(f"git {arguments[0]} failed: {words}", "see `git fsck` and `git status`")
        return None

    def _line(self, *arguments: str) -> str | None:
        found = self._run(*arguments, check=False)
        return None if found is None else found.decode("utf-8", "surrogateescape").strip()

    def commit(self, revision: str) -> str:
        """The object name of the commit that a user's revision means.

        Raises:
            GitError: there is none; in a shallow clone the way out says how to get the rest.
        """
        found = self._line("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if found:
            return found
        hint = "git log --oneline shows what there is"
        if self.shallow:
            hint = "this clone is shallow: git fetch --unshallow gets the rest (in CI: fetch-depth: 0)"
        raise GitError(f"there is no commit {revision}", hint)

    def merge_base(self, one: str, other: str) -> str:
        """The nearest common ancestor of two commits.

        Raises:
            GitError: they have none, or the clone does not reach it.
        """
        found = self._line("merge-base", "--end-of-options", one, other)
        if found:
            return found
        hint = "name the revision to compare with: okrctl diff REV"
        if self.shallow:
            hint = "this clone is shallow: git fetch --unshallow gets the rest (in CI: fetch-depth: 0)"
        raise GitError(f"{one[:12]} and {other[:12]} have no common commit here", hint)

    @cached_property
    def head(self) -> str | None:
        """The commit checked out; None before the first."""
        return self._line("rev-parse", "--verify", "--quiet", "HEAD^{commit}")

    def default_branch(self) -> str | None:
        """The branch that work is merged into: what the remote says, else main or master."""
        remote = self._line("symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD")
        if remote:
            return remote
        for name in ("origin/main", "origin/master", "main", "master"):
            if self._line("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"):
                return name
        return None

    def blobs(self, commit: str) -> Iterator[Blob]:
        """All files of a commit below the workspace's folder."""
        treeish = f"{commit}:{self.prefix.rstrip('/')}" if self.prefix else commit
        if self.prefix and self._line("rev-parse", "--verify", "--quiet", "--end-of-options", treeish) is None:
            return
        listing = self._run("ls-tree", "-r", "-z", "--full-tree", "--end-of-options", treeish) or b""
        for record in listing.split(b"\0"):
            if record:
                about, _, path = record.partition(b"\t")
                mode, kind, name = about.split(b" ")
                if kind == b"blob":
                    yield Blob(path.decode("utf-8", "surrogateescape"), name.decode(), mode.startswith(b"100"))

    def contents(self, names: Iterable[str], limit: int) -> dict[str, bytes]:
        """The contents of blobs through one ``cat-file --batch``; of longer ones the first ``limit`` + 1 bytes."""
        wanted = list(dict.fromkeys(names))
        if not wanted:
            return {}
        output = self._run("cat-file", "--batch", data="".join(f"{name}\n" for name in wanted).encode()) or b""
        found: dict[str, bytes] = {}
        at = 0
        for name in wanted:
            end = output.index(b"\n", at)
            header = output[at:end].split(b" ")
            at = end + 1
            if len(header) == 3:
                size = int(header[2])
                found[name] = output[at : at + min(size, limit + 1)]
                at += size + 1
        return found

    def log(self, revision: str = "HEAD") -> Iterator[Commit]:
        """All commits that led to a revision, oldest first, with the files each changed below the workspace's folder.

        Merges are left out: what they bring was changed in the commits they join.
        """
        if self.head is None:
            return
        output = self._run(
            "log", "--raw", "-z", "--no-abbrev", "--no-renames", "--diff-merges=off", "--topo-order", "--reverse",
            "--no-textconv", "--no-ext-diff", "--no-color", "--no-notes", "--no-mailmap",
            f"--format={_COMMIT}%H%x02%an%x02%ae%x02%aI%x02%s", "--end-of-options", revision, "--", ".",
        )  # fmt: skip
        commit: Commit | None = None
        fields = iter((output or b"").decode("utf-8", "surrogateescape").split("\0"))
        for field in fields:
            text = field.lstrip("\n")
            if text.startswith("\x01"):
                if commit is not None:
                    yield commit
                name, author, email, when, subject = (text[1:].split("\x02", 4) + [""] * 4)[:5]
                commit = Commit(name, author, email, when, subject, [])
            elif text.startswith(":") and commit is not None:
                _, mode, old, new, _ = text[1:].split(" ", 4)
                path = next(fields, "").removeprefix(self.prefix)
                regular = mode.startswith("100")
                commit.files.append(FileChange(path, _blob(old), _blob(new) if regular else None))
        if commit is not None:
            yield commit


def _blob(name: str) -> str | None:
    return None if is_zero(name) else name


def is_zero(revision: str) -> bool:
    """Whether this is the all-zero revision that hosting servers send for a branch that is new."""
    return len(revision) >= 40 and not revision.strip("0")
