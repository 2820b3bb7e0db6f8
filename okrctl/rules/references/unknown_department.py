"""A department that no file describes.

`joint_with` and the first part of a reference name departments by the ids that their files give themselves. A name
that no file has leaves the other side out of the picture: nobody sees that they are waited for.

Correct the name, or, if the group keeps no OKR file, list it under `external:` in `okrctl.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.references import Unresolved, may_exist
from okrctl.core.values.diagnostic import Problem

CODE = "OKR204"
SEVERITY = "error"


def check(case: RuleContext) -> Iterator[Problem]:
    """References into departments that are not there."""
    for link in case.links:
        target = link.target
        if not isinstance(target, Unresolved) or target.rule != "unknown-department":
            continue
        if not may_exist(case.ws, link.text, link.source.department):
            help = target.help or "okrctl.yaml lists groups without files under `external:`"
            yield Problem("unknown-department", link.place, target.message, help)
