"""The baseline or the kind of a running key result is another than at the base revision.

Progress is measured from the baseline: moving it, or measuring in another way, rewrites every score so far, whichever
way it goes.

Add an `amended` entry with the old and the new value and the reason. Giving a baseline that was missing is fine.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.checks.goalposts import moved
from okrctl.core.values.diagnostic import Problem

CODE = "OKR702"
SEVERITY = "error"


def check(case: RuleContext) -> Iterator[Problem]:
    """Baselines, kinds, and targets that cannot be compared, changed without a trace."""
    for found in moved(case, ("changed",)):
        message = f"{found.ref} is measured anew: {found.words}"
        yield Problem("baseline-moved", found.place, message, found.trace, (found.was,))
