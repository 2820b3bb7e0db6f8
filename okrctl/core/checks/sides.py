"""One of two plans that are scored with the same check-ins, to compare how key results look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from okrctl.core.company.journals import PlacedCheckIn
from okrctl.core.company.workspace import Entry, PlacedObjective, Workspace
from okrctl.core.model.items import Kpi
from okrctl.core.scores.journal import Journal, JournalMention
from okrctl.core.scores.plan import Key, PlannedKeyResult, key_of, plan_of
from okrctl.core.scores.scoring import ScoredKeyResult, score_key_result
from okrctl.core.scores.series_of import series_of
from okrctl.core.values.diagnostic import Spot
from okrctl.core.values.frozen import frozen
from okrctl.core.values.remembered import remembered

_PERIODS = 20
"""The number of check-in intervals that take as long as one value: a level to hold is read interval by interval."""

Planned = Mapping[str, PlannedKeyResult]


@frozen
class Side:
    """One of the two plans, with its journal."""

    ws: Workspace
    journal: Journal

    @cached_property
    def kpis(self) -> dict[Spot, Kpi]:
        """KPIs by place."""
        return {(each.path, each.kpi.at): each.kpi for each in self.ws.kpis}

    def plan(self, home: PlacedObjective, day: date) -> Planned:
        """The key results of an objective as planned on a day, by id; of several with one id the first."""
        return {each.key_result.id: each for each in reversed([*plan_of(self.ws, home, day).key_results()])}

    def score(self, planned: PlannedKeyResult, day: date) -> ScoredKeyResult:
        """The result of a day."""
        return score_key_result(self.ws, planned, series_of(self.journal, planned, day), day, counted=True)

    def effort(self, node: Entry, planned: PlannedKeyResult) -> int:
        """The number of values read for one day."""
        told = sum(len(self.journal.mentions.get(each, ())) for each in (key_of(node), planned.reads) if each)
        measure = planned.key_result.measure
        inside = len(measure.steps()) + len(measure.waypoints()) if measure else 0
        periods = (planned.cycle.end - planned.cycle.start).days // max(1, planned.rhythm.every) // _PERIODS
        home = objective_of(node).history
        levels = len(home.earlier) if measure and measure.plan(None).hold is not None else 0
        return 1 + told + inside + periods + levels * len(home.current.key_results)

    def mentions(self, node: Entry) -> list[JournalMention]:
        """Its mentions in the journal."""
        return self.journal.mentions.get(key_of(node), [])


def objective_of(result: Entry) -> PlacedObjective:
    """The objective of a key result."""
    assert result.objective is not None
    return result.objective


@remembered
def latest_plan(side: Side, home: PlacedObjective) -> Planned:
    """The plan of an objective with all its amendments."""
    return side.plan(home, date.max)


def heard(node: Entry, side: Side) -> list[object]:
    """Its journal entries, and the definition and entries of the KPI it reads."""
    planned = latest_plan(side, objective_of(node)).get(node.id)
    keys = [key for key in (planned.key, planned.reads) if key and key not in side.journal.unread] if planned else []
    said = [[_content(each) for each in side.journal.mentions.get(key, ())] for key in keys]
    return [said, side.kpis.get(planned.reads[:2]) if planned and planned.reads else None]


def _content(said: JournalMention) -> tuple[object, ...]:
    return said.day, said.result, said.placed.entry.date, said.placed.entry.corrects


@frozen
class Without(Mapping[Key, list[JournalMention]]):
    """Mentions without those of some entries."""

    every: Mapping[Key, list[JournalMention]]
    left_out: frozenset[Spot]

    def __getitem__(self, key: Key) -> list[JournalMention]:
        return [each for each in self.every[key] if spot_of(each.placed) not in self.left_out]

    def __iter__(self) -> Iterator[Key]:
        return iter(self.every)

    def __len__(self) -> int:
        return len(self.every)


def spot_of(placed: PlacedCheckIn) -> Spot:
    """Where a check-in stands."""
    return placed.path, placed.entry.at
