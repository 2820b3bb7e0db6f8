"""A running goal is measured in another way, and the file doesn't record the change.

The unit, metric, KPI, source, definition, evidence, meaning of grades and titles of milestones decide what counts. New
wording may be clearer, or it may ask for less; only people can tell. Changes of case, spaces and punctuation are not
reported, and you can add a missing definition or source.

Add an `amended` entry with the old text, the new text and the reason, or undo the change.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.checks.goalposts import moved
from okrctl.core.values.diagnostic import Problem, Problems

CODE = "OKR708"
SEVERITY = "error"


def check(case: RuleContext) -> Problems:
    """Fields for how a goal is measured, reworded without a record."""
    for found in moved(case, ("reworded",)):
        message = f"{found.ref} is measured in another way: {found.words}"
        yield Problem("evidence-reworded", found.place, message, found.trace, (found.was,))
