"""``okrctl lsp``: the language server for editors."""

import typer

from okrctl.commands._terminal import opened

PANEL = "Exchange"


def command(
    ctx: typer.Context,
    stdio: bool = typer.Option(False, "--stdio", hidden=True, help="Accepted because some editors pass it; always on."),
) -> None:
    """Run a language server for editors: findings, completion, hover and renaming as you type.

    Your editor starts it; the editors page of the guide shows how to set that up. It speaks the Language Server
    Protocol over standard input and output, and needs the extra `lsp`.

    For example, as the command of a language server: okrctl lsp
    """
    from okrctl.flows.editor import start

    settings, _ = opened(ctx)
    start(settings)
