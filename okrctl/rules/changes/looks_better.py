"""A key result looks better than at the base revision, though nothing more was reported and nothing agreed.

Whatever a change of the plan is called, this is its effect: with the check-ins that were there before, progress, gap
or status of a past day or of today come out better than they did. So reports that people have seen would say
something else now.

Add an `amended` entry that says what was changed and why, dated on the day it was agreed: the days before it keep the
plan they had. Or take the change back.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.checks.goalposts import place_of, told
from okrctl.core.checks.hindsight import looks_better
from okrctl.core.values.diagnostic import Place, Problem, Related

CODE = "OKR714"
SEVERITY = "error"
HELP = "take the change back, or add what was agreed under `amended`, with the day it was agreed on"


def check(case: RuleContext) -> Iterator[Problem]:
    """Key results that look better, but those of which another rule tells why."""
    known = told(case)
    for found in looks_better(case):
        before, after = found.pair.before, found.pair.after
        if before is None or after is None or case.difference is None:
            continue
        if not known.isdisjoint((id(found.pair), id(case.difference.home(before)))):
            continue
        message = f"{after.ref} looks better on {found.day} than before the change: {found.what}"
        was = Related(Place(before.path, (*before.at, "id"), base=True), "the key result as it was")
        yield Problem("looks-better", place_of(after, "id"), message, HELP, (was,))
