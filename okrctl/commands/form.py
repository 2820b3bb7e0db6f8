"""``okrctl form``: a department's check-in as a page to fill in offline."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._report import Report, report

PANEL = "Every week"


@report("forms", refs=False, filters=(), format="html")
def command(
    report: Report,
    target: Annotated[str, typer.Argument(metavar="DEPARTMENT", help="A department or its file.", show_default=False)],
) -> None:
    """Write a web page on which a department can fill in its check-in: -o marketing.html.

    The page works offline and can be emailed. It saves a small file (or text to paste) that you record with
    `okrctl checkin marketing.yaml --from FILE`.

    For example: okrctl form marketing.yaml -o marketing.html
    """
    import sys

    from okrctl.core.values.stop import Stop
    from okrctl.flows.report.form import filled_in

    if report.output is None and sys.stdout.isatty():
        raise Stop("a form is a page for a browser, not for a terminal", hint=f"okrctl form {target} -o {target}.html")
    looked = report.looked
    form = filled_in(looked, target)
    report.write(forms=lambda: form)
