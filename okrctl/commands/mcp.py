"""``okrctl mcp``: a Model Context Protocol server for assistants."""

from okrctl.commands._terminal import Context, opened

PANEL = "Exchange"


def command(ctx: Context) -> None:
    """Run a server for AI assistants: they can look up how the plan is going and propose check-ins.

    Your assistant starts it. It speaks the Model Context Protocol over standard input and output, writes nothing, and
    needs the extra `mcp`. A proposed check-in is a diff and a command, which you run if you agree.

    For example, as the command of a server: okrctl mcp --root ~/okrs
    """
    from okrctl.web.mcp import start

    settings, _ = opened(ctx)
    start(settings)
