"""A running goal was made easier, and the file doesn't record the change.

A target closer to the baseline, a later due date, a lower level, one milestone less: sometimes right, but never
silently. Compared with the base revision this plan asks for less, and no new entry under `amended` explains it.

Add an `amended` entry with the old value, the new value and the reason, or undo the change. Several entries can lead
from the old value to the new one. Harder targets and earlier dates need no entry.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.checks.goalposts import moved
from okrctl.core.values.diagnostic import Problem, Problems

CODE = "OKR701"
SEVERITY = "error"


def check(case: RuleContext) -> Problems:
    """Fields made easier without a record."""
    for found in moved(case, ("easier",)):
        message = f"{found.ref} was made easier: {found.words}"
        yield Problem("goal-eased", found.place, message, found.trace, (found.was,))
