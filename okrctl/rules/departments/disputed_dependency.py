"""Something is promised for a later day than it is needed.

Both sides have spoken, and mean different days. The later one will come true, so whoever waits is late from the start.

Agree on one day and write it on both sides: `due` of the `depends_on` here, `due` of the `promised_to` there (or, where
the promise gives no day of its own, the due day of what is promised).
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.values.diagnostic import Place, Problem, Related
from okrctl.rules._live import is_live

CODE = "OKR502"
SEVERITY = "warning"


def check(case: RuleContext) -> Iterator[Problem]:
    """Promises that come too late."""
    latest = case.latest
    for contract in case.contracts:
        promise, asker = contract.promise, contract.need.source
        if promise is None or not contract.disputed or not (is_live(asker, latest) and is_live(promise.source, latest)):
            continue
        message = (
            f"{asker.ref} needs {contract.provider.ref} by {contract.asked}, "
            f"but {promise.source.ref} promises it for {contract.promised}"
        )
        help = "agree on one day and write it on both sides"
        related = Related(promise.place, f"promised for {contract.promised}")
        due = Place(contract.need.place.path, (*contract.need.place.at[:-1], "due"))
        yield Problem("disputed-dependency", due, message, help, (related,))
