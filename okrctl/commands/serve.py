"""``okrctl serve``: the pages of the company, live, with forms to take part."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._terminal import opened

PANEL = "Look"


def command(
    ctx: typer.Context,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes any that is free.")] = 8710,
    read_only: Annotated[bool, typer.Option("--read-only", help="Only show; no forms.")] = False,
    open_: Annotated[bool, typer.Option("--open", help="Open it in your browser.")] = False,
    trust_user_header: Annotated[
        str | None,
        typer.Option(
            "--trust-user-header", metavar="NAME", help="Behind a proxy that says who asks in this header; needs --url."
        ),
    ] = None,
    url: Annotated[str | None, typer.Option("--url", metavar="URL", help="How browsers call that proxy.")] = None,
) -> None:
    """Serve the pages of `okrctl report` on this machine, up to date whenever files change.

    People who don't use git can check in, correct, ask and promise with forms. A form shows the change before anything
    is written, and goes through the same checks as the command line. /api/v1 has its JSON. Needs okrctl[serve].

    It listens on 127.0.0.1 only, and needs the address that it prints. Ctrl-C ends it.

    For example: okrctl serve --open
    """
    from okrctl.web.run import Wanted, serve

    settings, console = opened(ctx)

    def ready(address: str) -> None:
        console.tell(address)
        console.note("Listening on this machine alone; Ctrl-C ends it.")
        if open_:
            import webbrowser

            webbrowser.open(address)

    serve(settings, Wanted(port, read_only, trust_user_header, url), ready)
