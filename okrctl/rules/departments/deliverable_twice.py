"""Two departments plan to deliver the same thing.

Both have a deliverable with the same `metric` from the company's dictionary, and their cycles overlap. Either the work
is done twice, or each side leaves it to the other.

Decide who delivers it. The other side depends on it (`depends_on`), or supports it with a part that has its own name.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.values.diagnostic import Problems
from okrctl.rules._conflicts import live_conflicts, problem_of, sides

CODE = "OKR507"
SEVERITY = "warning"


def check(case: RuleContext) -> Problems:
    """Deliverables that more than one department plans."""
    for conflict in live_conflicts(case):
        if conflict.kind == "deliverable":
            message = f"{conflict.metric} is planned twice: {sides(conflict, 'by ')}"
            help = "decide who delivers it; let the other depend on it, or name its own part"
            yield problem_of("deliverable-twice", conflict, message, help)
