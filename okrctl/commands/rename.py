"""``okrctl rename``: another id, and every reference to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from okrctl.commands._options import DryRun

if TYPE_CHECKING:
    from okrctl.core.company.workspace import Workspace

PANEL = "Change the plan"


def command(
    ctx: typer.Context,
    ref: Annotated[
        str,
        typer.Argument(
            metavar="REF", help="An objective, key result, milestone, KPI or department.", show_default=False
        ),
    ],
    new: Annotated[str, typer.Argument(metavar="NEW-ID", help="Its new id.", show_default=False)],
    dry_run: DryRun = False,
) -> None:
    """Give another id, and follow it everywhere.

    The id and all references to it change, in every file, journals included; `formerly` keeps the history of objectives
    and key results together (the format has none for others). All files are written, or none. Comments, free text and
    the names of files are left as they are.
    """
    from okrctl.commands._plan_edit import editing
    from okrctl.core.planning.rename import Renaming, misread, rename

    edit = editing(ctx, dry_run)
    target = edit.named(ref).target
    wish = rename(edit.ws, edit.files, target, new)

    def proof(after: Workspace) -> str | None:
        text = misread(edit.ws, after, target, new)
        return f"{text} would mean something else then" if text else None

    edit.finish(wish, f"{target.ref} is {Renaming(target, new).new_ref} now", proof, news=False)
