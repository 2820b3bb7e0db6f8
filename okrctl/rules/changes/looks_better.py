"""A key result looks better than at the base revision, without new check-ins or a recorded change.

With the same check-ins, its progress, gap or status on a past day or today is better than before. Reports that people
have already seen would now say something else.

Add an `amended` entry that says what changed and why, dated on the day it was agreed; earlier days keep the earlier
plan. Or undo the change.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.checks.goalposts import place_of, told
from okrctl.core.checks.hindsight import looks_better
from okrctl.core.values.diagnostic import Place, Problem, Related

CODE = "OKR714"
SEVERITY = "error"
HELP = "undo the change, or record it under `amended` with the date it was agreed"


def check(case: RuleContext) -> Iterator[Problem]:
    """Key results that look better, except where another rule reports the reason."""
    known = told(case)
    for found in looks_better(case):
        before, after = found.pair.before, found.pair.after
        if before is None or after is None or case.difference is None:
            continue
        if not known.isdisjoint((id(found.pair), id(case.difference.home(before)))):
            continue
        message = f"{after.ref} looks better on {found.day} than before the change: {found.what}"
        was = Related(Place(before.path, (*before.at, "id"), base=True), "the original key result")
        yield Problem("looks-better", place_of(after, "id"), message, HELP, (was,))
