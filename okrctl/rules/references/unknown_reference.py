"""A reference to something that does not exist.

`supports`, `depends_on`, `promised_to`, `kpi` and `carried_from` name objectives, key results, milestones or KPIs by
id. A wrong id breaks the link between the work of two teams.

Correct the id (the message suggests one), add the cycle with `@2026-H1` if the item is in another one, or rename with
`okrctl rename`, which updates references.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.references import Unresolved, may_exist
from okrctl.core.values.diagnostic import Problem, Problems

CODE = "OKR202"
SEVERITY = "error"


def check(case: RuleContext) -> Problems:
    """References whose target is unknown."""
    for link in case.links:
        target = link.target
        if not isinstance(target, Unresolved) or target.rule != "unknown-reference":
            continue
        if not may_exist(case.ws, link.text, link.source.department):
            named = link.text.partition("@")[0] in target.message
            message = target.message if named else f"{link.text}: {target.message}"
            yield Problem("unknown-reference", link.place, message, target.help)
