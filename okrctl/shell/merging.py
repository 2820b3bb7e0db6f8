"""The input of a merge driver: three files, and git's own merge by lines as a fallback."""

from __future__ import annotations

from pathlib import Path

from okrctl.core.values.text import MOST_BYTES
from okrctl.shell.git import run_git

_CONFLICTS_AT_MOST = 127


def read_version(path: Path) -> bytes | None:
    """The bytes of one version; None if it is larger than an OKR file may be.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    return None if len(data) > MOST_BYTES else data


def merge_by_lines(base: Path, ours: Path, theirs: Path) -> tuple[bytes, int] | None:
    """The result of ``git merge-file`` for three files, which stay unchanged, and how many conflicts are marked in it;
    None if it fails."""
    labels = ("-L", "ours", "-L", "base", "-L", "theirs")
    files = [str(path.absolute()) for path in (ours, base, theirs)]
    try:
        done = run_git(None, "merge-file", "-p", "-q", *labels, *files)
    except OSError:
        return None
    # a higher code is a refusal: a binary file, or a missing one
    return (done.stdout, done.returncode) if 0 <= done.returncode <= _CONFLICTS_AT_MOST else None
