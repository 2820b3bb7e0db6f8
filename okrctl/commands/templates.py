"""``okrctl templates``: what ``init`` can begin with."""

from __future__ import annotations

from typing import Annotated

import typer

PANEL = "Start"


def command(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="A shipped template, or a folder with a template.yaml.")
    ] = None,
) -> None:
    """List the templates for `init`, or show what is in one.

    Any folder with a template.yaml (id, title, and what to ask) is a template, too: okrctl init --template ./folder.
    """
    from okrctl.commands._output import tell
    from okrctl.flows.init.templates import contents, listing

    tell(listing() if name is None else contents(name))
