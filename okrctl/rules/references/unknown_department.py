"""A department that no file describes.

`joint_with` and the first part of a reference name departments by the ids in their files. If no file has that id, the
other side doesn't see that someone depends on it.

Correct the name. If the group has no OKR file, list it under `external:` in `okrctl.yaml`.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.references import Unresolved, may_exist
from okrctl.core.values.diagnostic import Problem, Problems

CODE = "OKR204"
SEVERITY = "error"


def check(case: RuleContext) -> Problems:
    """References to departments that don't exist."""
    for link in case.links:
        target = link.target
        if not isinstance(target, Unresolved) or target.rule != "unknown-department":
            continue
        if not may_exist(case.ws, link.text, link.source.department):
            help = target.help or "list groups without files under `external:` in okrctl.yaml"
            yield Problem("unknown-department", link.place, target.message, help)
