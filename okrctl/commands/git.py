"""``okrctl git setup``: git learns to merge OKR files by meaning."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from okrctl.commands._terminal import opened

PANEL = "In CI and git"


def command(
    ctx: typer.Context,
    action: Annotated[Literal["setup"], typer.Argument(metavar="setup", help="What to do: setup.")],
    user: Annotated[
        bool, typer.Option("--global", help="Tell git for all your repositories, not just for this one.")
    ] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take back what setup has done.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Only say what is missing; ends with 1 if anything is.")
    ] = False,
) -> None:
    """Let git merge OKR files by meaning, and show their ids in diffs.

    Registers the merge driver in git's configuration (each clone needs that once; without it git merges by lines, as
    ever) and puts a line for each pattern of `files:` into the workspace's .gitattributes, which is there for everyone
    once it is committed. Every change is announced; other settings and lines stay as they are.
    """
    from okrctl.flows.git.setup import set_up

    set_up(*opened(ctx), user=user, remove=remove, check=check)
