"""The last step of an edit of several files: show the change, and write all files or none."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from okrctl.core.edit.proposal import Proposal
from okrctl.core.values import safe
from okrctl.core.values.stop import EXIT_FINDINGS, Stop
from okrctl.flows.console import Console
from okrctl.shell.batch import Batch, apply_batch
from okrctl.shell.still import alone, check_all
from okrctl.shell.write import read_bytes
from okrctl.views.difference import difference

if TYPE_CHECKING:
    from okrctl.shell.session import Session

_NAMED_AT_MOST = 5


def raw_text(session: Session, path: str) -> str:
    """The text of a file on disk, including its byte order mark; Stop if it cannot be read."""
    try:
        return read_bytes(session.root / path, within=session.root).decode()
    except UnicodeDecodeError:
        raise Stop(f"{safe.path(path)} is not UTF-8", EXIT_FINDINGS, "okrctl validate shows where") from None


def need_whole(session: Session, departments: Collection[str] | None = None) -> None:
    """Stop if the edit would miss something in a file that could not be read.

    With ``departments``, only files that are or may be theirs are checked.
    """
    wrong = [
        file.path
        for file in session.workspace.files
        if file.incomplete
        and (departments is None or (file.department or file.veils or next(iter(departments), None)) in departments)
    ]
    if wrong:
        shown, more = ", ".join(wrong[:_NAMED_AT_MOST]), len(wrong) - _NAMED_AT_MOST
        names = f"{shown} and {more} more" if more > 0 else shown
        raise Stop(
            safe.line(f"{names}: okrctl can't read all of it, so the edit could miss something; nothing written"),
            EXIT_FINDINGS,
            "okrctl validate shows why",
        )


def show(console: Console, proposal: Proposal) -> None:
    """The change as a diff."""
    created = {path: ("", after) for path, after in proposal.created.items()}
    removed = {path: (before, "") for path, before in proposal.removed.items()}
    for path, (before, after) in {**proposal.updated, **created, **removed}.items():
        console.show(difference(path, before, after), exact=True)


def write(session: Session, console: Console, proposal: Proposal) -> None:
    """Write the files; if that fails, restore them and stop."""
    batch = Batch(
        {path: (before.encode(), after.encode()) for path, (before, after) in proposal.updated.items()},
        {path: text.encode() for path, text in proposal.created.items()},
        {path: text.encode() for path, text in proposal.removed.items()},
    )
    with alone(session.root):
        check_all(session)
        warnings = apply_batch(session.root, batch)
    for warning in warnings:
        console.complain(safe.path(warning))
