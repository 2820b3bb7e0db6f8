"""Scores, expected scores and statuses before and after a change, from the organization down to key results and
KPIs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Literal

from okrctl.core.company.workspace import Entry, Workspace
from okrctl.core.diff.items import Pair, Pairing
from okrctl.core.model.figures import ZERO
from okrctl.core.model.judges import JudgmentContext
from okrctl.core.scores.journal import index_journal
from okrctl.core.scores.plan import key_of, plan_on
from okrctl.core.scores.rollup import Share, department_shares, status_of, together
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredKpi, ScoredObjective, Scores, score
from okrctl.core.values.diagnostic import Spot
from okrctl.core.values.frozen import frozen
from okrctl.core.values.mean import difference

Level = Literal["organization", "department", "objective", "key_result", "kpi"]


@frozen
class Values:
    """The state of something; a KPI has only a status."""

    score: Fraction | None
    expected: Fraction | None
    status: str


@frozen
class ScoreChange:
    """Score, expected score and status before and after; ``ref`` is empty for the organization."""

    kind: Level
    ref: str
    before: Values | None
    after: Values | None


Weighted = tuple[Fraction, Share]


@frozen
class OmittedScores:
    """What a comparison leaves out: all departments except those in ``scored`` have the same scores on both sides.

    ``others`` returns what they contribute to the organization, as if they were one. ``contracts``: whether
    dependencies can differ. ``partners`` is the new side with all departments that have dependencies with the changed
    ones.
    """

    scored: frozenset[str]
    others: Callable[[], Weighted]
    contracts: bool = True
    partners: Callable[[], Workspace] | None = None


@dataclass(frozen=True)
class Scored:
    """A workspace scored on a day, by place."""

    ws: Workspace
    scores: Scores
    beyond: OmittedScores | None = None

    @cached_property
    def shares(self) -> dict[str, Weighted]:
        """The contributions of departments to the organization, with their weights."""
        among = self.beyond.scored if self.beyond else self.ws.departments
        homes = [each for id, each in self.ws.departments.items() if id in among]
        shares = department_shares(self.scores, [each.id for each in homes])
        return {each.id: (each.weight, shares[each.id]) for each in homes}

    @cached_property
    def whole(self) -> Share:
        """The organization."""
        others = [self.beyond.others()] if self.beyond else []
        return together([*self.shares.values(), *others])[1]

    def total(self, share: Share) -> Values:
        """The state of a department or the organization."""
        return Values(share.score, share.expected, status_of(self.ws.config, share))

    @cached_property
    def objectives(self) -> dict[Spot, ScoredObjective]:
        """Objectives by place."""
        return {each.planned.spot: each for each in self.scores.objectives}

    @cached_property
    def kpis(self) -> dict[Spot, ScoredKpi]:
        """KPIs by place."""
        return {(each.planned.path, each.planned.kpi.at): each for each in self.scores.kpis}

    def mean(self, department: str) -> Fraction | None:
        """The score of a department."""
        return self.shares[department][1].score if department in self.shares else None

    @property
    def ahead(self) -> dict[str, Fraction]:
        """How far each department is ahead of the company."""
        whole = self.whole.score
        own = {id: share.score for id, (_, share) in self.shares.items()}
        return {} if whole is None else {id: difference(score, whole) for id, score in own.items() if score is not None}

    def result(self, node: Entry) -> ScoredKeyResult | None:
        """A key result."""
        return self.scores.by_key.get(key_of(node)) if node.key_result else None

    def values(self, node: Entry | None) -> Values | None:
        """The state of an item."""
        if node is None:
            return None
        if node.kind == "kpi":
            kpi = self.kpis.get(node.spot)
            return None if kpi is None else Values(None, None, kpi.health)
        found = self.objectives.get(node.spot) if node.key_result is None else self.result(node)
        return None if found is None else Values(found.score, found.expected, found.status)


def scored(ws: Workspace, day: date, beyond: OmittedScores | None = None) -> Scored:
    """A workspace scored on a day."""
    plan = plan_on(ws, day, beyond.scored if beyond else None)
    return Scored(ws, score(ws, index_journal(ws), plan), beyond)


def scored_alone(ws: Workspace, day: date, among: frozenset[str]) -> Scored:
    """These departments scored on a day, as if there were no others."""
    return scored(ws, day, OmittedScores(among, lambda: together([])))


def shares(ws: Workspace, day: date, among: frozenset[str]) -> dict[str, Weighted]:
    """The contributions of these departments to the organization on a day."""
    return scored_alone(ws, day, among).shares


def standing(pair: Pair, old: Scored, new: Scored | None, after: Workspace) -> JudgmentContext:
    """What the judgment of an item's fields depends on."""
    node = pair.before
    assert node is not None
    if node.kind == "kpi":
        return JudgmentContext()
    if node.key_result is None:
        mine, mean = old.objectives.get(node.spot), old.mean(node.department)
        if mine is None or mean is None or not mine.counted:
            return JudgmentContext()
        return JudgmentContext(ahead=difference(mine.score or ZERO, mean))
    metric = after.config.metrics.get(node.key_result.metric) if node.key_result.metric else None
    better = metric.better if metric else None
    result, whole = old.result(node), old.objectives.get(node.home)
    if result is None:
        return JudgmentContext(better=better)
    mean = whole.score if whole else None
    ahead = ZERO if mean is None else difference(result.score or ZERO, mean)
    now = new.result(pair.after) if new and pair.after else None
    return JudgmentContext(
        result.series.baseline, better, ahead, result.series.done, now.series.baseline if now else None
    )


def score_changes(pairing: Pairing, old: Scored, new: Scored) -> Iterator[ScoreChange]:
    """Every changed score, expected score or status."""
    yield from _total_changes(old, new)
    for each in pairing.pairs:
        was, now = old.values(each.before), new.values(each.after)
        if was != now:
            yield ScoreChange(each.node.kind, each.node.ref, was, now)


def _total_changes(old: Scored, new: Scored) -> Iterator[ScoreChange]:
    # nothing else contributes to the organization
    if (old.shares, old.ws.config) == (new.shares, new.ws.config):
        return
    totals = old.total(old.whole), new.total(new.whole)
    if totals[0] != totals[1]:
        yield ScoreChange("organization", "", *totals)
    for id in dict.fromkeys([*old.shares, *new.shares]):
        was, now = (side.total(side.shares[id][1]) if id in side.shares else None for side in (old, new))
        if was != now:
            yield ScoreChange("department", id, was, now)
