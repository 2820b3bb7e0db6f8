"""``okrctl new objective``."""

from __future__ import annotations

from typing import Annotated

import typer
from typer import Option

from okrctl.commands._options import DryRun, option
from okrctl.commands._terminal import edited
from okrctl.commands.new._options import Cycle, Home, Id, Many, One, Owner, Title, Weight, Why

PLACE = 2
CHOICE = "An objective: what to achieve"


def command(
    ctx: typer.Context,
    where: Home,
    title: Title = None,
    id: Id = None,
    cycle: Cycle = None,
    ambition: Annotated[One, option("--ambition", "WORD", "committed or aspirational.")] = None,
    owner: Owner = None,
    why: Why = None,
    supports: Annotated[Many, option("--supports", "REF", "An item it supports; repeat for more.")] = None,
    joint_with: Annotated[Many, option("--joint-with", "ID", "A department that shares it; repeat for more.")] = None,
    weight: Weight = None,
    draft: Annotated[bool, Option("--draft", help="Not agreed yet: no scores, no reminders.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Add an objective; add its key results next.

    For example: okrctl new objective marketing --title "Shoppers find us first" --ambition committed
    """
    from okrctl.flows.plan import create

    create.objective(edited(ctx, dry_run), where, ctx.params)
