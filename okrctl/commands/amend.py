"""``okrctl amend``: change a field of the plan mid-cycle and record the change."""

from typing import Any

from okrctl.commands._options import DRY_RUN, HOLIDAYS, SEASON, SINCE, argument, option
from okrctl.commands._terminal import Context, edited

PANEL = "Change the plan"


def command(
    ctx: Context,
    ref: str = argument("REF", "A department, objective, key result or KPI; okrctl.yaml for settings."),
    to: str | None = option("--to", "[FIELD=]VALUE", "The new value."),
    why: str | None = option("--why", "TEXT", "The reason."),
    season: str | None = SEASON,
    holiday: list[str] | None = HOLIDAYS,
    approved_by: str | None = option("--approved-by", "WHO", "Who agreed."),
    on: Any = SINCE,
    dry_run: bool = DRY_RUN,
) -> None:
    """Change a target, or any other field of the plan or the settings, and record the change.

    Without FIELD, it changes the goal: target, change, count, at_least, at_most or done_when. Give lists in full
    (supports=founder/growth,sales/leads); FIELD= removes an optional field. Name a nested field by its path:
    milestones/live/due, checkpoints/2026-03-31, promised_to/sales/leads, check_in/every. milestones/pilot=TITLE@DATE
    adds a milestone. The old and new values are recorded under `amended`; nothing else in the file changes.

    With --season, checkpoints follow last year's values, from an export with one column of days or months and one of
    values.

    For example: okrctl amend marketing/organic-traffic --to 138000 --why "Two launches moved to summer"
    """
    from okrctl.flows.plan.amend import amend
    from okrctl.flows.plan.season import wanted

    seasons = wanted(season, holiday, instead_of=to)
    amend(edited(ctx, dry_run), ref, to, why=why, approved_by=approved_by, on=on, seasons=seasons)
