"""A key result is off track.

It is further behind its expected progress than `pace` in okrctl.yaml allows. A level to be held is off track if its
last two periods were missed or it can't reach amber anymore. The expected progress depends on the ambition.

In the next check-in, say what you will do about it, ask for help, or amend the goal with the reason.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.model.figures import ZERO, share
from okrctl.core.scores.scoring import ScoredKeyResult
from okrctl.core.values.diagnostic import Problem, Problems

CODE = "OKR805"
SEVERITY = "advice"


def check(case: RuleContext) -> Problems:
    """Active key results that are far behind."""
    for objective in case.today_scores.objectives:
        for result in objective.key_results:
            if result.status == "off-track":
                message = f"{result.planned.ref} is off track: {_how(result)}"
                help = f"okrctl show {result.planned.ref} shows the details"
                yield Problem("off-track", result.planned.place("id"), message, help)


def _how(result: ScoredKeyResult) -> str:
    measure = result.planned.key_result.measure
    held = measure.holding(result.series, result.planned.window, result.on) if measure else None
    if held is not None:
        return f"{held.kept} of {held.counted} periods kept, {share(held.best)} still possible"
    return f"{share(result.progress or ZERO)}, expected {share(result.expected)}"
