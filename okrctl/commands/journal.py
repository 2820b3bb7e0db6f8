"""``okrctl journal``: move check-ins into a department's file, or into files of their own."""

from typing import Literal

from okrctl.commands._options import DRY_RUN, argument, option
from okrctl.commands._terminal import Context, edited

PANEL = "Change the plan"


def command(
    ctx: Context,
    department: str | None = argument("[DEPARTMENT]", "Whose check-ins to move; all departments by default."),
    layout: Literal["in-file", "file-per-check-in"] | None = option(
        "--layout", None, "Where to keep check-ins; by default as in okrctl.yaml."
    ),
    dry_run: bool = DRY_RUN,
) -> None:
    """Move check-ins into the department's file, or into one file each.

    Entries move unchanged, with their comments. If the entries, their order or the findings would differ afterward,
    okrctl moves nothing. To choose where new check-ins go, set `check_in: {layout: …}` in okrctl.yaml.

    For example: okrctl journal marketing --layout file-per-check-in --dry-run
    """
    from okrctl.flows.plan.change import move_journal

    move_journal(edited(ctx, dry_run), department, layout)
