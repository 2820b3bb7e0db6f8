"""Something is needed before its provider plans to finish it.

The `due` of the key result or milestone (or the start of its cycle) is after the date it is needed, so both plans can't
come true. If the provider has promised too late a date, that is reported as a disputed dependency instead.

Make the dates agree: need it later, plan it earlier, or name a milestone that is finished in time.
"""

from __future__ import annotations

from datetime import date

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.workspace import Entry
from okrctl.core.contracts.contracts import Contract, own_due
from okrctl.core.values.diagnostic import Place, Problem, Problems, Related

CODE = "OKR505"
SEVERITY = "warning"


def check(case: RuleContext) -> Problems:
    """Needs dated before the provider's own date."""
    for contract in case.contracts:
        provider, asked = contract.provider.entry, contract.asked
        if provider is None or asked is None or contract.disputed:
            continue
        if not (case.is_live(contract.need.source) and case.is_live(provider)):
            continue
        planned = _planned(contract, provider)
        if planned and planned[0] > asked:
            yield _problem(contract, provider, *planned)


def _planned(contract: Contract, provider: Entry) -> tuple[date, str, Place] | None:
    """The earliest date in the plan, in words, and its place; None if the plan has none."""
    due, result = own_due(contract.provider), provider.key_result
    if due and result:
        at = (*provider.at, "due")
        for step, inside in result.measure.placed_steps("due") if result.measure else ():
            if step.id == contract.provider.milestone and step.due:
                at = (*provider.at, *inside)
        return due, f"is due only on {due}", Place(provider.path, at)
    if provider.cycle:
        return provider.cycle.start, f"starts only on {provider.cycle.start}", provider.place("id")
    return None


def _problem(contract: Contract, provider: Entry, day: date, words: str, place: Place) -> Problem:
    need = contract.need
    message = f"{need.source.ref} needs {contract.provider.ref} by {contract.asked}, but that {words}"
    due = Place(need.place.path, (*need.place.at[:-1], "due"))
    help = f"agree with {provider.department} on a date that fits both plans"
    return Problem("provider-too-late", due, message, help, (Related(place, f"planned for {day}"),))
