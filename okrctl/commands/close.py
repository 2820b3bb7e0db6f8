"""``okrctl close``: record final grades and learnings."""

from typing import Any

from okrctl.commands._options import DEPARTMENTS, DRY_RUN, argument, day, flag, option
from okrctl.commands._terminal import Context, edited

PANEL = "Change the plan"


def command(
    ctx: Context,
    what: str = argument("CYCLE|REF", "A cycle, an objective or a key result."),
    learned: list[str] | None = option(
        "--learned", "[REF=]TEXT", "What you learned; for a key result: why it was missed."
    ),
    on: Any = option("--date", "DATE", "The day of the grades; today by default.", parser=day),
    department: list[str] | None = DEPARTMENTS,
    no_input: bool = flag("--no-input", help="Ask no questions."),
    dry_run: bool = DRY_RUN,
) -> None:
    """Close a cycle, an objective or a key result: record final grades and what you learned.

    On a terminal, it asks what you learned from each objective and why committed key results were missed. It writes the
    closing entries and nothing else.

    For example: okrctl close 2026-Q1 --department marketing
    """
    from okrctl.flows.plan.close import close_what

    edit, departments = edited(ctx, dry_run), department or ()
    close_what(edit, what, learned=learned or (), on=on, departments=departments, ask=not no_input)
