"""An objective has ended but was not closed.

Closing takes five minutes: final values, grades and learnings. If an objective just fades out, nobody learns from it.

Run `okrctl close` with the reference in the message. To continue unfinished work, run `okrctl rollover`.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.values.diagnostic import Problem, Problems

CODE = "OKR803"
SEVERITY = "advice"


def check(case: RuleContext) -> Problems:
    """Objectives whose cycle is over."""
    for objective in case.today_scores.objectives:
        planned = objective.planned
        if planned.draft or planned.dropped or planned.closed_on or case.today <= planned.cycle.end:
            continue
        message = f"{planned.ref} ended on {planned.cycle.end} and was not closed"
        help = f"okrctl close {planned.ref}@{planned.cycle.name}"
        yield Problem("to-close", planned.place("id"), message, help)
