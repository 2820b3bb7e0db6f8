"""What git prints, parsed: trees, contents (``git cat-file --batch``), and commits with their files (``git log``)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import IO

from okrctl.core.draft.evidence import LoggedCommit
from okrctl.core.values.frozen import frozen

CHUNK = 1 << 16
LONGEST_MESSAGE = 20_000


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
    commit: Commit | None = None
    fields = iter(output.split("\0"))
    for field in fields:
        text = field.lstrip("\n")
        if text.startswith("\x01"):
            if commit is not None:
                yield commit
            name, author, email, when, subject = (text[1:].split("\x02", 4) + [""] * 4)[:5]
            commit = Commit(name, author, email, when, subject, [])
        elif text.startswith(":") and commit is not None:
            commit.files.append(_change(text, next(fields, "").removeprefix(prefix)))
    if commit is not None:
        yield commit


def messages(output: str) -> Iterator[LoggedCommit]:
    """The commits of a log in the format that `Repository.recent` requests, with their messages."""
    found: LoggedCommit | None = None
    files: list[str] = []
    fields = iter(output.split("\0"))
    for field in fields:
        text = field.lstrip("\n")
        if text.startswith("\x01"):
            if found is not None:
                yield found
            name, parents, when, message = (text[1:].split("\x02", 3) + [""] * 3)[:4]
            files = []
            day = date.fromisoformat(when[:10])
            found = LoggedCommit(name, day, message[:LONGEST_MESSAGE], " " in parents, files)
        elif text.startswith(":"):
            files.append(next(fields, ""))
    if found is not None:
        yield found


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
