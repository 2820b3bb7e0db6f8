"""``okrctl lsp``: the language server for editors."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._terminal import opened

PANEL = "Exchange"


def command(
    ctx: typer.Context,
    stdio: Annotated[
        bool, typer.Option("--stdio", hidden=True, help="As some editors say it; it is so anyway.")
    ] = False,
) -> None:
    """Serve an editor: findings, completion, hover, renaming while one types.

    Editors start this by themselves; docs/guide/editors.md says how each is told to. It speaks the Language Server
    Protocol over standard input and output, and needs pip install 'okrctl[lsp]'.
    """
    from okrctl.flows.editor import start

    settings, _ = opened(ctx)
    start(settings)
