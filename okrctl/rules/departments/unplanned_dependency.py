"""Something is needed from a department that has not planned it.

A request that names only the department (`ref: finance`) says that somebody there should do something. Until it is one
of their objectives or key results, nobody does.

Agree with the department which objective or key result carries it, name that (`ref: finance/unit-economics`), and let
them promise it. Groups that keep no files belong to `external` in okrctl.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.values.diagnostic import Problem
from okrctl.rules._live import is_live

CODE = "OKR503"
SEVERITY = "warning"


def check(case: RuleContext) -> Iterator[Problem]:
    """Requests for a bare department."""
    latest = case.latest
    for contract in case.contracts:
        if contract.unplanned and is_live(contract.need.source, latest):
            department, asker = contract.provider.department, contract.need.source.ref
            message = f"{asker} needs something from {department}, which has not planned it"
            help = f"once {department} has an objective or key result for it, name that: {department}/…"
            yield Problem("unplanned-dependency", contract.need.place, message, help)
