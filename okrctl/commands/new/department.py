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
        str | None, typer.Argument(metavar="[ID]", help="Its id; by default made from the name.", show_default=False)
    ] = None,
    name: Annotated[One, Option("--name", metavar="TEXT", help="Its name in reports.")] = None,
    lead: Annotated[One, Option("--lead", metavar="WHO", help="Owner of everything that names no other owner.")] = None,
    cycle: Annotated[One, Option("--cycle", metavar="CYCLE", help="The default cycle of its objectives.")] = None,
    file: Annotated[One, Option("--file", metavar="PATH", help="Its file, relative to the workspace.")] = None,
    dry_run: DryRun = False,
) -> None:
    """Add a department, in a new file next to the others.

    For example: okrctl new department sales --name Sales --lead "Mia Chen" --cycle 2026-Q1
    """
    from okrctl.flows.plan import create

    given = {"name": name, "lead": lead, "cycle": cycle}
    create.department(*opened(ctx), id, given, file=file, dry_run=dry_run)
