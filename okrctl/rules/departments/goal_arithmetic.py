"""The targets of a metric's parts do not add up to its own target.

The dictionary says what a metric is made of (`formula:`). If the metric and all its parts have targets in cycles that
end on the same day, in any departments, okrctl calculates the formula from the parts' targets. If the result differs
from the metric's target by more than 1%, every department can reach its goal while the company misses. Percentages
count as hundredths.

Change one of the targets with `okrctl amend`; the finding shows the target that each part would need. If the formula is
incomplete, complete it.
"""

from __future__ import annotations

from fractions import Fraction

from okrctl.core.checks.context import RuleContext
from okrctl.core.contracts.conflict import SolvedPart, Sum
from okrctl.core.model.figures import is_percent, short
from okrctl.core.values.diagnostic import Problems
from okrctl.rules._conflicts import live_conflicts, problem_of

CODE = "OKR511"
SEVERITY = "warning"
_NAMED = 6


def check(case: RuleContext) -> Problems:
    """Formulas whose result from the parts' targets differs from the metric's target."""
    for conflict in live_conflicts(case):
        if conflict.sum is not None:
            message = _message(conflict.metric, conflict.sum)
            yield problem_of("goal-arithmetic", conflict, message, _help(conflict.sum))


def _message(metric: str, found: Sum) -> str:
    target = f"{metric}'s target is {short(found.target, found.unit)}"
    if found.gives is None:
        return f"{found.formula.shown()} is undefined ({found.undefined}), {target}"
    message = f"{found.formula.shown()} gives {short(found.gives, found.unit)}, {target}"
    nearest = min((part for part in found.parts if part.change is not None), key=_size, default=None)
    if nearest is None or nearest.change is None:
        return message
    away = short(abs(nearest.change) * 100, "percent")
    return f"{message}; {nearest.metric} {'lacks' if nearest.change > 0 else 'is too high by'} {away}"


def _size(part: SolvedPart) -> Fraction:
    assert part.change is not None
    return abs(part.change)


def _help(found: Sum) -> str:
    ways = [
        f"{part.metric} at {short(part.needed, _percent(part))} instead of {short(part.target, _percent(part))}"
        for part in found.parts
        if part.needed is not None
    ]
    if not ways:
        return "change the targets so that they agree, or complete the formula"
    more = len(ways) - _NAMED
    return f"they agree with {', or '.join(ways[:_NAMED])}{f', or {more} more' if more > 0 else ''}"


def _percent(part: SolvedPart) -> str | None:
    return part.unit if is_percent(part.unit) else None
