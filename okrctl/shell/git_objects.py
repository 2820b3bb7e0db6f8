"""What git says: trees, contents (``git cat-file --batch``), commits with their files (``git log``), and failures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import IO

from okrctl.core.draft.evidence import LoggedCommit
from okrctl.core.values.frozen import frozen
from okrctl.core.values.stop import Failure

CHUNK = 1 << 16
LONGEST_MESSAGE = 20_000
SHALLOW = "this clone is shallow: run git fetch --unshallow (in CI: fetch-depth: 0)"
_NAME = re.compile(r"\w[\w./-]*", re.ASCII)


@frozen
class Blob:
    """A file of a tree: path from the workspace's folder, object name, and whether it is a regular file."""

    path: str
    name: str
    regular: bool


def listed(listing: bytes) -> Iterator[tuple[str, Blob]]:
    """The entries in the output of ``git ls-tree -z``, each with its mode."""
    for record in filter(None, listing.split(b"\0")):
        about, _, path = record.partition(b"\t")
        mode, _, name = about.decode().split(" ")[:3]
        yield mode, Blob(path.decode("utf-8", "surrogateescape"), name, mode.startswith("100"))


def ask(stdin: IO[bytes], names: list[str]) -> None:
    """Request the contents of these objects."""
    with suppress(OSError), stdin:
        stdin.write("".join(f"{name}\n" for name in names).encode())


def answer(stdout: IO[bytes], limit: int) -> bytes | None:
    """The next object's content up to the limit; None if it doesn't exist."""
    header = stdout.readline().split()
    if len(header) != 3:
        return None
    size = int(header[2])
    kept = stdout.read(min(size, limit + 1))
    rest = size - len(kept) + 1
    while rest > 0 and (skipped := stdout.read(min(rest, CHUNK))):
        rest -= len(skipped)
    return kept


@frozen
class FileChange:
    """A file that a commit changed, with its blob in each parent and after; None if it didn't exist."""

    path: str
    before: tuple[str | None, ...]
    after: str | None


@frozen
class Commit:
    """One commit and the files it changed; for a merge, those that differ from all parents.

    ``when`` is the author's ISO date and time.
    """

    name: str
    author: str
    email: str
    when: str
    subject: str
    files: list[FileChange]


def commits(output: str, prefix: str) -> Iterator[Commit]:
    """The commits of a log in the format that `Repository.log` requests; paths are relative to ``prefix``."""
    for head, changes in _entries(output):
        name, author, email, when, subject = (head.split("\x02", 4) + [""] * 4)[:5]
        files = [_change(text, path.removeprefix(prefix)) for text, path in changes]
        yield Commit(name, author, email, when, subject, files)


def messages(output: str) -> Iterator[LoggedCommit]:
    """The commits of a log in the format that `Repository.recent` requests, with their messages."""
    for head, changes in _entries(output):
        name, parents, when, message = (head.split("\x02", 3) + [""] * 3)[:4]
        day, files = date.fromisoformat(when[:10]), [path for _, path in changes]
        yield LoggedCommit(name, day, message[:LONGEST_MESSAGE], " " in parents, files)


def _entries(output: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Each commit of a log: its own fields, and the record and path of each changed file."""
    head: str | None = None
    changes: list[tuple[str, str]] = []
    fields = iter(output.split("\0"))
    for field in fields:
        text = field.lstrip("\n")
        if text.startswith("\x01"):
            if head is not None:
                yield head, changes
            head, changes = text[1:], []
        elif text.startswith(":"):
            changes.append((text, next(fields, "")))
    if head is not None:
        yield head, changes


def _change(text: str, path: str) -> FileChange:
    """A record of ``--raw``: one colon per parent, modes and blobs of the parents and of the result."""
    parents = len(text) - len(text.lstrip(":"))
    words = text[parents:].split(" ")
    regular = [mode.startswith("100") for mode in words[: parents + 1]]
    names = [
        name if known and not is_zero(name) else None
        for known, name in zip(regular, words[parents + 1 :], strict=False)
    ]
    return FileChange(path, tuple(names[:-1]), names[-1])


def is_zero(revision: str) -> bool:
    """Whether this is the all-zero revision that hosting services send for a new branch."""
    return len(revision) >= 40 and not revision.strip("0")


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
