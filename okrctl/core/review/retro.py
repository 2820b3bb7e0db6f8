"""The subjects of a cycle's review: results, surprises, promises between departments, changes of the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from okrctl.core.company.workspace import Workspace
from okrctl.core.contracts.dependencies import network
from okrctl.core.contracts.dependency import Dependency
from okrctl.core.diff.fields import canonical
from okrctl.core.model.items import KeyResult, Objective
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.selection import Selection
from okrctl.core.scores.scoring import ENDED, ScoredKeyResult, ScoredObjective
from okrctl.core.values.cycle import Cycle
from okrctl.core.values.frozen import frozen

SURE, UNSURE = 7, 3


@frozen
class Surprise:
    """A key result that ended unlike its owner had expected."""

    result: ScoredKeyResult
    sentence: str


@frozen
class Change:
    """A change of the plan during the cycle."""

    ref: str
    day: date
    what: str
    why: str


@frozen
class Question:
    """A question for the meeting."""

    ref: str
    sentence: str


@frozen
class Review:
    """Everything for a retrospective. ``running`` objectives continue after the period."""

    period: Cycle
    ended: tuple[ScoredObjective, ...]
    running: tuple[ScoredObjective, ...]
    surprises: tuple[Surprise, ...]
    dependencies: tuple[Dependency, ...]
    changes: tuple[Change, ...]
    questions: tuple[Question, ...]


def last_cycle(ws: Workspace, day: date) -> Cycle | None:
    """The cycle that a review is most likely about: the last one that ended, else the running one that ends first."""
    cycles = [placed.cycle for placed in ws.objectives if placed.cycle is not None]
    over = [cycle for cycle in cycles if cycle.end < day]
    if over:
        return max(over, key=lambda cycle: (cycle.end, cycle.start))
    running = [cycle for cycle in cycles if cycle.contains(day)]
    return min(running, key=lambda cycle: (cycle.end, cycle.start), default=None)


def review(report_day: ReportDay, period: Cycle, selection: Selection) -> Review:
    """Look back on a period.

    ``report_day`` counts this period. Objectives that only run through it are reviewed as of its end.
    """
    objectives = [
        scored
        for scored in report_day.scores.objectives
        if scored.planned.cycle.overlaps(period)
        and scored.planned.cycle.start <= report_day.day
        and not scored.planned.draft
        and selection.objective(scored)
    ]
    ended = [scored for scored in objectives if _over(scored, period)]
    at_end = report_day if report_day.day <= period.end else ReportDay(report_day.ws, period.end, (), known=report_day)
    # running objectives are reviewed as of the end of the period
    running = [at_end.objectives.get(scored.planned.spot, scored) for scored in objectives if not _over(scored, period)]
    wanted = {scored.planned.department for scored in objectives}
    # as of the day before the end, when nothing is closed yet
    eve = (
        report_day
        if report_day.day < period.end
        else ReportDay(report_day.ws, period.end - timedelta(days=1), (), known=report_day)
    )
    between = network(report_day.ws, eve.scores).dependencies
    return Review(
        period,
        tuple(sorted(ended, key=_by_department)),
        tuple(sorted(running, key=_by_department)),
        tuple(_surprises(ended)),
        tuple(
            row
            for row in between
            if _of_period(row, period) and wanted & {row.waiting_department, row.asked_department}
        ),
        tuple(sorted(plan_changes(objectives, period.contains), key=lambda change: (change.day, change.ref))),
        tuple(_questions(report_day, ended)),
    )


def _over(scored: ScoredObjective, period: Cycle) -> bool:
    return scored.planned.cycle.end <= period.end or scored.planned.closed_on is not None


def _of_period(row: Dependency, period: Cycle) -> bool:
    """Whether the dependent item waited in the period; the next period has its own review."""
    cycle = row.contract.need.source.cycle
    return cycle is None or cycle.overlaps(period)


def _by_department(scored: ScoredObjective) -> tuple[str, str]:
    return (scored.planned.department, scored.planned.ref)


def _surprises(objectives: list[ScoredObjective]) -> Iterator[Surprise]:
    """Key results missed with high confidence, or achieved with low confidence."""
    for objective in objectives:
        for result in objective.key_results:
            confidence = result.series.confidence
            if confidence is None or result.status not in ENDED:
                continue
            if confidence >= SURE and result.status == "missed":
                yield Surprise(result, f"missed, with a last confidence of {canonical(confidence)} of 10")
            elif confidence <= UNSURE and result.status == "achieved":
                yield Surprise(result, f"achieved, with a last confidence of only {canonical(confidence)} of 10")


def plan_changes(objectives: Iterable[ScoredObjective], counts: Callable[[date], bool]) -> Iterator[Change]:
    """Amendments and drops of objectives and key results on the dates that count."""
    for scored in objectives:
        department, objective = scored.planned.department, scored.planned.objective
        items: list[Objective | KeyResult] = [objective, *objective.key_results]
        for item in items:
            ref = f"{department}/{item.id}"
            for change in item.amended:
                if counts(change.date):
                    was, now = (canonical(side) or "nothing" for side in (change.before, change.after))
                    yield Change(ref, change.date, f"{change.field} {was} → {now}", change.why)
            if item.dropped and counts(item.dropped.date):
                yield Change(ref, item.dropped.date, "dropped", item.dropped.why)


def _questions(report_day: ReportDay, ended: list[ScoredObjective]) -> Iterator[Question]:
    for scored in ended:
        planned = scored.planned
        if planned.dropped:
            continue
        if planned.closed_on is None and report_day.day > planned.cycle.end:
            yield Question(planned.ref, "what did we learn? It isn't closed yet")
        for result in scored.key_results:
            item = result.planned.key_result
            if result.planned.dropped or result.planned.draft:
                continue
            if result.progress is None:
                yield Question(result.planned.ref, "it never got a value: did anyone work on it?")
            elif result.planned.ambition == "committed" and result.status in ("missed", "partly"):
                learned = item.closed.learned if item.closed else None
                if not learned:
                    yield Question(result.planned.ref, "committed but not reached: why, and what next?")
