"""``okrctl amend``: a plan field changed in mid-cycle, with the entry that tells of it."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import DryRun, Since, Why

PANEL = "Change the plan"


def command(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="An objective or key result.", show_default=False)],
    to: Annotated[str, typer.Option("--to", metavar="[FIELD=]VALUE", help="What it is to become.", show_default=False)],
    why: Why,
    approved_by: Annotated[str | None, typer.Option("--approved-by", metavar="WHO", help="Who agreed.")] = None,
    on: Since = None,
    dry_run: DryRun = False,
) -> None:
    """Change a target, or any field of the plan, and leave a trace.

    Without FIELD the promise itself is meant: target, change, count, at_least, at_most or done_when. Parts are named by
    their path: milestones/live/due, checkpoints/2026-03-31. The field and an entry in `amended`, with the values before
    and after, are written in one go; nothing else in the file changes.
    """
    from okrctl.commands._output import fail
    from okrctl.commands._plan_edit import editing, reason
    from okrctl.commands._workspace import as_of
    from okrctl.core.planning.amend import Amended, Amending, amend, leaves_its_trace, split_field

    edit = editing(ctx, dry_run)
    entry = edit.entry(ref)
    day = on or as_of(edit.found)
    field, value = split_field(entry, to)
    if approved_by is not None and not approved_by.strip():
        fail("--approved-by names nobody", way_out="leave it out, or say who agreed")
    found = amend(edit.files, entry, Amending(field, value, reason(why), day, approved_by))
    if not isinstance(found, Amended):
        edit.finish(found, "")
        return
    was = found.before if found.before is not None else "nothing"
    edit.finish(
        found.wish,
        f"{entry.ref}: {found.field} from {was} to {found.after}, from {day} on",
        lambda after: None if leaves_its_trace(edit.ws, after, entry, day) else _LOST,
    )


_LOST = "the plan of earlier days would not be what it was"
