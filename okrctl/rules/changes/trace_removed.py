"""A past amendment was deleted or rewritten.

`amended` is part of the record: the plan of an earlier day is read with the values it holds. Without it, it looks as
if the goal had been what it is now from the beginning, and past scores change with it.

Put the entry back as it was; its reason may be worded anew. A wrong one is put right by another entry.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.checks.goalposts import wrong_at_base
from okrctl.core.diff.names import names
from okrctl.core.diff.trace import in_force, lost_amendments
from okrctl.core.values.diagnostic import Place, Problem, Related

CODE = "OKR711"
SEVERITY = "error"


def check(case: RuleContext) -> Iterator[Problem]:
    """Amendments of base that are no longer there as they were."""
    if case.difference is None:
        return
    called = names(case.difference.pairing)
    for pair in case.difference.pairing.pairs:
        before, after = pair.before, pair.after
        if before is None or after is None or not in_force(before, case.today):
            continue
        for entry in lost_amendments(pair, called):
            if not wrong_at_base(case, before, entry.at[len(before.at) :]):
                message = f"the amendment of {entry.date} to {entry.field} of {after.ref} is gone, or was rewritten"
                place = Place(after.path, (*after.at, "amended"))
                was = (Related(Place(before.path, entry.at, base=True), "the amendment as it was"),)
                yield Problem("trace-removed", place, message, "put it back", was)
