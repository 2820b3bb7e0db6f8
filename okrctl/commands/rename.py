"""``okrctl rename``: another id, and every reference to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from okrctl.commands._options import DryRun

if TYPE_CHECKING:
    from okrctl.core.workspace import Workspace

PANEL = "Change the plan"


def command(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="An objective, key result or KPI.", show_default=False)],
    new: Annotated[str, typer.Argument(metavar="NEW-ID", help="Its new id.", show_default=False)],
    dry_run: DryRun = False,
) -> None:
    """Give another id, and follow it everywhere.

    The id and all references to it change, in every file, journals included; `formerly` keeps its history together
    (a KPI has none). All files are written, or none. Comments and free text are left as they are.
    """
    from okrctl.commands._plan_edit import editing
    from okrctl.core.planning.rename import misread, rename

    edit = editing(ctx, dry_run)
    entry = edit.entry(ref)
    wish = rename(edit.ws, edit.files, entry, new)

    def proof(after: Workspace) -> str | None:
        text = misread(edit.ws, after, entry, new)
        return f"{text} would mean something else then" if text else None

    edit.finish(wish, f"{entry.ref} is {entry.department}/{new} now", proof, news=False)
