"""A running goal is measured in another way, and nothing in the file says so.

The unit, metric, KPI, source and definition of a value, the evidence that a thing is done, what grades mean and what
milestones are called decide what counts. Another wording may be clearer, or quietly ask for less; only people can tell.
Case, spaces and punctuation are no matter, and a definition or source that was missing may be added.

Add an `amended` entry with the old and the new text and the reason, or take the change back.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.checks.goalposts import moved
from okrctl.core.values.diagnostic import Problem

CODE = "OKR708"
SEVERITY = "error"


def check(case: RuleContext) -> Iterator[Problem]:
    """Fields that say how a goal is measured, worded anew without a trace."""
    for found in moved(case, ("reworded",)):
        message = f"{found.ref} is measured in another way: {found.words}"
        yield Problem("evidence-reworded", found.place, message, found.trace, (found.was,))
