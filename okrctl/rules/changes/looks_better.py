"""A key result looks better than at the base revision, without new check-ins or a recorded change.

With the same check-ins, its progress, gap or status on a past day or today is better than before. Reports that people
have already seen would now say something else.

Add an `amended` entry that says what changed and why, dated on the day it was agreed; earlier days keep the earlier
plan. Or undo the change.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.checks.goalposts import moved
from okrctl.core.checks.hindsight import looks_better
from okrctl.core.values.diagnostic import Problem, Problems, Related

CODE = "OKR714"
SEVERITY = "error"
HELP = "undo the change, or record it under `amended` with the date it was agreed"


def check(case: RuleContext) -> Problems:
    """Key results that look better, except where another rule reports the reason."""
    known = {id(found.pair) for found in moved(case, ("easier", "changed", "reworded"))}
    for found in looks_better(case):
        before, after = found.pair.before, found.pair.after
        if before is None or after is None or case.difference is None:
            continue
        if not known.isdisjoint((id(found.pair), id(case.difference.home(before)))):
            continue
        message = f"{after.ref} looks better on {found.day} than before the change: {found.what}"
        was = Related(before.place("id", base=True), "the original key result")
        yield Problem("looks-better", after.place("id"), message, HELP, (was,))
