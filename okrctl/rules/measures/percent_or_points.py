"""A relative change of something that is itself a percentage.

`change: +2%` of a rate of 40 percent is 40.8 percent; many people who write it mean 42. The two are easily confused, in
files and in meetings.

If you mean points, write `+2pp`. If you mean a relative change, give the `baseline`, so that every report shows the
target. Or write "relative" in the title, `unit` or `definition`, or "2% more" or "2% fewer" in the title. Changes of
10% or more are not questioned.
"""

from __future__ import annotations

import re

from okrctl.core.checks.department import DepartmentContext, MeasuredResult
from okrctl.core.model.figures import is_percent
from okrctl.core.values.diagnostic import Problem, Problems
from okrctl.core.values.pattern import pattern
from okrctl.core.values.quantity import Amount

CODE = "OKR306"
SEVERITY = "advice"
_RELATIVE = pattern(r"\brelative(?:ly)?\b", re.IGNORECASE)
_SIGN_WORD = pattern(r"(?:%|percent|per cent) (?:more|fewer|less|higher|lower|better|faster|sooner)\b", re.IGNORECASE)
_POINTS = pattern(r"\b(?:points?|pp)\b", re.IGNORECASE)
_TOO_MANY_POINTS = 10


def check_department(case: DepartmentContext) -> Problems:
    """Relative changes of items measured in percent, unless words or a baseline make them clear."""
    for each in case.measured.values():
        change = each.measure.change_asked()
        if change is None or change.suffix != "%" or not is_percent(each.unit):
            continue
        points = Amount(change.value, "pp", change.signed)
        if _POINTS.search(each.result.title or ""):
            message = f"the title speaks of points, but {change} is relative"
            help = f"write {points}"
        elif abs(change.value) >= _TOO_MANY_POINTS or _is_clear(each):
            continue
        else:
            message = f"{change} of a percentage: relative, or percentage points?"
            help = f"write {points} for points; or give the baseline, or say “relative” in the definition"
        yield Problem("percent-or-points", each.goal, message, help)


def _is_clear(each: MeasuredResult) -> bool:
    """Whether a baseline or a word says that the change is relative."""
    result = each.result
    if each.baseline is not None or _SIGN_WORD.search(result.title or ""):
        return True
    said = (result.title, result.unit, result.definition, each.metric.definition if each.metric else None)
    return any(_RELATIVE.search(text) for text in said if text)
