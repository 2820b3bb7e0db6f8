"""An objective supports nothing, is supported by nothing, and gives no reason.

Somebody will ask what it is for, at the latest when time gets short. Goals without an answer are the first to be
given up, or the last.

Name what it helps with `supports`, or say in `why` what it is good for.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.values.diagnostic import Problem, Problems, Spot

CODE = "OKR613"
SEVERITY = "advice"


def check(case: RuleContext) -> Problems:
    """Objectives without any tie or reason."""
    tied = set[Spot]()
    for link in case.links:
        if link.kind == "supports":
            tied.update(entry.home for entry in (link.source, link.entry) if entry)
    for planned in case.live:
        if not planned.objective.why and planned.spot not in tied:
            message = f"nothing says what {planned.ref} is for"
            help = "name what it helps with `supports`, or give the reason with `why`"
            yield Problem("stands-alone", planned.place("id"), message, help)
