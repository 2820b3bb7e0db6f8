"""A check-in was added before later ones.

Entries are usually appended; one with an earlier date than those already there changes what past days look like. A
merge of two branches does this rightly, so it is only pointed out.

Nothing to do if it came with a merge. To put an earlier entry right, use `corrects: DATE`.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.values.diagnostic import Place, Problem

CODE = "OKR707"
SEVERITY = "advice"


def check(case: RuleContext) -> Iterator[Problem]:
    """New entries dated before the latest of base."""
    for change in case.difference.journal if case.difference else ():
        if change.event == "inserted" and change.after is not None:
            message = f"this check-in of {change.day} is new, and stands before later ones"
            place = Place(change.after.path, (*change.after.entry.at, "date"))
            yield Problem("check-in-inserted", place, message, "fine after a merge; else use `corrects: DATE`")
