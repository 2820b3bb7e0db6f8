"""Two departments plan to deliver the same thing.

Both have a deliverable with the same `metric` from the company's dictionary, and their cycles overlap. Either the work
is done twice, or each side leaves it to the other.

Decide who delivers it. The other side depends on it (`depends_on`), or supports it with a part that has its own name.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.values.diagnostic import Problem
from okrctl.rules._conflicts import problem_of, sides

CODE = "OKR507"
SEVERITY = "warning"


def check(case: RuleContext) -> Iterator[Problem]:
    """Deliverables that more than one department plans."""
    live = {planned.key for planned in case.live_key_results}
    for conflict in case.conflicts:
        if conflict.kind == "deliverable" and all(party.planned.key in live for party in conflict.parties):
            message = f"{conflict.metric} is planned twice: {sides(conflict, 'by ')}"
            help = "decide who delivers it; let the other depend on it, or name its own part"
            yield problem_of("deliverable-twice", conflict, message, help)
