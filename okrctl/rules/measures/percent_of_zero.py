"""A relative change of a baseline that is zero or negative.

20% more than 0 is still 0, and 20% more than a loss could be a smaller or a bigger loss.

Write a `target`, or the change as a difference (`+500`); for a rate, use percentage points (`+2pp`).
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.model.figures import show
from okrctl.core.values.diagnostic import DocPath, Place, Problem, Related
from okrctl.core.values.quantity import Amount
from okrctl.rules._measures import baseline_of, measured

CODE = "OKR304"
SEVERITY = "error"


def check_department(case: DepartmentContext) -> Iterator[Problem]:
    """Relative changes and checkpoints with a baseline of zero or less, from the plan or the journal."""
    for placed, result, measure in measured(case):
        baseline, where = baseline_of(case, placed, result)
        if baseline is None or baseline > 0:
            continue
        amounts: list[tuple[DocPath, Amount | None]] = [((measure.goal_key(),), measure.change_asked())]
        amounts += [((measure.waypoints_in, str(day)), amount) for day, amount in measure.waypoints().items()]
        for inside, amount in amounts:
            if amount is None or amount.suffix != "%":
                continue
            message = f"{amount} of a baseline of {show(baseline)} has no clear meaning"
            place = Place(placed.path, (*result.at, *inside))
            help = "write a target, or the change as a difference"
            yield Problem("percent-of-zero", place, message, help, (Related(where, "the baseline"),))
