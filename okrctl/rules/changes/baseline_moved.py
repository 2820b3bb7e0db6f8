"""The baseline or kind of a running key result differs from the base revision.

Progress is measured from the baseline. Moving it, or measuring in another way, changes every past score, up or down.

Add an `amended` entry with the old value, the new value and the reason. You can add a missing baseline without one.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.checks.goalposts import moved
from okrctl.core.values.diagnostic import Problem, Problems

CODE = "OKR702"
SEVERITY = "error"


def check(case: RuleContext) -> Problems:
    """Baselines, kinds, and targets that cannot be compared, changed without a record."""
    for found in moved(case, ("changed",)):
        message = f"{found.ref} is measured from another starting point or in another way: {found.words}"
        yield Problem("baseline-moved", found.place, message, found.trace, (found.was,))
