"""The starting value of a quantity is unknown.

Progress is the share of the way from the baseline to the target. Without a baseline, in the plan or in a check-in,
values can be recorded but not scored. For a `change`, this is reported only after the first check-in, so that there is
time to find out.

Write `baseline:` in the plan, or give it with the first value: `{value: 121900, baseline: 120000}`. It applies to the
whole cycle. For a `change`, you can also report a signed change in its own unit (`+7%`); then no baseline is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.company.workspace import PlacedObjective
from okrctl.core.model.items import KeyResult
from okrctl.core.model.measure import Measure
from okrctl.core.model.values import Value
from okrctl.core.scores.series import in_force
from okrctl.core.values.diagnostic import Place, Problem
from okrctl.rules._measures import baseline_of, measured, unit_of

CODE = "OKR312"
SEVERITY = "advice"


def check_department(case: DepartmentContext) -> Iterator[Problem]:
    """Targets and changes without a baseline, unless their results don't need one."""
    for placed, result, measure in measured(case):
        change = measure.change_asked()
        moves = change is not None or (measure.takes_baseline() and measure.plan(None).target is not None)
        given_up = result.dropped or placed.history.current.dropped
        if not moves or given_up or baseline_of(case, placed, result)[0] is not None:
            continue
        if change is not None and not _is_missed(case, placed, result, measure):
            continue
        message = f"the starting value (baseline) of {result.id} is unknown"
        help = "add `baseline:`, or give it with the first value: {value: …, baseline: …}"
        yield Problem("unknown-baseline", Place(placed.path, (*result.at, measure.goal_key())), message, help)


def _is_missed(case: DepartmentContext, placed: PlacedObjective, result: KeyResult, measure: Measure) -> bool:
    """Whether a change has check-ins, but none with a signed change."""
    key = (placed.path, placed.history.current.at, result.id)
    mentions = in_force(case.journal.mentions.get(key, ()), date.max)
    texts = [mention.result.value for mention in mentions if mention.result and mention.result.value is not None]
    values = [measure.read(text, unit_of(case, result), None) for text in texts]
    return bool(mentions) and not any(isinstance(value, Value) and value.change is not None for value in values)
