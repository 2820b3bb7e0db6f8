"""A key result is off track.

It is further behind its expected progress than `pace` in okrctl.yaml allows (or, for a level to be held, its last two
periods were not kept, or amber cannot be reached anymore). The expectation takes its ambition into account.

Say in the next check-in what will be done about it, ask for help, or amend the goal with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.model.figures import ZERO, share
from okrctl.core.scores.scoring import ScoredKeyResult
from okrctl.core.values.diagnostic import Problem
from okrctl.rules._live import place_of

CODE = "OKR805"
SEVERITY = "advice"


def check(case: RuleContext) -> Iterator[Problem]:
    """Key results that count today and are far behind."""
    for objective in case.today_scores.objectives:
        for result in objective.key_results:
            if result.status == "off-track":
                message = f"{result.planned.ref} is off track: {_how(result)}"
                help = f"okrctl show {result.planned.ref} tells more"
                yield Problem("off-track", place_of(result.planned), message, help)


def _how(result: ScoredKeyResult) -> str:
    measure = result.planned.key_result.measure
    held = measure.holding(result.series, result.planned.window, result.on) if measure else None
    if held is not None:
        return f"{held.kept} of {held.counted} periods kept, {share(held.best)} can still be had"
    return f"{share(result.progress or ZERO)}, where {share(result.expected)} is expected by now"
