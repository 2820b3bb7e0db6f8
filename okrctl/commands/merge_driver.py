"""``okrctl merge-driver``: git runs it to merge two versions of an OKR file."""

from pathlib import Path

import typer

from okrctl.commands._options import argument
from okrctl.commands._terminal import opened

PANEL = "In CI and git"


def command(
    ctx: typer.Context,
    base: Path = argument("BASE", "The common ancestor of both versions (%O)."),
    ours: Path = argument("OURS", "Our version; replaced by the result (%A)."),
    theirs: Path = argument("THEIRS", "Their version (%B)."),
    path: str = argument("PATH", "The file's name for messages (%P)."),
) -> None:
    """Merge two versions of an OKR file; git runs it after `okrctl git setup`.

    It keeps the check-ins of both sides, in date order, and unrelated edits to the plan with their comments.
    Contradictory edits get conflict markers around just their lines. Anything that can't be merged safely this way goes
    to `git merge-file`, with a message on standard error. The exit code is 0 if everything was merged and 10 if there
    are conflicts; with any other code, OURS is unchanged.

    For example, in git's configuration: okrctl merge-driver %O %A %B %P
    """
    from okrctl.flows.git.merge import merge_files

    raise typer.Exit(merge_files(opened(ctx)[1], base, ours, theirs, path))
