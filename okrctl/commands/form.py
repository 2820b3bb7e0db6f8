"""``okrctl form``: a department's check-in as a page to fill in offline."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import Output, format_option
from okrctl.commands._terminal import opened

PANEL = "Every week"


def command(
    ctx: typer.Context,
    target: Annotated[str, typer.Argument(metavar="DEPARTMENT", help="A department or its file.", show_default=False)],
    format: Annotated[str, format_option("forms")] = "html",
    output: Output = None,
) -> None:
    """Write a web page on which a department can fill in its check-in: -o marketing.html.

    The page works offline and can be emailed. It saves a small file (or text to paste) that you record with
    `okrctl checkin marketing.yaml --from FILE`.

    For example: okrctl form marketing.yaml -o marketing.html
    """
    import sys

    from okrctl.commands._output import write
    from okrctl.core.values.stop import Stop
    from okrctl.flows.report.form import filled_in
    from okrctl.flows.report.look import look

    if output is None and sys.stdout.isatty():
        raise Stop("a form is a page for a browser, not for a terminal", hint=f"okrctl form {target} -o {target}.html")
    looked = look(*opened(ctx))
    form = filled_in(looked, target)
    write(looked.settings, format, output, forms=lambda: form)
    raise typer.Exit(looked.end())
