"""``okrctl rollover``: carry unfinished work over to the next cycle and archive the journal."""

from okrctl.commands._options import DEPARTMENTS, DRY_RUN, argument, flag, option
from okrctl.commands._terminal import Context, edited

PANEL = "Change the plan"


def command(
    ctx: Context,
    refs: list[str] | None = argument("[REF]...", "What to carry over; by default everything unfinished."),
    old: str = option("--from", "CYCLE", "The cycle that ended.", default="", show_default=False),
    new: str = option("--to", "CYCLE", "The next cycle.", default="", show_default=False),
    department: list[str] | None = DEPARTMENTS,
    diff: bool = flag("--diff", help="Also show the changed lines."),
    no_input: bool = flag("--no-input", help="Ask no questions."),
    dry_run: bool = DRY_RUN,
) -> None:
    """Carry unfinished work over to the next cycle, and archive the journal.

    It first shows what continues, what ends, and what changes. Objectives keep their ids, and each key result starts at
    its last value. If a planned change was partly reached, only the rest carries over, and the number in the title is
    adjusted (on a terminal, it asks: the rest, or all of it again). Requests carry over with the promises that answer
    them. Past dates, checkpoints and references to items that end are left out. Check-ins of the old cycle move
    unchanged to a separate file.

    For example: okrctl rollover --from 2026-Q1 --to 2026-Q2
    """
    from okrctl.flows.plan.rollover import carry_over

    edit, departments = edited(ctx, dry_run), department or ()
    carry_over(edit, refs or (), old=old, new=new, departments=departments, ask=not no_input, diff=diff)
