"""Checks that a workspace is still the one that an edit was planned for.

A new file and an edit of other files share no file to lock. So every writer holds the lock of the workspace's folder,
and checks everything that was read again before writing.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from okrctl.core.model.files import FileFacts
from okrctl.shell.durable import NOTHING_WRITTEN, WriteError
from okrctl.shell.files import read_bytes
from okrctl.shell.locks import LockError, locked
from okrctl.shell.reading import blob_name
from okrctl.shell.session import Session
from okrctl.shell.write import PATIENCE


@contextmanager
def alone(root: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Keep other okrctl processes from writing to a workspace meanwhile.

    Raises:
        WriteError: somebody else has been writing to it for too long, or it cannot be locked.
    """
    try:
        with locked(Path(os.path.realpath(root)), patience):
            yield
    except LockError as error:
        raise WriteError(f"{NOTHING_WRITTEN}: {error}", "try again in a moment") from None


def check_all(session: Session) -> None:
    """Raise a WriteError unless the workspace still has exactly the files that were read, with the same contents."""
    ws = session.workspace
    before = {file.path: session.tree.read.get(file.path) for file in ws.files}
    after = session.tree.listing(ws.config.files)
    changed = [path for path in sorted({*before, *after}) if path not in before or before[path] != after.get(path)]
    if changed:
        raise _changed(changed[0])


def check_plans(session: Session, files: Iterable[FileFacts]) -> None:
    """Raise a WriteError unless the plans in these files are the same as when they were read; journals may have
    grown."""
    for file in files:
        raw, _ = read_bytes(session.root, file.path)
        if raw is None or blob_name(raw) != session.tree.read.get(file.path):
            now = session.tree.facts(file.path)
            if _plan(now) != _plan(file):
                raise _changed(file.path)


def _plan(file: FileFacts) -> object:
    return file.department, file.head.cycle, file.objectives, file.kpis


def _changed(path: str) -> WriteError:
    return WriteError(f"{path} was changed in the meantime; {NOTHING_WRITTEN}", "run it again")
