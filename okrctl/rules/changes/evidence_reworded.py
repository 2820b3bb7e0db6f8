"""The evidence of a running deliverable was worded anew.

`done_when` decides whether a thing counts as done. A new wording may be clearer, or quietly ask for less; only people
can tell.

Have the one who relies on the deliverable read the new wording.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.case import Case
from okrctl.core.checks.goalposts import moved
from okrctl.core.values.diagnostic import Problem

CODE = "OKR708"
SEVERITY = "advice"


def check(case: Case) -> Iterator[Problem]:
    """Reworded `done_when`."""
    for found in moved(case, ("reworded",)):
        message = f"{found.ref}: `done_when` was worded anew"
        help = "make sure that it asks for no less than before"
        yield Problem("evidence-reworded", found.place, message, help, (found.was,))
