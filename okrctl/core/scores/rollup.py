"""Departments and the organization: means of means, coverage, counts, and the worst parts by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from heapq import nsmallest
from typing import TypeVar

from okrctl.core.company.workspace import Workspace
from okrctl.core.model.figures import ZERO
from okrctl.core.model.settings import Config
from okrctl.core.scores.scoring import WORST_FIRST, ScoredKeyResult, ScoredKpi, ScoredObjective, Scores
from okrctl.core.values.frozen import frozen
from okrctl.core.values.mean import difference, mean

AMBITIONS = ("committed", "aspirational")
_PARTLY = Fraction(3, 10)
_PART_THAT_TELLS = 10
"""One in so many key results makes the committed ones a part to be judged by."""
_TROUBLE = ("off-track", "missed", "stale", "at-risk", "partly")
_SHOWN_WORST = 3


@frozen
class Part:
    """Score and expectation of a subset; None when it is empty."""

    score: Fraction | None
    expected: Fraction | None

    @property
    def gap(self) -> Fraction | None:
        """By how much it is behind."""
        return None if self.score is None or self.expected is None else difference(self.expected, self.score)


_NOTHING = Part(None, None)


@frozen
class Share:
    """What the organization's score and status take from a department; also that of several together.

    ``counted`` are objectives that count and have a score, ``ended`` those of them that are over; ``results`` are the
    key results that count, ``looked`` those ever looked at, ``reported`` those with a value, ``in_time`` those not
    overdue, and ``committed_results`` the committed ones. ``committed`` is the mean of the committed part, and
    ``committed_weight`` the share of the weight of departments that have such a part.
    """

    score: Fraction | None
    expected: Fraction | None
    committed: Part = _NOTHING
    committed_weight: Fraction = ZERO
    counted: int = 0
    ended: int = 0
    results: int = 0
    looked: int = 0
    reported: int = 0
    in_time: int = 0
    committed_results: int = 0

    @property
    def gap(self) -> Fraction | None:
        """By how much it is behind as a whole."""
        return Part(self.score, self.expected).gap

    @property
    def judged_by(self) -> Fraction | None:
        """The gap that decides the status: that of the committed part, where it is larger and more than a trifle."""
        whole, committed = self.gap, self.committed.gap
        if whole is None or committed is None or self.committed_results * _PART_THAT_TELLS < self.results:
            return whole
        return max(whole, committed)


@frozen
class Total:
    """A roll-up: of a department over its counted objectives, of the organization over its departments.

    ``counts`` are counted key results by status; ``to_close`` are ended and unclosed objectives; ``worst`` names the
    key results in most trouble. ``by_committed`` tells that the status is that of the committed part, which is further
    behind than the whole.
    """

    score: Fraction | None
    expected: Fraction | None
    gap: Fraction | None
    committed: Part
    aspirational: Part
    status: str
    by_committed: bool
    counts: Mapping[str, int]
    reported: int
    total: int
    to_close: tuple[str, ...]
    worst: tuple[str, ...]


@frozen
class DepartmentTotal:
    """A department's roll-up with its objectives and KPIs."""

    id: str
    name: str
    total: Total
    objectives: tuple[ScoredObjective, ...]
    kpis: tuple[ScoredKpi, ...]


@frozen
class Company:
    """The whole organization on a day."""

    name: str
    total: Total
    departments: tuple[DepartmentTotal, ...]


def roll_up(ws: Workspace, scores: Scores) -> Company:
    """Departments and organization from everything scored."""
    departments = []
    objectives_of = _by_department(scores.objectives)
    kpis_of = _by_department(scores.kpis)
    for id, department in ws.departments.items():
        objectives, kpis = tuple(objectives_of.get(id, ())), tuple(kpis_of.get(id, ()))
        departments.append(DepartmentTotal(id, department.name, _department(ws, scores, objectives), objectives, kpis))
    weights = {id: department.weight for id, department in ws.departments.items()}
    parts = [(weights[d.id], d.total) for d in departments]
    total = _total(
        ws,
        scores,
        tuple(o for d in departments for o in d.objectives),
        _mean((w, t.score, t.expected) for w, t in parts),
        {name: _mean((w, getattr(t, name).score, getattr(t, name).expected) for w, t in parts) for name in AMBITIONS},
    )
    return Company(ws.config.organization, total, tuple(departments))


def department_total(ws: Workspace, scores: Scores, id: str) -> Total:
    """One department alone; all of its objectives are among those scored."""
    return _department(ws, scores, tuple(each for each in scores.objectives if each.planned.department == id))


def department_shares(scores: Scores, ids: Iterable[str]) -> dict[str, Share]:
    """What departments add to the organization; all of their objectives are among those scored."""
    counted = {id: [o for o in found if o.counted] for id, found in _by_department(scores.objectives).items()}
    return {
        id: _share(counted.get(id, []), _mean_of(counted.get(id, ())), _of(counted.get(id, ()), "committed"))
        for id in ids
    }


def together(shares: Iterable[tuple[Fraction, Share]]) -> tuple[Fraction, Share]:
    """Several departments as if they were one, from their weights and shares; of all, that is the organization."""
    parts = list(shares)
    whole = _mean((weight, share.score, share.expected) for weight, share in parts)
    promised = [(weight * share.committed_weight, share) for weight, share in parts]
    committed = _mean((weight, share.committed.score, share.committed.expected) for weight, share in promised)
    weight = sum((weight for weight, share in parts if share.score is not None), ZERO)
    part = sum((weight for weight, _ in promised), ZERO) / weight if weight else ZERO
    names = ("counted", "ended", "results", "looked", "reported", "in_time", "committed_results")
    sums = {name: sum(getattr(share, name) for _, share in parts) for name in names}
    return weight, Share(whole.score, whole.expected, committed, part, **sums)


Scored = TypeVar("Scored", ScoredObjective, ScoredKpi)


def _by_department(scored: Iterable[Scored]) -> dict[str, list[Scored]]:
    found: dict[str, list[Scored]] = {}
    for each in scored:
        found.setdefault(each.planned.department, []).append(each)
    return found


def _mean(parts: Iterable[tuple[Fraction, Fraction | None, Fraction | None]]) -> Part:
    known = [(weight, score, expected or ZERO) for weight, score, expected in parts if score is not None]
    return Part(
        mean((weight, score) for weight, score, _ in known),
        mean((weight, expected) for weight, _, expected in known),
    )


def _mean_of(objectives: Iterable[ScoredObjective]) -> Part:
    return _mean((o.planned.objective.weight, o.score, o.expected) for o in objectives)


def _of(counted: Iterable[ScoredObjective], ambition: str) -> Part:
    return _mean_of(o for o in counted if o.planned.objective.ambition == ambition)


def _department(ws: Workspace, scores: Scores, objectives: tuple[ScoredObjective, ...]) -> Total:
    counted = [o for o in objectives if o.counted]
    by_ambition = {name: _of(counted, name) for name in AMBITIONS}
    return _total(ws, scores, objectives, _mean_of(counted), by_ambition)


def _results(counted: Iterable[ScoredObjective]) -> list[ScoredKeyResult]:
    return [result for o in counted for result in o.key_results if result.counted]


def _share(counted: list[ScoredObjective], whole: Part, committed: Part) -> Share:
    results, scored = _results(counted), [o for o in counted if o.score is not None]
    return Share(
        whole.score,
        whole.expected,
        committed,
        ZERO if committed.score is None else Fraction(1),
        counted=len(scored),
        ended=sum(1 for o in scored if o.ended),
        results=len(results),
        looked=sum(1 for result in results if result.series.observations),
        reported=sum(1 for result in results if result.progress is not None),
        # what is done or has ended is never overdue
        in_time=sum(1 for result in results if not result.overdue_days),
        committed_results=sum(1 for result in results if result.planned.ambition == "committed"),
    )


def _total(
    ws: Workspace, scores: Scores, objectives: tuple[ScoredObjective, ...], whole: Part, by_ambition: dict[str, Part]
) -> Total:
    counted = [o for o in objectives if o.counted]
    results, share = _results(counted), _share(counted, whole, by_ambition["committed"])
    troubled = [result for result in results if result.status in _TROUBLE]
    counts: dict[str, int] = {}
    for result in results:
        counts[result.status] = counts.get(result.status, 0) + 1
    status = status_of(ws.config, share)
    return Total(
        score=whole.score,
        expected=whole.expected,
        gap=share.gap,
        committed=by_ambition["committed"],
        aspirational=by_ambition["aspirational"],
        status=status,
        by_committed=status != _status(ws.config, share, share.gap),
        counts={status: counts[status] for status in WORST_FIRST if status in counts},
        reported=share.reported,
        total=share.results,
        to_close=tuple(o.planned.ref for o in objectives if _to_close(o, scores)),
        worst=tuple(each.planned.ref for each in nsmallest(_SHOWN_WORST, troubled, key=badness)),
    )


def badness(result: ScoredKeyResult) -> tuple[int, Fraction, str]:
    """Sort key: worst status first, then the widest gap."""
    rank = WORST_FIRST.index(result.status) if result.status in WORST_FIRST else len(WORST_FIRST)
    return (rank, -(result.gap or ZERO), result.planned.ref)


def _to_close(objective: ScoredObjective, scores: Scores) -> bool:
    planned = objective.planned
    over = scores.day > planned.cycle.end
    return over and planned.closed_on is None and not planned.dropped and not planned.draft


def status_of(config: Config, share: Share) -> str:
    """The status of a department or the organization (scoring.md, "Roll-up")."""
    return _status(config, share, share.judged_by)


def _status(config: Config, share: Share, gap: Fraction | None) -> str:
    if not share.counted or gap is None:
        return "no-data"
    if share.ended == share.counted:
        return "achieved" if gap <= 0 else "partly" if gap <= _PARTLY else "missed"
    if not share.looked:
        return "no-data"
    if gap > config.pace.off_track:
        return "off-track"
    if share.looked * 2 < share.results:
        return "no-data"
    if share.in_time * 2 < share.results:
        return "stale"
    return "at-risk" if gap > config.pace.at_risk else "on-track"
