"""``okrctl merge-driver``: what git calls to merge two versions of an OKR file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from okrctl.commands._output import EXIT_FINDINGS, complain, fail

PANEL = "In CI and git"
EXIT_CONFLICT = 10


def command(
    base: Annotated[Path, typer.Argument(metavar="BASE", help="The version both sides began with (%O).")],
    ours: Annotated[Path, typer.Argument(metavar="OURS", help="Our version; the result takes its place (%A).")],
    theirs: Annotated[Path, typer.Argument(metavar="THEIRS", help="Their version (%B).")],
    path: Annotated[str, typer.Argument(metavar="PATH", help="What the file is called, for messages (%P).")],
) -> None:
    """Merge two versions of an OKR file; called by git, once `okrctl git setup` has been run.

    Check-ins of both sides are kept, in date order, and so are unrelated edits of the plan with their comments.
    Contradictory edits get conflict markers around just their lines. Whatever cannot be merged this way beyond doubt is
    left to `git merge-file`, with a word on stderr. Ends with 0 when merged, with 10 when there are conflicts; after
    anything else OURS is as it was.
    """
    from okrctl.core.merge import merge
    from okrctl.core.values import safe
    from okrctl.shell.garbage import no_garbage

    shown = safe.path(path)
    texts = _texts(base, ours, theirs)
    if isinstance(texts, str):
        reason: str | None = texts
    else:
        with no_garbage():
            merged = merge(*texts)
        reason = merged.fallback_reason
        if reason is None:
            _finish(ours, merged.text.encode(), merged.conflicts, shown)
    complain(f"{shown}: left to git merge-file, which merges by lines: {safe.line(reason or '')}")
    _by_lines((base, ours, theirs), None if isinstance(texts, str) else texts, shown)


def _texts(*names: Path) -> tuple[str, str, str] | str:
    """The three versions, or why they are no texts of an OKR file."""
    from okrctl.core.values import safe
    from okrctl.shell.merging import read_version

    found = []
    for name in names:
        try:
            data = read_version(name)
        except OSError as error:
            fail(f"{safe.path(str(name))} cannot be read: {error.strerror}", EXIT_FINDINGS)
        if data is None:
            return "it is larger than an OKR file may be"
        try:
            found.append(data.decode())
        except UnicodeDecodeError:
            return "it is not UTF-8"
    return found[0], found[1], found[2]


def _by_lines(files: tuple[Path, Path, Path], texts: tuple[str, str, str] | None, shown: str) -> None:
    """Leave the merge to git, and do not take it for clean unless it is."""
    from okrctl.core.merge import apart, flaw
    from okrctl.shell.merging import merge_by_lines

    merged = merge_by_lines(*files)
    if merged is None:
        fail(f"{shown} cannot be merged by lines either", EXIT_FINDINGS)
    data, conflicts = merged.data, merged.conflicts
    if not data.strip():
        complain(f"{shown}: nothing would be left of the file, so it stays as it is on our side")
        raise typer.Exit(EXIT_CONFLICT)
    wrong = None if conflicts or texts is None else flaw(*texts, data.decode())
    if texts is not None and wrong is not None:
        complain(f"{shown}: {wrong}")
        data, conflicts = apart(*texts[1:]).encode(), 1
    _finish(files[1], data, conflicts, shown)


def _finish(ours: Path, data: bytes, conflicts: int, shown: str) -> None:
    """Put the result in the place of our version, whole or not at all, and end."""
    from okrctl.core.values import safe
    from okrctl.shell.write import WriteError, write_new

    try:
        write_new(ours, data, force=True)
    except WriteError as error:
        fail(safe.path(error.message), EXIT_FINDINGS, error.hint)
    if conflicts:
        complain(f"{shown}: {conflicts} conflict{'' if conflicts == 1 else 's'}, marked in the file")
    raise typer.Exit(EXIT_CONFLICT if conflicts else 0)
