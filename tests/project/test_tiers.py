"""What runs by day: every guard that a mutant removes has its tests there."""

from __future__ import annotations

from tests.kit.tiers import night
from tests.mutants.mutant import table


def test_what_a_mutant_needs_runs_by_day() -> None:
    waiting = night()
    assert len(waiting) > 5
    assert [(each.name, test) for each in table() for test in each.tests if test.partition("[")[0] in waiting] == []
