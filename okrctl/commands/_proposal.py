"""The last step of an edit of several files: show what changes, and write all of it or nothing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from okrctl.commands._output import EXIT_FINDINGS, complain, emit, fail
from okrctl.commands._settings import Settings
from okrctl.core.values import safe

if TYPE_CHECKING:
    from okrctl.core.edit.proposal import Proposal
    from okrctl.shell.session import Session


def raw_text(session: Session, path: str) -> str:
    """The text of a file as it is on disk, byte order mark included; ends the run with 1 when it cannot be had."""
    from okrctl.shell.write import WriteError, read_bytes

    try:
        return read_bytes(session.root / path, within=session.root).decode()
    except WriteError as error:
        fail(safe.path(error.message), EXIT_FINDINGS, error.hint)
    except UnicodeDecodeError:
        fail(f"{safe.path(path)} is not UTF-8", EXIT_FINDINGS, "okrctl validate shows where")


def show(found: Settings, proposal: Proposal) -> None:
    """The change as a diff."""
    from okrctl.render import document_renderer
    from okrctl.views.difference import difference

    created = {path: ("", after) for path, after in proposal.created.items()}
    removed = {path: (before, "") for path, before in proposal.removed.items()}
    for path, (before, after) in {**proposal.updated, **created, **removed}.items():
        emit(document_renderer("text")(difference(path, before, after), None, found.color))
    sys.stdout.flush()


def write(session: Session, proposal: Proposal) -> None:
    """Write the files; when that fails they are as they were, and the run ends with 1."""
    from okrctl.shell.batch import Batch, apply_batch
    from okrctl.shell.write import WriteError

    batch = Batch(
        {path: (before.encode(), after.encode()) for path, (before, after) in proposal.updated.items()},
        {path: text.encode() for path, text in proposal.created.items()},
        {path: text.encode() for path, text in proposal.removed.items()},
    )
    try:
        warnings = apply_batch(session.root, batch)
    except WriteError as error:
        fail(safe.path(error.message), EXIT_FINDINGS, error.hint)
    for warning in warnings:
        complain(safe.path(warning))
