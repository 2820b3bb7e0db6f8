"""Departments and the organization: means of means, coverage, counts, and the worst parts by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from heapq import nsmallest
from typing import TypeVar

from okrctl.core.company.workspace import Workspace
from okrctl.core.model.figures import ZERO
from okrctl.core.model.settings import Config
from okrctl.core.scores.plan import weight_of
from okrctl.core.scores.scoring import WORST_FIRST, ScoredKeyResult, ScoredObjective, Scores, WatchedKpi
from okrctl.core.values.frozen import frozen
from okrctl.core.values.mean import difference, mean

AMBITIONS = ("committed", "aspirational")
_PARTLY = Fraction(3, 10)
_TROUBLE = ("off-track", "missed", "stale", "at-risk", "partly")
_SHOWN_WORST = 3


@frozen
class Part:
    """Score and expectation of a subset; None when it is empty."""

    score: Fraction | None
    expected: Fraction | None


@frozen
class Share:
    """What the organization's score and status take from a department; also that of several together.

    ``counted`` are objectives that count, ``ended`` those of them that are over; ``results`` are their key results,
    ``reported`` those with a value and ``in_time`` those not overdue.
    """

    score: Fraction | None
    expected: Fraction | None
    counted: int = 0
    ended: int = 0
    results: int = 0
    reported: int = 0
    in_time: int = 0

    @property
    def gap(self) -> Fraction | None:
        """By how much it is behind."""
        return None if self.score is None or self.expected is None else difference(self.expected, self.score)


@frozen
class Total:
    """A roll-up: of a department over its counted objectives, of the organization over its departments.

    ``counts`` are counted key results by status; ``to_close`` are ended and unclosed objectives; ``worst`` names the
    key results in most trouble.
    """

    score: Fraction | None
    expected: Fraction | None
    gap: Fraction | None
    committed: Part
    aspirational: Part
    status: str
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
    kpis: tuple[WatchedKpi, ...]


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
    weights = {id: weight_of(department.weight) for id, department in ws.departments.items()}
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
    return {id: _share(scores, counted.get(id, []), _mean_of(counted.get(id, ()))) for id in ids}


def together(shares: Iterable[tuple[Fraction, Share]]) -> tuple[Fraction, Share]:
    """Several departments as if they were one, from their weights and shares; of all, that is the organization."""
    parts = list(shares)
    whole = _mean((weight, share.score, share.expected) for weight, share in parts)
    weight = sum((weight for weight, share in parts if share.score is not None), ZERO)
    names = ("counted", "ended", "results", "reported", "in_time")
    return weight, Share(whole.score, whole.expected, *(sum(getattr(s, name) for _, s in parts) for name in names))


Scored = TypeVar("Scored", ScoredObjective, WatchedKpi)


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


def _department(ws: Workspace, scores: Scores, objectives: tuple[ScoredObjective, ...]) -> Total:
    counted = [o for o in objectives if o.counted]
    by_ambition = {name: _mean_of(o for o in counted if o.planned.objective.ambition == name) for name in AMBITIONS}
    return _total(ws, scores, objectives, _mean_of(counted), by_ambition)


def _results(counted: Iterable[ScoredObjective]) -> list[ScoredKeyResult]:
    return [result for o in counted for result in o.key_results if result.counted]


def _share(scores: Scores, counted: list[ScoredObjective], whole: Part) -> Share:
    results = _results(counted)
    return Share(
        whole.score,
        whole.expected,
        counted=len(counted),
        ended=sum(1 for o in counted if o.planned.closed_on or scores.day > o.planned.cycle.end),
        results=len(results),
        reported=sum(1 for result in results if result.progress is not None),
        # what is done or has ended is never overdue
        in_time=sum(1 for result in results if not result.overdue_days),
    )


def _total(
    ws: Workspace, scores: Scores, objectives: tuple[ScoredObjective, ...], whole: Part, by_ambition: dict[str, Part]
) -> Total:
    counted = [o for o in objectives if o.counted]
    results, share = _results(counted), _share(scores, counted, whole)
    troubled = [result for result in results if result.status in _TROUBLE]
    counts: dict[str, int] = {}
    for result in results:
        counts[result.status] = counts.get(result.status, 0) + 1
    return Total(
        score=whole.score,
        expected=whole.expected,
        gap=share.gap,
        committed=by_ambition["committed"],
        aspirational=by_ambition["aspirational"],
        status=status_of(ws.config, share),
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
    gap = share.gap
    if not share.counted or gap is None:
        return "no-data"
    if share.ended == share.counted:
        return "achieved" if gap <= 0 else "partly" if gap <= _PARTLY else "missed"
    if not share.reported:
        return "no-data"
    if gap > config.pace.off_track:
        return "off-track"
    if share.results and Fraction(share.in_time, share.results) < Fraction(1, 2):
        return "stale"
    return "at-risk" if gap > config.pace.at_risk else "on-track"
