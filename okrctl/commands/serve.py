"""``okrctl serve``: the pages of the company, live, with forms to take part."""

import typer

from okrctl.commands._options import flag, option
from okrctl.commands._terminal import opened

PANEL = "Look"


def command(
    ctx: typer.Context,
    port: int = typer.Option(8710, "--port", min=0, max=65535, help="0: any free port."),
    read_only: bool = flag("--read-only", help="Show pages without forms."),
    open_: bool = flag("--open", help="Open the page in your browser."),
    trust_user_header: str | None = option(
        "--trust-user-header", "NAME", "Trust this header from your proxy to name the user; needs --url."
    ),
    url: str | None = option("--url", "URL", "The proxy's address in a browser."),
) -> None:
    """Serve the pages of `okrctl report` on this machine, and update them whenever files change.

    People who don't use git can use forms to check in, correct a check-in, ask for something, or promise it. Each form
    shows the change before anything is written, and makes the same checks as the command line. /api/v1 has the same
    JSON as the command line. Needs the extra `serve`.

    It listens on 127.0.0.1 only; open the address that it prints. Press Ctrl-C to stop it.

    For example: okrctl serve --open
    """
    from okrctl.web.run import ServeOptions, serve

    settings, console = opened(ctx)

    def ready(address: str) -> None:
        console.tell(address)
        console.note("Only this machine can connect. Ctrl-C ends it.")
        if open_:
            import webbrowser

            webbrowser.open(address)

    serve(settings, ServeOptions(port, read_only, trust_user_header, url), ready)
