"""A running goal was made easier, and nothing in the file says so.

A target moved towards the baseline, a later due day, a level let go, a milestone taken out: sometimes right, never
silently. Compared with the base revision this plan asks for less, and no new entry under `amended` accounts for it.

Add an `amended` entry with the old and the new value and the reason (`okrctl amend` does both at once), or take the
change back. Harder targets and earlier days need no entry.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.case import Case
from okrctl.core.diagnostic import Problem
from okrctl.core.diff.goalposts import moved

CODE = "OKR701"
SEVERITY = "error"


def check(case: Case) -> Iterator[Problem]:
    """Easier fields without a trace."""
    if case.base is None:
        return
    for found in moved(case, ("easier",)):
        change = found.change
        was = change.before if change.before is not None else "nothing"
        now = change.after if change.after is not None else "nothing"
        message = f"{found.after.ref} was made easier: {change.field} {was} → {now}"
        yield Problem("goal-eased", found.place, message, found.trace, (found.was,))
