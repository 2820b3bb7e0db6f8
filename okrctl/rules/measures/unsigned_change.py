"""A `change` has no sign.

`change: 20%` could mean "by 20%" or "to 20%", up or down. So a change always needs a sign, and a number to reach is a
`target`.

Write `+20%` or `-20%` (relative), `+2pp` (percentage points), `-1` (a difference), or `target:` with the number itself.
"""

from __future__ import annotations

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.values.diagnostic import Problem, Problems

CODE = "OKR302"
SEVERITY = "error"


def check_department(case: DepartmentContext) -> Problems:
    """Changes without a sign."""
    for each in case.measured.values():
        change = each.measure.change_asked()
        if change is not None and not change.signed and change.value:
            help = f"write +{change} or -{change}; for a number to reach, use `target`"
            yield Problem("unsigned-change", each.goal, f"the change {change} has no sign", help)
