"""The coach's reading of a workspace."""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.review.coach import Reading, coach
from okrctl.flows.report.look import Looked
from okrctl.shell.dictionary import shipped_metrics


def coached(looked: Looked) -> tuple[Reading, ...]:
    """What there is to say and to ask about the plan that was asked for."""
    case = RuleContext(looked.report_day.ws, looked.report_day.day)
    return coach(case, looked.selection, shipped_metrics())
