"""Messages for failures of git."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from okrctl.core.values.stop import Failure

SHALLOW = "this clone is shallow: run git fetch --unshallow (in CI: fetch-depth: 0)"
_NAME = re.compile(r"\w[\w./-]*", re.ASCII)


class GitError(Failure):
    """git failed."""


class NoRepositoryError(GitError):
    """The folder is in no repository, or git isn't installed."""


def no_repository(folder: Path, words: str) -> GitError:
    """Why git finds no repository at a folder, according to its own message."""
    if "dubious ownership" in words:
        command = f"git config --global --add safe.directory {folder.resolve().as_posix()}"
        return GitError("git refuses this repository because another user owns it", f"to allow it: {command}")
    if "not a git repository" in words:
        message = f"{folder.as_posix()} is not in a git repository"
        return NoRepositoryError(message, "run git init, then commit the files")
    return failed("rev-parse", words.encode())


def no_commit(revision: str, remotes: Iterable[str], *, shallow: bool) -> GitError:
    """A revision that isn't here: how to get it, for a remote's branch and for everything else.

    A ``shallow`` clone lacks the past, and with it all branches but one.
    """
    message = f"there is no commit {revision or 'with an empty name'}"
    remote, _, branch = revision.partition("/")
    if branch and remote in remotes and _NAME.fullmatch(revision):
        if shallow:
            get = f"git remote set-branches --add {remote} {branch} && git fetch --unshallow {remote}"
            return GitError(message, f"this clone is shallow: run {get} (in CI: fetch-depth: 0)")
        return GitError(message, f"if the branch exists: git fetch {remote} {branch}:refs/remotes/{revision}")
    return GitError(message, SHALLOW if shallow else "git log --oneline lists commits")


def left_out(remote: str | None) -> GitError:
    """Missing objects: in a partial clone, or in a damaged one."""
    if remote is None:
        return GitError("objects of this repository are missing", "git fsck lists them; a new clone has them all")
    message = "this clone lacks objects that are needed here (git clone --filter)"
    return GitError(message, f"run git fetch --refetch --no-filter {remote} (in CI: clone without filter)")


def failed(command: str, stderr: bytes) -> GitError:
    """A git command that failed."""
    words = stderr.decode("utf-8", "replace").strip().split("\n")[-1]
    return GitError(f"git {command} failed: {words}", "see `git fsck` and `git status`")


def cannot_run(folder: Path, error: OSError) -> GitError:
    """Why git couldn't be started."""
    if not folder.is_dir():
        return GitError(f"there is no folder {folder.as_posix()}", "pass the workspace's folder with --root")
    if isinstance(error, FileNotFoundError):
        return NoRepositoryError("git is not installed", "install git, or work without revisions")
    return GitError(f"git cannot be run: {error.strerror}", "check git and the folder")
