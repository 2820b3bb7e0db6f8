"""Reads git: revisions, trees and blobs, through plumbing commands that a repository's configuration can't affect.

The environment is cleaned, hooks and filters are off, no external diff or text conversion runs, nothing is fetched, and
names from users follow ``--end-of-options``. Nothing in here writes.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path, PurePosixPath
from threading import Thread

from okrctl.core.draft.evidence import LoggedCommit
from okrctl.shell import git_objects as said
from okrctl.shell.git_objects import Blob, Commit, GitError, NoRepositoryError, is_zero

__all__ = ["Blob", "Commit", "GitError", "NoRepositoryError", "Repository", "environment", "is_zero"]

_SAFE = (
    "-c", "core.fsmonitor=false",
    "-c", "core.hooksPath=/dev/null",
    "-c", "core.attributesFile=/dev/null",
    "-c", "diff.orderFile=/dev/null",
    "-c", "log.showSignature=false",
    "-c", "log.showRoot=true",
    "--no-pager",
    "--no-optional-locks",
    "--no-replace-objects",
    "--literal-pathspecs",
)  # fmt: skip
_MOST_COMMITS = 10_000
_MODULE = "160000"


def environment() -> dict[str, str]:
    """The environment for git: without redirections and questions, with messages in English."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "SSH_ASKPASS"))}
    # a repository may allow any protocol, even one that runs a program; this list overrides it
    alone = {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
    return {**kept, **alone, "LC_ALL": "C"}


def run_git(
    folder: Path | None, *arguments: str, data: bytes = b"", own: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder, with this input, in the environment for it and variables of its ``own``.

    Raises:
        OSError: git can't be started.
    """
    return subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=environment() | dict(own or {}),
        input=data,
        capture_output=True,
        check=False,
    )


class Repository:
    """The git repository that a workspace's folder lies in. ``prefix`` is the folder's path within it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        done = self._git("rev-parse", "--is-shallow-repository", "--show-prefix")
        if done.returncode:
            raise said.no_repository(folder, done.stderr.decode("utf-8", "replace"))
        shallow, _, prefix = done.stdout.decode("utf-8", "surrogateescape").partition("\n")
        self.shallow = shallow == "true"
        self.prefix = prefix.removesuffix("\n")
        if _strayed(folder, self.prefix):
            hint = "to reset it: git config --unset core.worktree"
            raise GitError(f"{folder}: the settings of its repository put the work tree somewhere else", hint)

    def _git(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        try:
            return run_git(self.folder, *_SAFE, *arguments)
        except OSError as error:
            raise said.cannot_run(self.folder, error) from None

    def _run(self, *arguments: str) -> bytes:
        done = self._git(*arguments)
        if done.returncode:
            raise (
                said.left_out(self._promisor())
                if b"promisor" in done.stderr
                else said.failed(arguments[0], done.stderr)
            )
        return done.stdout

    def _promisor(self) -> str | None:
        """The remote that has the objects which a partial clone left out."""
        found = self._line("config", "--get-regexp", "--name-only", r"^remote\..*\.promisor$")
        names = [key.removeprefix("remote.").removesuffix(".promisor") for key in (found or "").split("\n")]
        # the name becomes part of a command for people to copy, and a stranger's repository chooses it
        return next((name for name in names if re.fullmatch(r"\w[\w./-]*", name)), None)

    def _line(self, *arguments: str) -> str | None:
        done = self._git(*arguments)
        return None if done.returncode else done.stdout.decode("utf-8", "surrogateescape").strip()

    def _object(self, name: str) -> str | None:
        """The object that a name of any form means; None if it means none."""
        # a browser can send what no command line can
        return None if "\0" in name else self._line("rev-parse", "--verify", "--quiet", "--end-of-options", name)

    def commit(self, revision: str) -> str:
        """The object name of the commit that a user's revision means.

        Raises:
            GitError: there is none; in a shallow clone the way out says how to get the rest.
        """
        # a search text would include whatever is written after it
        name = self._object(revision) if revision.startswith(":/") else revision
        found = self._object(f"{name}^{{commit}}")
        if found:
            return found
        remotes = (self._line("remote") or "").split("\n")
        raise said.no_commit(revision, remotes, shallow=self.shallow)

    def merge_base(self, one: str, other: str) -> str:
        """The nearest common ancestor of two commits.

        Raises:
            GitError: they have none, or the clone does not reach it.
        """
        found = self._line("merge-base", "--end-of-options", one, other)
        if found:
            return found
        hint = said.SHALLOW if self.shallow else "compare two revisions: okrctl diff REV..REV"
        raise GitError(f"{one[:12]} and {other[:12]} have no common commit here", hint)

    def before(self, day: date) -> str | None:
        """The last commit of the checked-out history up to a day; None if there is none."""
        if self.head is None:
            return None
        until = f"--before={day.isoformat()}T23:59:59"
        return self._line("rev-list", "-1", until, "--end-of-options", self.head) or None

    @cached_property
    def head(self) -> str | None:
        """The checked-out commit; None before the first one."""
        return self._object("HEAD^{commit}")

    def default_branch(self) -> str | None:
        """The branch that work is merged into: according to the remote, else main or master."""
        remote = self._line("symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD")
        for name in (remote, "origin/main", "origin/master", "main", "master"):
            if name and self._object(f"{name}^{{commit}}"):
                return name
        return None

    def _tree(self, commit: str, *paths: str, deep: bool = True) -> list[tuple[str, Blob]]:
        """What a commit has at these paths from the top (or everywhere), each with its mode; with ``deep``, in folders,
        too."""
        how = ("-r", "-z") if deep else ("-z",)
        return list(said.listed(self._run("ls-tree", *how, "--full-tree", "--end-of-options", commit, *paths)))

    def blobs(self, commit: str) -> Iterator[Blob]:
        """All files of a commit in the workspace's folder."""
        for mode, blob in self._tree(commit, *([self.prefix] if self.prefix else [])):
            if mode != _MODULE and blob.path.startswith(self.prefix):
                yield replace(blob, path=blob.path.removeprefix(self.prefix))

    def elsewhere(self, commit: str, name: str) -> list[str]:
        """Paths of a commit, from the top, of files with a name (in any case) that don't exist anymore."""
        top = self.folder.resolve().parents[self.prefix.count("/") - 1] if self.prefix else self.folder.resolve()
        paths = (blob.path for _, blob in self._tree(commit))
        found = [path for path in paths if path.rpartition("/")[2].lower() == name.lower()]
        here = f"{self.prefix}{name}"
        return [path for path in found if path.lower() == here.lower() or not (top / path).is_file()]

    def apart(self, commit: str) -> dict[str, str]:
        """Links and submodules of a commit in place of folders, by path from the top: this folder, those around it,
        and those in it."""
        way = PurePosixPath(self.prefix)
        places = [str(each) for each in (way, *way.parents) if str(each) != "."]
        around = self._tree(commit, *places, deep=False) if places else []
        kinds = {_MODULE: "a submodule", "120000": "a link"}
        return {blob.path: kinds[mode] for mode, blob in (*self._tree(commit, *places[:1]), *around) if mode in kinds}

    def unchecked(self) -> Iterator[Blob]:
        """Files of the workspace's folder that are in the index, but not in the sparse checkout."""
        listing = self._run("ls-files", "-t", "-s", "-z")
        for record in listing.split(b"\0"):
            tag, _, rest = record.partition(b" ")
            if tag == b"S":
                about, _, path = rest.partition(b"\t")
                mode, name, _ = about.split(b" ")
                yield Blob(path.decode("utf-8", "surrogateescape"), name.decode(), mode.startswith(b"100"))

    def text(self, commit: str, places: Iterable[str]) -> tuple[str, str] | None:
        """The first of these files that a commit has, by paths from the top of the repository, with its text."""
        wanted = list(places)
        found = {blob.path: blob.name for _, blob in self._tree(commit, *wanted, deep=False) if blob.regular}
        place = next((place for place in wanted if place in found), None)
        if place is None:
            return None
        contents = self.contents([found[place]], said.CHUNK * 16)
        return place, contents[found[place]].decode("utf-8", "replace")

    def contents(self, names: Iterable[str], limit: int) -> dict[str, bytes]:
        """The contents of blobs through one ``cat-file --batch``; of longer ones, the first ``limit`` + 1 bytes.

        Raises:
            GitError: one is not there, as in a clone that leaves objects out.
        """
        wanted = list(dict.fromkeys(names))
        if not wanted:
            return {}
        try:
            process = subprocess.Popen(
                ["git", *_SAFE, "cat-file", "--batch"],
                cwd=self.folder,
                env=environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise said.cannot_run(self.folder, error) from None
        with process:
            assert process.stdin and process.stdout
            # writing and reading at once, so that neither side waits for the other with a full pipe
            asking = Thread(target=said.ask, args=(process.stdin, wanted), daemon=True)
            asking.start()
            found = {name: blob for name in wanted if (blob := said.answer(process.stdout, limit)) is not None}
            asking.join()
        if len(found) < len(wanted):
            raise said.left_out(self._promisor())
        return found

    def log(self, revision: str = "HEAD") -> Iterator[Commit]:
        """All commits that led to a revision, oldest first, with the files each changed in the workspace's folder.

        For a merge, only those that differ from all its parents: the others were changed in the commits it merges.
        """
        if revision == "HEAD" and self.head is None:
            return
        output = self._run(
            "log", "--raw", "-z", "--no-abbrev", "--no-renames", "-c", "--date-order", "--reverse", "--no-relative",
            "--no-textconv", "--no-ext-diff", "--no-color", "--no-notes", "--no-mailmap", "--encoding=UTF-8",
            "--format=%x01%H%x02%an%x02%ae%x02%aI%x02%s", "--end-of-options", revision, "--", ".",
        )  # fmt: skip
        yield from said.commits(output.decode("utf-8", "surrogateescape"), self.prefix)

    def recent(self, since: date, until: date) -> list[LoggedCommit]:
        """The commits of the checked-out history between two days, newest first, with their messages.

        They are commits of the whole repository; paths start at its top. At most 10,000 are read.
        """
        if self.head is None:
            return []
        output = self._run(
            "log", "--raw", "-z", "--no-abbrev", "--no-renames", "--date-order", "--no-relative", "--no-textconv",
            "--no-ext-diff", "--no-color", "--no-notes", "--no-mailmap", "--encoding=UTF-8", "--diff-merges=off",
            f"--max-count={_MOST_COMMITS}", f"--since={since - timedelta(days=1)}T00:00:00",
            "--format=%x01%H%x02%P%x02%cI%x02%B", "--end-of-options", self.head,
        )  # fmt: skip
        found = said.messages(output.decode("utf-8", "surrogateescape"))
        return [commit for commit in found if since <= commit.day <= until]


def _strayed(folder: Path, prefix: str) -> bool:
    """Whether the repository counts its paths from another folder than the one that holds its ``.git``."""
    here = folder.resolve()
    top = next((each for each in (here, *here.parents) if (each / ".git").exists()), None)
    return top is not None and Path(prefix) != here.relative_to(top)
