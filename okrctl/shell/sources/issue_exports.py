"""Saved exports of issues: those in the settings, inside the workspace, and those that a user names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from okrctl.core.arrival.source import Source, Unread
from okrctl.core.model.origin import Fault
from okrctl.shell.handed_in import read_files, read_one
from okrctl.shell.sources.snapshot import Snapshot


def issue_exports(
    root: Path, patterns: Sequence[str], allowed: Sequence[str], named: Sequence[str]
) -> list[Source | Unread]:
    """The contents of each export, or why it can't be read.

    ``patterns`` come from the settings: their files must be in the workspace or an allowed folder. ``named`` files are
    from the command line, anywhere.
    """
    found = read_files(named)
    with TemporaryDirectory(prefix="okrctl-") as folder:
        snapshot = Snapshot(root, allowed, Path(folder))
        for pattern in patterns:
            copies = snapshot.copies(pattern)
            if isinstance(copies, Fault):
                found.append(Unread(pattern, copies.message, copies.help or ""))
            else:
                found += [read_one(shown, Path(copy))[0] for shown, copy in copies]
    return found
