"""What findings about planning and writing cover: items that are agreed, not dropped, and not over.

Whether a cycle is over depends on the journal, not on the clock: it ended more than a week (the time for final values)
before the latest check-in of the workspace. So a file has the same findings on every day, and old goals cause none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from okrctl.core.checks.context import RuleContext
from okrctl.core.checks.department import DepartmentContext
from okrctl.core.checks.journal import is_over, live_results
from okrctl.core.company.workspace import Entry
from okrctl.core.scores.plan import PlannedKeyResult, PlannedObjective
from okrctl.core.values.diagnostic import Place


def live_objectives(case: RuleContext | DepartmentContext) -> Iterator[PlannedObjective]:
    """Active objectives."""
    yield from case.live


def live_items(case: RuleContext | DepartmentContext) -> Iterator[PlannedObjective | PlannedKeyResult]:
    """Active objectives, each followed by its active key results."""
    for objective in live_objectives(case):
        yield objective
        yield from live_results(objective)


def live_key_results(case: RuleContext | DepartmentContext) -> Iterator[PlannedKeyResult]:
    """Active key results."""
    for objective in live_objectives(case):
        yield from live_results(objective)


def is_live(entry: Entry, latest: date) -> bool:
    """Whether an objective or key result is active; ``latest`` is that of :class:`RuleContext`."""
    items = [entry.key_result] if entry.key_result else []
    objective = entry.current_objective
    if any(item.draft or item.dropped or item.closed for item in (*items, *([objective] if objective else []))):
        return False
    return entry.cycle is None or not is_over(entry.cycle, latest)


def place_of(planned: PlannedObjective | PlannedKeyResult, field: str = "id") -> Place:
    """The place of a field of an objective or key result; if it is missing, of the nearest item above it."""
    return Place(planned.path, (*planned.at, field))


def head_of(case: RuleContext | DepartmentContext, department: str) -> Place:
    """The place of a department: in the file that describes it, if any does."""
    known = case.ws.departments[department]
    return Place(next(iter((*known.described_in, *known.paths))), ("department",))
