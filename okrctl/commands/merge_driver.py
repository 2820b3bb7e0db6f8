"""``okrctl merge-driver``: what git calls to merge two versions of an OKR file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from okrctl.commands._terminal import opened

PANEL = "In CI and git"


def command(
    ctx: typer.Context,
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
    from okrctl.flows.git.merge import merge_files

    raise typer.Exit(merge_files(opened(ctx)[1], base, ours, theirs, path))
