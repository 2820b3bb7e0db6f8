"""``okrctl new department``."""

from okrctl.commands._options import DRY_RUN, argument, option
from okrctl.commands._terminal import Context, edited
from okrctl.commands.new._options import One

PLACE = 1
CHOICE = "A department"


def command(
    ctx: Context,
    id: str | None = argument("[ID]", "Its id; by default made from the name."),
    name: One = option("--name", "TEXT", "Its name in reports."),
    lead: One = option("--lead", "WHO", "Owner of everything that names no other owner."),
    cycle: One = option("--cycle", "CYCLE", "The default cycle of its objectives."),
    file: One = option("--file", "PATH", "Its file, relative to the workspace."),
    dry_run: bool = DRY_RUN,
) -> None:
    """Add a department, in a new file next to the others.

    For example: okrctl new department sales --name Sales --lead "Mia Chen" --cycle 2026-Q1
    """
    from okrctl.flows.plan import create

    create.department(edited(ctx, dry_run), id, ctx.params, file=file)
