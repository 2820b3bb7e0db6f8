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
    """Serve an editor: findings, completion, hover and renaming while you type.

    Editors start it themselves; the guide to editors shows how to set each one up. It speaks the Language Server
    Protocol over standard input and output, and needs pip install 'okrctl[lsp]'.

    For example, as the command of a language server: okrctl lsp
    """
    from okrctl.flows.editor import start

    settings, _ = opened(ctx)
    start(settings)
