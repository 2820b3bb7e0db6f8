"""A check-in gives a baseline that differs from the known one.

One baseline applies to the whole cycle; otherwise progress would have two starting points. The plan's baseline comes
first, then the first one in a check-in.

Correct the wrong one. If the plan's baseline was wrong, amend it with the reason.
"""

from __future__ import annotations

from okrctl.core.checks.journal import JournalContext
from okrctl.core.values.diagnostic import Problems
from okrctl.rules._faults import problems_of

CODE = "OKR409"
SEVERITY = "error"


def check_journal(case: JournalContext) -> Problems:
    """Baselines that contradict an earlier one."""
    yield from problems_of(case, "baseline-disagrees")
