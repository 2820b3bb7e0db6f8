"""The selected dependencies of a report: those with a selected item on either side."""

from __future__ import annotations

from collections.abc import Iterable

from okrctl.core.contracts.dependency import Dependency, Scored
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.selection import Selection
from okrctl.core.scores.scoring import ScoredObjective


def chosen(rows: Iterable[Dependency], report_day: ReportDay, selection: Selection) -> tuple[Dependency, ...]:
    """The dependencies whose asker or provider is selected.

    The selection's statuses are ignored: those of dependencies are words of their own.
    """
    return tuple(
        row for row in rows if _wanted(row.asker, report_day, selection) or _provider(row, report_day, selection)
    )


def _wanted(scored: Scored, report_day: ReportDay, selection: Selection) -> bool:
    if isinstance(scored, ScoredObjective):
        return selection.objective(scored)
    objective = report_day.objectives[scored.planned.path, scored.planned.key[1]]
    return any(result.planned.key == scored.planned.key for result in selection.key_results(objective))


def _provider(row: Dependency, report_day: ReportDay, selection: Selection) -> bool:
    """Whether the provider is selected; a bare department or outside group has no owner, tag or cycle."""
    if row.provider is not None:
        return _wanted(row.provider, report_day, selection)
    id = row.asked_department
    named = not selection.named or any(each.holds(id, "", ()) for each in selection.named)
    return named and selection.department(id) and not selection.filters_items
