"""A running goal was made easier, and nothing in the file says so.

A target moved towards the baseline, a later due day, a level let go, a milestone taken out: sometimes right, never
silently. Compared with the base revision this plan asks for less, and no new entry under `amended` accounts for it.

Add an `amended` entry with the old and the new value and the reason, or take the change back. Several entries may
lead from the old value to the new one. Harder targets and earlier days need none.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.checks.goalposts import moved
from okrctl.core.values.diagnostic import Problem

CODE = "OKR701"
SEVERITY = "error"


def check(case: RuleContext) -> Iterator[Problem]:
    """Easier fields without a trace."""
    for found in moved(case, ("easier",)):
        message = f"{found.ref} was made easier: {found.words}"
        yield Problem("goal-eased", found.place, message, found.trace, (found.was,))
