"""A key result that begins at its target.

Progress is the share of the way from baseline to target. Where there is no way there is no progress, and the key result
would be done before anybody begins.

Set the target you want to reach. If the point is to stay where you are, that is a level: `at_least` or `at_most`, with
`hold: true`.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.model.figures import show
from okrctl.core.values.diagnostic import Place, Problem, Related
from okrctl.rules._measures import baseline_of, measured, quantities_of

CODE = "OKR301"
SEVERITY = "error"


def check(case: RuleContext) -> Iterator[Problem]:
    """Targets that equal the baseline of the plan, or the one given with a result."""
    for placed, result, measure in measured(case):
        baseline, where = baseline_of(case, placed, result)
        target = quantities_of(case, placed, result).target
        if baseline is not None and target == baseline and measure.change_asked() is None:
            place = Place(placed.path, (*result.at, "target"))
            message = f"{result.id} begins at its target {show(target)}"
            help = "set another target; to stay there, use at_least or at_most with hold: true"
            yield Problem("baseline-equals-target", place, message, help, (Related(where, "the baseline"),))
