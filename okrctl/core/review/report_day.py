"""A workspace on a day, with everything derived from it computed once for all parts of a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import field
from datetime import date
from functools import cached_property

from okrctl.core.company.links import Link, links
from okrctl.core.company.workspace import Entry, Workspace, as_planned
from okrctl.core.contracts.contracts import contracts, unasked
from okrctl.core.contracts.dependency import Dependency, Parts, dependency, parts_of, waiting
from okrctl.core.contracts.requests import Request, requests
from okrctl.core.scores.journal import Journal, index_journal
from okrctl.core.scores.plan import Plan, key_of, plan_on
from okrctl.core.scores.rollup import Company, roll_up
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredObjective, Scores, score
from okrctl.core.scores.series_of import KeptSeries
from okrctl.core.values.counted import counted
from okrctl.core.values.cycle import Cycle
from okrctl.core.values.diagnostic import Spot
from okrctl.core.values.frozen import frozen


@frozen
class ReportDay:
    """A workspace as of a day; ``periods`` are the cycles selected, by default those running on the day.

    ``known`` is the same workspace on that day or a later one; whatever is still valid is taken from it.
    """

    ws: Workspace
    day: date
    periods: tuple[Cycle, ...] = ()
    kept: KeptSeries | None = None
    known: ReportDay | None = field(default=None, compare=False, repr=False)

    @cached_property
    def journal(self) -> Journal:
        """The journal, grouped by item."""
        return self.known.journal if self.known else index_journal(self.ws)

    @cached_property
    def plan(self) -> Plan:
        """The plan of the day."""
        return plan_on(self.ws, self.day)

    @cached_property
    def scores(self) -> Scores:
        """Everything scored."""
        later = self.known.scores if self.known else None
        return score(self.ws, self.journal, self.plan, self.periods, self.kept, later)

    @cached_property
    def company(self) -> Company:
        """Departments and the organization."""
        return roll_up(self.ws, self.scores)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every reference of the plan of the day."""
        return links(as_planned(self.ws, self.day))

    @cached_property
    def objectives(self) -> Mapping[Spot, ScoredObjective]:
        """Scored objectives by place."""
        return {scored.planned.spot: scored for scored in self.scores.objectives}

    @cached_property
    def joint(self) -> Mapping[str, tuple[ScoredObjective, ...]]:
        """Objectives of others by the departments that own them jointly."""
        found: dict[str, list[ScoredObjective]] = {}
        for scored in self.scores.objectives:
            for partner in self.partners(scored):
                found.setdefault(partner, []).append(scored)
        return {department: tuple(objectives) for department, objectives in found.items()}

    def partners(self, scored: ScoredObjective) -> tuple[str, ...]:
        """The joint owners of an objective besides its department; ``all`` means every department."""
        planned = scored.planned
        named = planned.objective.joint_with
        if "all" in named:
            everyone = [*self.ws.departments, *(name for name in named if name != "all")]
            named = tuple(dict.fromkeys(everyone))
        return tuple(name for name in named if name != planned.department)

    @cached_property
    def parts(self) -> Parts:
        """Scored objectives and key results by place."""
        return parts_of(self.scores)

    @cached_property
    def waiting(self) -> Mapping[Spot, tuple[Link, ...]]:
        """The dependencies on an objective or key result (or a milestone of it) that still wait, by its place."""
        found: dict[Spot, list[Link]] = {}
        for link in self.links:
            if link.kind == "depends_on" and link.entry and waiting(link, self.parts):
                found.setdefault(link.entry.spot, []).append(link)
        return {at: tuple(links) for at, links in found.items()}

    def requests(self, departments: Collection[str] = ()) -> list[Request]:
        """The unanswered requests to these departments (by default all)."""
        return requests(self.links, self.parts, self.day, departments)

    @cached_property
    def unread(self) -> tuple[str, ...]:
        """The parts of the journal that could not be used, by file; and scores that an error of a goal prevents."""
        places = {(each.placed.path, each.at) for each in self.journal.strays() if each.placed.entry.date <= self.day}
        for result in self.scores.by_key.values():
            places.update(result.series.unread)
        for kpi in self.scores.kpis:
            places.update(kpi.series.unread)
        counts = Counter(path for path, _ in places)
        lost = sorted(each.planned.ref for each in self.scores.by_key.values() if each.counted and each.astray)
        results = (f"{counted(count, 'result')} in {path}" for path, count in sorted(counts.items()))
        return (*results, *(f"the score of {ref}" for ref in lost))

    def objective_of(self, entry: Entry) -> ScoredObjective | None:
        """The scored objective that an entry is, or belongs to."""
        placed = entry.objective
        return self.objectives.get(placed.spot) if placed else None

    def key_result_of(self, entry: Entry) -> ScoredKeyResult | None:
        """The scored key result that an entry is."""
        return self.scores.by_key.get(key_of(entry)) if entry.key_result else None


@frozen
class Relations:
    """The relations of an item on a day; an objective has those of its key results, too.

    ``supports`` and ``supported_by`` are links out and in, ``needs`` its own dependencies, ``waiting`` those of others
    on it, ``unasked`` its promises that nobody asked for.
    """

    supports: tuple[Link, ...]
    supported_by: tuple[Link, ...]
    needs: tuple[Dependency, ...]
    waiting: tuple[Dependency, ...]
    unasked: tuple[Link, ...]


def surroundings(report_day: ReportDay, item: Entry) -> Relations:
    """The relations of an item on the report day."""

    def is_it(entry: Entry | None) -> bool:
        return entry is not None and entry.path == item.path and entry.at[: len(item.at)] == item.at

    alignment = [link for link in report_day.links if link.kind == "supports"]
    rows = [
        row
        for contract in contracts(report_day.links)
        if is_it(contract.need.source) or is_it(contract.provider.entry)
        if (row := dependency(report_day.parts, contract, report_day.day)) is not None
    ]
    return Relations(
        supports=tuple(link for link in alignment if is_it(link.source)),
        supported_by=tuple(link for link in alignment if is_it(link.entry)),
        needs=tuple(row for row in rows if is_it(row.contract.need.source)),
        waiting=tuple(row for row in rows if is_it(row.contract.provider.entry)),
        unasked=tuple(link for link in unasked(report_day.links) if is_it(link.source)),
    )
