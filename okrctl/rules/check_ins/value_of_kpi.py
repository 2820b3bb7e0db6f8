"""A value is typed for a key result that reads a KPI.

With `kpi: finance/bounce` a key result takes its values from that KPI's series, so that nobody types a number twice and
the two never differ. A value given for the key result itself is not used.

Report the value under the KPI. Confidence and notes may be given for the key result.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.journal import JournalContext
from okrctl.core.values.diagnostic import Place, Problem, Related
from okrctl.rules._faults import value_place

CODE = "OKR410"
SEVERITY = "error"


def check_journal(case: JournalContext) -> Iterator[Problem]:
    """Values that are never used."""
    for planned in case.plan.key_results():
        if planned.reads is None:
            continue
        kpi = planned.key_result.kpi
        related = (Related(Place(planned.path, (*planned.at, "kpi")), "it reads this KPI"),)
        for mention in case.mentions(planned.key):
            if mention.result and (mention.result.value is not None or mention.result.done is not None):
                message = f"{planned.ref} reads {kpi}; a value of its own is not used"
                help = f"report the value under {kpi}; confidence and note may stay here"
                yield Problem("value-of-kpi", value_place(mention), message, help, related)
