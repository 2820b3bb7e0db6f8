"""Paths that differ only in spelling: some file systems ignore case, or normalize accents; git doesn't."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

from okrctl.shell.revision import GitTree
from okrctl.shell.session import Session


def spelled_otherwise(base: Session, session: Session) -> dict[str, str]:
    """Files that a revision has under another spelling, which its patterns don't match; by their current path.

    Without those for which both spellings exist as separate files.
    """
    read = {file.path for file in base.workspace.files}
    blobs = base.tree.blobs if isinstance(base.tree, GitTree) else {}
    unread = {_folded(path): path for path in blobs if path not in read}
    found: dict[str, str] = {}
    for file in session.workspace.files:
        other = unread.get(_folded(file.path)) if file.path not in read else None
        if other not in (None, file.path) and not _both(session, file.path, str(other)):
            found[file.path] = str(other)
    return found


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _both(session: Session, path: str, other: str) -> bool:
    """Whether both are separate files."""
    if isinstance(session.tree, GitTree):
        return session.tree.holds(other)
    root = Path(session.root)
    try:
        return not os.path.samefile(root / path, root / other)
    except OSError:
        return False
