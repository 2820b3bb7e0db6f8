"""``okrctl new department``."""

from __future__ import annotations

from typing import Annotated

import typer
from typer import Option

from okrctl.commands._options import DryRun
from okrctl.commands._terminal import opened
from okrctl.commands.new._options import One

PLACE = 1
CHOICE = "A department"


def command(
    ctx: typer.Context,
    id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Its id; made of the name by default.", show_default=False)
    ] = None,
    name: Annotated[One, Option("--name", metavar="TEXT", help="Its name in reports.")] = None,
    lead: Annotated[
        One, Option("--lead", metavar="WHO", help="Owner of everything without an owner of its own.")
    ] = None,
    cycle: Annotated[One, Option("--cycle", metavar="CYCLE", help="The default for its objectives.")] = None,
    file: Annotated[One, Option("--file", metavar="PATH", help="Its file, from the workspace's folder.")] = None,
    dry_run: DryRun = False,
) -> None:
    """Add a department: a file beside those of the others."""
    from okrctl.flows.plan import create

    given = {"name": name, "lead": lead, "cycle": cycle}
    create.department(*opened(ctx), id, given, file=file, dry_run=dry_run)
