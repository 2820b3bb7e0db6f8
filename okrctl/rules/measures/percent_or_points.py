"""A relative change of something that is itself a percentage.

`change: +2%` of a rate of 40 percent is 40.8 percent; many people who write it mean 42. The two are easily confused, in
files and in meetings.

If you mean points, write `+2pp`. If you mean a relative change, write "relative" in the `definition`, or write the
`target` as a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.model.figures import apply_change, is_percent, show
from okrctl.core.model.items import KeyResult
from okrctl.core.values.diagnostic import Place, Problem
from okrctl.core.values.quantity import Amount
from okrctl.rules._measures import baseline_of, measured, unit_of

CODE = "OKR306"
SEVERITY = "advice"
_RELATIVE = re.compile(r"\brelative(?:ly)?\b", re.IGNORECASE)


def check(case: RuleContext) -> Iterator[Problem]:
    """Relative changes of items measured in percent."""
    for placed, result, measure in measured(case):
        change = measure.change_asked()
        if change is None or change.suffix != "%" or not is_percent(unit_of(case, result)):
            continue
        if _says_relative(case, result):
            continue
        points = Amount(change.value, "pp", change.signed)
        message = f"{change} of a percentage: relative, or percentage points?"
        help = f"write {points} for points; or say “relative” in the definition, or write the target as a number"
        baseline, _ = baseline_of(case, placed, result)
        if baseline is not None and baseline > 0:
            relative, absolute = apply_change(change, baseline), apply_change(points, baseline)
            help = f"as it stands, {show(baseline)} becomes {show(relative)}; write {points} for {show(absolute)}"
        yield Problem("percent-or-points", Place(placed.path, (*result.at, measure.goal_key())), message, help)


def _says_relative(case: RuleContext, result: KeyResult) -> bool:
    metric = case.ws.config.metrics.get(result.metric or "")
    said = (result.title, result.definition, metric.definition if metric else None)
    return any(_RELATIVE.search(text) for text in said if text)
