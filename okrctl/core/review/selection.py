"""The selected rows of a report. Selecting never changes a number."""

from __future__ import annotations

from dataclasses import replace

from okrctl.core.company.workspace import Workspace
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredKpi, ScoredObjective
from okrctl.core.values.cycle import Cycle
from okrctl.core.values.diagnostic import DocPath
from okrctl.core.values.frozen import frozen


@frozen
class Named:
    """Something named on the command line: a department, one of its files, or the item at a place in that file."""

    department: str
    path: str | None = None
    at: DocPath = ()

    def holds(self, department: str, path: str, at: DocPath) -> bool:
        """Whether an item is the one named, or a part of it."""
        return department == self.department and self.path in (None, path) and at[: len(self.at)] == self.at


@frozen
class Selection:
    """The rows to show; by default all.

    ``owners`` are names in lower case. Tags, owners and contributors of an objective also apply to its key results,
    those of a metric to the items that use it.
    """

    ws: Workspace
    named: tuple[Named, ...] = ()
    departments: tuple[str, ...] = ()
    owners: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    periods: tuple[Cycle, ...] = ()

    @property
    def of_items(self) -> bool:
        """Whether single objectives and key results are selected, not only whole departments."""
        return bool(self.named or self.owners or self.statuses or self.tags)

    @property
    def filters_items(self) -> bool:
        """Whether a filter selects among objectives, key results and KPIs."""
        return bool(self.owners or self.statuses or self.tags or self.periods)

    def without_names(self) -> Selection:
        """Only the filters."""
        return replace(self, named=())

    @property
    def of_past(self) -> bool:
        """Whether closed objectives are selected."""
        return bool(self.statuses or self.periods or any(each.at for each in self.named))

    def key_results(self, objective: ScoredObjective) -> tuple[ScoredKeyResult, ...]:
        """The selected key results of an objective."""
        if not self._department(objective.planned.department) or not self._in_periods(objective):
            return ()
        return tuple(result for result in objective.key_results if self._key_result(objective, result))

    def objective(self, objective: ScoredObjective) -> bool:
        """Whether an objective is selected, itself or with one of its key results."""
        planned = objective.planned
        if not self._department(planned.department) or not self._in_periods(objective):
            return False
        itself = (
            self._named(planned.department, planned.path, planned.at)
            and self._someone(planned.owner, *planned.objective.contributors)
            and self._status(objective.status)
            and self._tags(planned.objective.tags)
        )
        return itself or any(self._key_result(objective, result) for result in objective.key_results)

    def kpi(self, watched: ScoredKpi) -> bool:
        """Whether a KPI is selected."""
        planned = watched.planned
        return (
            self._department(planned.department)
            and self._named(planned.department, planned.path, planned.kpi.at)
            and self._someone(planned.owner)
            and self._status(watched.health)
            and self._tags(planned.kpi.tags, planned.kpi.metric)
        )

    def department(self, id: str) -> bool:
        """Whether a department may have rows."""
        return self._department(id) and (not self.named or any(each.department == id for each in self.named))

    def _key_result(self, objective: ScoredObjective, result: ScoredKeyResult) -> bool:
        planned = result.planned
        return (
            self._named(planned.department, planned.path, planned.at)
            and self._someone(planned.owner, *planned.contributors)
            and self._status(result.status)
            and self._tags((*planned.key_result.tags, *objective.planned.objective.tags), planned.key_result.metric)
        )

    def _department(self, id: str) -> bool:
        return not self.departments or id in self.departments

    def _in_periods(self, objective: ScoredObjective) -> bool:
        return not self.periods or any(objective.planned.cycle.overlaps(each) for each in self.periods)

    def _named(self, department: str, path: str, at: DocPath) -> bool:
        return not self.named or any(each.holds(department, path, at) for each in self.named)

    def answers(self, result: ScoredKeyResult) -> bool:
        """Whether one of the selected owners owns it; contributors don't count."""
        return self._someone(result.planned.owner)

    def _someone(self, *names: str | None) -> bool:
        return not self.owners or any(name is not None and name.casefold() in self.owners for name in names)

    def _status(self, status: str) -> bool:
        return not self.statuses or status in self.statuses

    def _tags(self, tags: tuple[str, ...], metric: str | None = None) -> bool:
        if not self.tags:
            return True
        known = self.ws.config.metrics.get(metric) if metric else None
        return bool(self.tags.intersection((*tags, *(known.tags if known else ()))))
