"""``okrctl rename``: change an id and every reference to it."""

from okrctl.commands._options import DRY_RUN, argument
from okrctl.commands._terminal import Context, edited

PANEL = "Change the plan"


def command(
    ctx: Context,
    ref: str = argument("REF", "An objective, key result, milestone, KPI or department."),
    new: str = argument("NEW-ID", "Its new id."),
    dry_run: bool = DRY_RUN,
) -> None:
    """Change an id and every reference to it.

    The id and all references to it change in every file, including journals. Objectives and key results stay connected
    with their history through `formerly`; milestones, KPIs and departments have no such key. Either all files are
    written or none. Comments, free text and file names stay as they are.

    For example: okrctl rename marketing/seo search
    """
    from okrctl.flows.plan import change

    change.rename(edited(ctx, dry_run), ref, new)
