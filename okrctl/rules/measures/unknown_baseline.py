"""The starting value of a quantity is unknown.

Progress is the share of the way from the baseline to the target. Without a baseline, in the plan or in a check-in,
values can be recorded but not scored. For a `change`, this is reported only after the first check-in, so that there is
time to find out.

Write `baseline:` in the plan, or give it with the first value: `{value: 121900, baseline: 120000}`. It applies to the
whole cycle. For a `change`, you can also report a signed change in its own unit (`+7%`); then no baseline is needed.
"""

from __future__ import annotations

from okrctl.core.checks.department import DepartmentContext, MeasuredResult
from okrctl.core.model.values import Value
from okrctl.core.values.diagnostic import Problem, Problems

CODE = "OKR312"
SEVERITY = "advice"


def check_department(case: DepartmentContext) -> Problems:
    """Targets and changes without a baseline, unless their results don't need one."""
    for each in case.measured.values():
        measure, change = each.measure, each.measure.change_asked()
        moves = change is not None or (measure.takes_baseline() and measure.plan(None).target is not None)
        given_up = each.result.dropped or each.placed.history.current.dropped
        if not moves or given_up or each.baseline is not None or (change is not None and not _is_missed(each)):
            continue
        message = f"the starting value (baseline) of {each.result.id} is unknown"
        help = "add `baseline:`, or give it with the first value: {value: …, baseline: …}"
        yield Problem("unknown-baseline", each.goal, message, help)


def _is_missed(each: MeasuredResult) -> bool:
    """Whether a change has check-ins, but none with a signed change."""
    texts = [mention.result.value for mention in each.mentions if mention.result and mention.result.value is not None]
    values = [each.measure.read(text, each.unit, None) for text in texts]
    return bool(each.mentions) and not any(isinstance(value, Value) and value.change is not None for value in values)
