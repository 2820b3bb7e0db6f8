"""A value is reported for a key result that reads a KPI.

With `kpi: finance/bounce` a key result takes its values from that KPI, so that nobody enters a number twice and both
always agree. A value of its own is ignored.

Report the value under the KPI. You can still give a confidence and a note for the key result.
"""

from __future__ import annotations

from okrctl.core.checks.journal import JournalContext
from okrctl.core.values.diagnostic import Problem, Problems, Related
from okrctl.rules._faults import value_place

CODE = "OKR410"
SEVERITY = "error"


def check_journal(case: JournalContext) -> Problems:
    """Values that are never used."""
    for planned in case.plan.key_results():
        if planned.reads is None:
            continue
        kpi = planned.key_result.kpi
        related = (Related(planned.place("kpi"), "it reads this KPI"),)
        for mention in case.mentions(planned.key):
            if mention.result and (mention.result.value is not None or mention.result.done is not None):
                message = f"{planned.ref} reads {kpi}; its own value is ignored"
                help = f"report the value under {kpi}; keep confidence and note here"
                yield Problem("value-of-kpi", value_place(mention), message, help, related)
