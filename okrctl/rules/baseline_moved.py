"""The baseline or the kind of a running key result is another than at the base revision.

Progress is measured from the baseline: moving it, or measuring in another way, rewrites every score so far, whichever
way it goes.

Add an `amended` entry with the old and the new value and the reason. Giving a baseline that was missing is fine.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.case import Case
from okrctl.core.diagnostic import Problem
from okrctl.core.diff.goalposts import moved

CODE = "OKR702"
SEVERITY = "error"


def check(case: Case) -> Iterator[Problem]:
    """Baselines, kinds, and targets that cannot be compared, changed without a trace."""
    if case.base is None:
        return
    for found in moved(case, ("changed",)):
        change = found.change
        was = change.before if change.before is not None else "nothing"
        now = change.after if change.after is not None else "nothing"
        message = f"{found.after.ref}: {change.field} is another now: {was} → {now}"
        yield Problem("baseline-moved", found.place, message, found.trace, (found.was,))
