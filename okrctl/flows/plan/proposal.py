"""The last step of an edit of several files: show what changes, and write all of it or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrctl.core.edit.proposal import Proposal
from okrctl.core.values import safe
from okrctl.flows.console import Console
from okrctl.flows.stop import EXIT_FINDINGS, Stop
from okrctl.shell.batch import Batch, apply_batch
from okrctl.shell.write import WriteError, read_bytes
from okrctl.views.difference import difference

if TYPE_CHECKING:
    from okrctl.shell.session import Session


def raw_text(session: Session, path: str) -> str:
    """The text of a file as it is on disk, byte order mark included; Stop when it cannot be had."""
    try:
        return read_bytes(session.root / path, within=session.root).decode()
    except WriteError as error:
        raise Stop(safe.path(error.message), EXIT_FINDINGS, error.hint) from None
    except UnicodeDecodeError:
        raise Stop(f"{safe.path(path)} is not UTF-8", EXIT_FINDINGS, "okrctl validate shows where") from None


def show(console: Console, proposal: Proposal) -> None:
    """The change as a diff."""
    created = {path: ("", after) for path, after in proposal.created.items()}
    removed = {path: (before, "") for path, before in proposal.removed.items()}
    for path, (before, after) in {**proposal.updated, **created, **removed}.items():
        console.show(difference(path, before, after))


def write(session: Session, console: Console, proposal: Proposal) -> None:
    """Write the files; Stop when that fails, and they are as they were."""
    batch = Batch(
        {path: (before.encode(), after.encode()) for path, (before, after) in proposal.updated.items()},
        {path: text.encode() for path, text in proposal.created.items()},
        {path: text.encode() for path, text in proposal.removed.items()},
    )
    try:
        warnings = apply_batch(session.root, batch)
    except WriteError as error:
        raise Stop(safe.path(error.message), EXIT_FINDINGS, error.hint) from None
    for warning in warnings:
        console.complain(safe.path(warning))
