"""Objectives depend on each other in a cycle.

Each needs another one first, so none can be finished. Key results and milestones count as their objectives: a cycle
over different milestones may work out, but every delay in it comes back around.

Decide which comes first and remove one dependency: split an objective, or put the part that is needed in an objective
of its own.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.contracts.contracts import DependencyLoop, dependency_loops
from okrctl.core.values.diagnostic import Problem, Problems, Related

CODE = "OKR508"
SEVERITY = "warning"
_SHOWN = 8


def check(case: RuleContext) -> Problems:
    """Cycles among active dependencies."""
    live = [
        contract
        for contract in case.contracts
        if case.is_live(contract.need.source)
        and contract.provider.entry is not None
        and case.is_live(contract.provider.entry)
    ]
    for loop in dependency_loops(live):
        yield _problem(loop)


def _problem(loop: DependencyLoop) -> Problem:
    names = [placed.ref for placed in loop.objectives]
    if len(names) > _SHOWN:
        names = [*names[: _SHOWN - 1], f"({len(names) - _SHOWN + 1} more)"]
    message = f"{' → '.join([*names, names[0]])}: each waits for the next"
    first, *others = (contract.need for contract in loop.contracts)
    related = tuple(Related(need.place, f"{need.source.ref} needs {need.text}") for need in others[:_SHOWN])
    return Problem(
        "dependency-cycle", first.place, message, "decide which comes first, and remove one dependency", related
    )
