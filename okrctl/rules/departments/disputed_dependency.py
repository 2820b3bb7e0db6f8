"""Something is promised for a later date than it is needed.

The two sides have different dates. If the later one is right, the dependent is late from the start.

Agree on one date and write it on both sides: `due` of the `depends_on` here and `due` of the `promised_to` there (or
the due date of the promised item, if the promise has none).
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.values.diagnostic import Place, Problem, Problems, Related

CODE = "OKR502"
SEVERITY = "warning"


def check(case: RuleContext) -> Problems:
    """Promises for too late a date."""
    for contract in case.contracts:
        promise, asker = contract.promise, contract.need.source
        if promise is None or not contract.disputed or not (case.is_live(asker) and case.is_live(promise.source)):
            continue
        message = (
            f"{asker.ref} needs {contract.provider.ref} by {contract.asked}, "
            f"but {promise.source.ref} promises it for {contract.promised}"
        )
        help = "agree on one date and write it on both sides"
        related = Related(promise.place, f"promised for {contract.promised}")
        due = Place(contract.need.place.path, (*contract.need.place.at[:-1], "due"))
        yield Problem("disputed-dependency", due, message, help, (related,))
