"""A past amendment was deleted or rewritten.

`amended` is part of the record: reports of an earlier day use its values. Without it, the current goal seems to have
applied from the start, and past scores change. What departments, KPIs and okrctl.yaml record stays, too.

Restore the entry; how its reason is worded is for OKR716. Correct a wrong entry with another entry.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.checks.goalposts import wrong_at_base
from okrctl.core.diff.records import amendment_records
from okrctl.core.values.diagnostic import Place, Problem, Problems, Related

CODE = "OKR711"
SEVERITY = "error"


def check(case: RuleContext) -> Problems:
    """Amendments of the base that were removed or changed."""
    if case.difference is None or case.base is None:
        return
    for record in amendment_records(case.base, case.ws, case.difference, case.today):
        for entry in record.old:
            node = record.node
            if record.now(entry) or (node and wrong_at_base(case, node, entry.at[len(node.at) :])):
                continue
            message = f"the amendment of {entry.date} to {entry.field} of {record.ref} was deleted or rewritten"
            was = (Related(Place(record.path, entry.at, base=True), "the original amendment"),)
            yield Problem("trace-removed", record.place, message, "restore it", was)
