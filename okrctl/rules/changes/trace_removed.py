"""A past amendment was deleted or rewritten.

`amended` is part of the record: reports of an earlier day use its values. Without it, the current goal seems to have
applied from the start, and past scores change.

Restore the entry; you may reword its reason. Correct a wrong entry with another entry.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.checks.goalposts import wrong_at_base
from okrctl.core.diff.trace import in_force, lost_amendments
from okrctl.core.values.diagnostic import Place, Problem, Problems, Related

CODE = "OKR711"
SEVERITY = "error"


def check(case: RuleContext) -> Problems:
    """Amendments of the base that were removed or changed."""
    if case.difference is None:
        return
    for pair in case.difference.pairing.pairs:
        before, after = pair.before, pair.after
        if before is None or after is None or not in_force(before, case.today):
            continue
        for entry in lost_amendments(pair, case.difference.names):
            if not wrong_at_base(case, before, entry.at[len(before.at) :]):
                message = f"the amendment of {entry.date} to {entry.field} of {after.ref} was deleted or rewritten"
                place = after.place("amended")
                was = (Related(Place(before.path, entry.at, base=True), "the original amendment"),)
                yield Problem("trace-removed", place, message, "restore it", was)
