"""Scores, expectations and statuses before and after a change, from the whole down to key results and KPIs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Literal

from okrctl.core.diff.items import Node, Pair, Pairing, Spot
from okrctl.core.diff.judge import Standing
from okrctl.core.frozen import frozen
from okrctl.core.journal import index_journal
from okrctl.core.measure import ZERO
from okrctl.core.model import KeyResult
from okrctl.core.plan import plan_on
from okrctl.core.rollup import Company, roll_up
from okrctl.core.scoring import ScoredKeyResult, ScoredObjective, Scores, WatchedKpi, score
from okrctl.core.workspace import Workspace

Level = Literal["organization", "department", "objective", "key_result", "kpi"]


@frozen
class Values:
    """How something stood: a KPI has only a status."""

    score: Fraction | None
    expected: Fraction | None
    status: str


@frozen
class ScoreChange:
    """Score, expectation and status before and after; ``ref`` is empty for the organization."""

    kind: Level
    ref: str
    before: Values | None
    after: Values | None


@dataclass(frozen=True)
class Scored:
    """A workspace scored on a day, found by place."""

    ws: Workspace
    scores: Scores

    @cached_property
    def company(self) -> Company:
        """Departments and the organization."""
        return roll_up(self.ws, self.scores)

    @cached_property
    def objectives(self) -> dict[Spot, ScoredObjective]:
        """Objectives by where they stand."""
        return {(each.planned.path, each.planned.at): each for each in self.scores.objectives}

    @cached_property
    def kpis(self) -> dict[Spot, WatchedKpi]:
        """KPIs by where they stand."""
        return {(each.planned.path, each.planned.kpi.at): each for each in self.scores.kpis}

    @cached_property
    def departments(self) -> dict[str, Fraction]:
        """The scores of departments that have one."""
        return {each.id: each.total.score for each in self.company.departments if each.total.score is not None}

    @property
    def ahead(self) -> dict[str, Fraction]:
        """By how much departments are ahead of the company."""
        whole = self.company.total.score
        return {} if whole is None else {id: own - whole for id, own in self.departments.items()}

    def result(self, node: Node) -> ScoredKeyResult | None:
        """A key result."""
        return self.scores.by_key.get((node.path, node.parent.at, node.id)) if node.parent else None

    def values(self, node: Node | None) -> Values | None:
        """How an item stands."""
        if node is None:
            return None
        if node.kind == "kpi":
            kpi = self.kpis.get(node.spot)
            return None if kpi is None else Values(None, None, kpi.health)
        found = self.objectives.get(node.spot) if node.parent is None else self.result(node)
        return None if found is None else Values(found.score, found.expected, found.status)


def scored(ws: Workspace, day: date) -> Scored:
    """A workspace with everything scored on a day."""
    return Scored(ws, score(ws, index_journal(ws), plan_on(ws, day)))


def standing(pair: Pair, old: Scored, new: Scored | None, after: Workspace) -> Standing:
    """What the judgement of an item's fields depends on."""
    node = pair.before
    assert node is not None
    if node.kind == "kpi":
        return Standing()
    if node.parent is None:
        mine, mean = old.objectives.get(node.spot), old.departments.get(node.department)
        if mine is None or mean is None or not mine.counted:
            return Standing()
        return Standing(ahead=(mine.score or ZERO) - mean)
    assert isinstance(node.item, KeyResult)
    metric = after.config.metrics.get(node.item.metric) if node.item.metric else None
    better = metric.better if metric else None
    result, whole = old.result(node), old.objectives.get(node.parent.spot)
    if result is None:
        return Standing(better=better)
    mean = whole.score if whole else None
    ahead = ZERO if mean is None else (result.score or ZERO) - mean
    now = new.result(pair.after) if new and pair.after else None
    return Standing(result.series.baseline, better, ahead, result.series.done, now.series.baseline if now else None)


def score_changes(pairing: Pairing, old: Scored, new: Scored) -> Iterator[ScoreChange]:
    """Everything whose score, expectation or status is another now."""
    yield from _total_changes(old.company, new.company)
    for each in pairing.pairs:
        was, now = old.values(each.before), new.values(each.after)
        if was != now:
            yield ScoreChange(each.node.kind, each.node.ref, was, now)


def _total_changes(before: Company, after: Company) -> Iterator[ScoreChange]:
    old, new = _totals(before), _totals(after)
    for id in dict.fromkeys([*old, *new]):
        if old.get(id) != new.get(id):
            yield ScoreChange("department" if id else "organization", id, old.get(id), new.get(id))


def _totals(company: Company) -> dict[str, Values]:
    found = {"": company.total, **{each.id: each.total for each in company.departments}}
    return {id: Values(total.score, total.expected, total.status) for id, total in found.items()}
