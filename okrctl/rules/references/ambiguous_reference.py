"""A reference could mean several items.

An id can be used again in another cycle. A reference means the item whose cycle overlaps with the referring item's; if
several do, the one active on the reference's own due date. If more than one remains, okrctl doesn't guess.

Add the cycle: `technology/page-speed@2026-Q2`.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.references import Unresolved
from okrctl.core.values.diagnostic import Problem, Problems

CODE = "OKR203"
SEVERITY = "error"


def check(case: RuleContext) -> Problems:
    """References that need a cycle."""
    for link in case.links:
        target = link.target
        if isinstance(target, Unresolved) and target.rule == "ambiguous-reference":
            yield Problem("ambiguous-reference", link.place, target.message, target.help)
