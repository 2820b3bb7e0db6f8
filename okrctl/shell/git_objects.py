"""Objects of git: the files of a tree, and contents read through ``git cat-file --batch``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import IO

from okrctl.core.values.frozen import frozen

CHUNK = 1 << 16


@frozen
class Blob:
    """A file of a tree: path from the workspace's folder, object name, and whether it is a regular file."""

    path: str
    name: str
    regular: bool


def listed(listing: bytes) -> Iterator[Blob]:
    """The files in the output of ``git ls-tree -z``."""
    for record in listing.split(b"\0"):
        if record:
            about, _, path = record.partition(b"\t")
            mode, kind, name = about.split(b" ")[:3]
            if kind == b"blob":
                yield Blob(path.decode("utf-8", "surrogateescape"), name.decode(), mode.startswith(b"100"))


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
