"""A check-in was added before later ones.

Entries are usually appended. One that is dated before existing entries changes the reports of past days. Merging two
branches can do this legitimately, so it is only a notice.

If it came with a merge, leave it. To correct an earlier entry, use `corrects: DATE`.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.values.diagnostic import Place, Problem, Problems

CODE = "OKR707"
SEVERITY = "advice"


def check(case: RuleContext) -> Problems:
    """New entries dated before the latest one of the base."""
    for change in case.difference.journal if case.difference else ():
        if change.event == "inserted" and change.after is not None:
            message = f"this check-in of {change.day} is new but older than existing ones"
            place = Place(change.after.path, (*change.after.entry.at, "date"))
            yield Problem(
                "check-in-inserted",
                place,
                message,
                "ignore this after a merge; to correct an entry, use `corrects: DATE`",
            )
