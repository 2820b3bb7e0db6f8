"""A reference that could mean several things.

The same id may be used again in another cycle. A reference means the one whose cycle overlaps the referrer's; if
several do, the one alive on the reference's own due day. When that leaves more than one, a reader would have to guess,
and so would every report.

Add the cycle that is meant: `technology/page-speed@2026-Q2`.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.references import Unresolved
from okrctl.core.values.diagnostic import Problem

CODE = "OKR203"
SEVERITY = "error"


def check(case: RuleContext) -> Iterator[Problem]:
    """References that need a cycle."""
    for link in case.links:
        target = link.target
        if isinstance(target, Unresolved) and target.rule == "ambiguous-reference":
            yield Problem("ambiguous-reference", link.place, target.message, target.help)
