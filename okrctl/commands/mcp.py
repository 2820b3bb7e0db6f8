"""``okrctl mcp``: a Model Context Protocol server for assistants."""

from __future__ import annotations

import typer

from okrctl.commands._terminal import opened

PANEL = "Exchange"


def command(ctx: typer.Context) -> None:
    """Serve an assistant: it can ask how things stand and propose a check-in.

    Assistants start it themselves. It speaks the Model Context Protocol over standard input and output, writes nothing,
    and needs pip install 'okrctl[mcp]'. A proposed check-in is a diff and a command, which you run if you agree.

    For example, as the command of a server: okrctl mcp --root ~/okrs
    """
    from okrctl.web.mcp import start

    settings, _ = opened(ctx)
    start(settings)
