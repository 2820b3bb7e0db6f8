"""Something is needed from a department that has not planned it.

A request that names only the department (`ref: finance`) isn't in anyone's plan until one of its objectives or key
results covers it.

Agree with the department on the objective or key result, name that (`ref: finance/unit-economics`), and have the
department promise it. List groups without OKR files under `external` in okrctl.yaml.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.values.diagnostic import Problem, Problems

CODE = "OKR503"
SEVERITY = "warning"


def check(case: RuleContext) -> Problems:
    """Requests that name only a department."""
    for contract in case.contracts:
        if contract.unplanned and case.is_live(contract.need.source):
            department, asker = contract.provider.department, contract.need.source.ref
            message = f"{asker} needs something from {department}, which has not planned it"
            help = f"agree on an objective or key result of {department}, and name it: {department}/…"
            yield Problem("unplanned-dependency", contract.need.place, message, help)
