"""``okrctl show``: one thing with everything around it."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import Output, format_option

PANEL = "Look"
FORMAT = format_option("text", "json", "markdown")


def command(
    ctx: typer.Context,
    ref: Annotated[
        str, typer.Argument(metavar="REF", help="An objective, key result or KPI: department/id, or its id alone.")
    ],
    format: Annotated[str, FORMAT] = "text",
    output: Output = None,
) -> None:
    """Show one objective, key result or KPI with everything around it.

    Its plan and how that was changed, its check-ins, what it supports and needs, who waits for it, where it is heading.
    """
    from okrctl.commands._look import look
    from okrctl.commands._output import fail
    from okrctl.commands._report import write
    from okrctl.commands._workspace import resolve_target
    from okrctl.views.show import show_document
    from okrctl.views.show_data import show_json

    looked = look(ctx)
    picture = looked.picture
    target = resolve_target(looked.session, ref, picture.day).target
    if target.entry is None:
        way_out = None if target.external else f"okrctl status {target.department} shows what there is in it"
        fail(f"{ref} is no objective, key result or KPI", way_out=way_out)
    item = target.entry
    write(
        looked.settings,
        format,
        output,
        document=lambda: show_document(picture, item),
        data=lambda: show_json(picture, item, looked.positions),
    )
    looked.end()
