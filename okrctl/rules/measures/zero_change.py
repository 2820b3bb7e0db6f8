"""A `change` is zero, or starts or ends below zero.

If nothing has to change, progress can't be measured. And in a result of a `change`, a minus means a change, so a
negative value couldn't be distinguished from one.

Write the change you want. For numbers below zero, use `baseline` and `target`. To stay at a level, use `at_least` or
`at_most` with `hold: true`.
"""

from __future__ import annotations

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.model.figures import show
from okrctl.core.values.diagnostic import Problem, Problems

CODE = "OKR303"
SEVERITY = "error"


def check_department(case: DepartmentContext) -> Problems:
    """Changes of zero, or changes that a result can't express."""
    for each in case.measured.values():
        change = each.measure.change_asked()
        if change is not None and not change.value:
            help = "write how far it should move; to stay at a level, use at_least or at_most with hold: true"
            yield Problem("zero-change", each.goal, f"the change of {each.result.id} is zero", help)
        elif change is not None:
            ends = (each.baseline, each.plan.target)
            below = next((amount for amount in ends if amount is not None and amount < 0), None)
            meaningless = change.suffix == "%" and each.baseline is not None and each.baseline <= 0
            if below is not None and not meaningless:
                way = "begins at" if below == each.baseline else "leads to"
                message = f"the change of {each.result.id} {way} {show(below)}, which is below zero"
                yield Problem("zero-change", each.goal, message, "write baseline and target instead")
