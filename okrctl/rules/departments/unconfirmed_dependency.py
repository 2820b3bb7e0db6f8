"""Something is needed from another department, which has not promised it.

If only one side knows of a dependency, one team counts on it, the other doesn't plan for it, and both find out too
late.

Talk to the provider. It answers in its own file with `promised_to` on the objective or key result that is needed:
`promised_to: [{ref: marketing/seo, due: 2026-03-31}]`. `okrctl confirm` writes that line. If the item was dropped, its
promise no longer counts: plan without it.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.workspace import Entry
from okrctl.core.contracts.contracts import Contract
from okrctl.core.model.parts import Dropped
from okrctl.core.values.diagnostic import Problem, Problems, Related

CODE = "OKR501"
SEVERITY = "warning"


def check(case: RuleContext) -> Problems:
    """Dependencies on other departments without a promise."""
    for contract in case.contracts:
        provider = contract.provider.entry
        if provider is None or contract.internal or not case.is_live(contract.need.source):
            continue
        dropped = _dropped(provider)
        if dropped:
            yield _gone(contract, provider, dropped)
        elif contract.promise is None and case.is_live(provider):
            yield _unanswered(contract, provider)


def _unanswered(contract: Contract, provider: Entry) -> Problem:
    asker, by = contract.need.source.ref, f" by {contract.asked}" if contract.asked else ""
    line = f"{{ref: {asker}, due: {contract.asked}}}" if contract.asked else asker
    message = f"{asker} needs {contract.provider.ref}{by}, but {provider.department} has not promised it"
    help = f"let {provider.department} add `promised_to: [{line}]` to {provider.ref}"
    return Problem(
        "unconfirmed-dependency",
        contract.need.place,
        message,
        help,
        (Related(provider.place("id"), f"no promise to {asker} here"),),
    )


def _gone(contract: Contract, provider: Entry, dropped: Dropped) -> Problem:
    message = f"{contract.need.source.ref} needs {contract.provider.ref}, which was dropped on {dropped.date}"
    return Problem(
        "unconfirmed-dependency",
        contract.need.place,
        message,
        "find another provider, or remove the dependency",
        (Related(provider.place("id"), f"dropped: {dropped.why}"),),
    )


def _dropped(entry: Entry) -> Dropped | None:
    result, objective = entry.key_result, entry.objective
    if result and result.dropped:
        return result.dropped
    return objective.history.current.dropped if objective else None
