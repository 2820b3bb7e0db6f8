"""The conflicts that rules report, as problems: at the first party, with the others as related places."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.contracts.conflict import Conflict
from okrctl.core.values.diagnostic import Problem, Related

_SHOWN = 6


def live_conflicts(case: RuleContext) -> Iterator[Conflict]:
    """Conflicts of active key results."""
    live = {planned.key for planned in case.live_key_results}
    return (each for each in case.conflicts if all(party.planned.key in live for party in each.parties))


def problem_of(rule: str, conflict: Conflict, message: str, help: str) -> Problem:
    """The problem for a conflict."""
    first, *others = conflict.parties
    related = tuple(Related(party.place, f"{party.ref}: {party.value}") for party in others[:_SHOWN])
    return Problem(rule, first.place, message, help, related)


def sides(conflict: Conflict, word: str = "") -> str:
    """The first two parties with their values, and how many more."""
    told = [f"{party.ref} {word}{party.value}" for party in conflict.parties[:2]]
    more = len(conflict.parties) - len(told)
    return " and ".join(told) if not more else ", ".join(told) + f" and {more} more"
