"""The retrospective of a cycle: results, projections, surprises, learnings, questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from okrctl.core.review.calibration import Calibration
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.retro import Review
from okrctl.core.scores.forecast import projected
from okrctl.core.scores.plan import Key, plan_on
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredObjective, score
from okrctl.core.values.frozen import frozen
from okrctl.views.figures import current, goal, share
from okrctl.views.health import chance
from okrctl.views.page.parts import Context, Link, Standing, standing_of
from okrctl.views.page.trend import projected_text
from okrctl.views.projection import leads_to, projected_share


@frozen
class Landing:
    """One key result: where its owner and the trend expected it to end, and its result.

    ``half`` is the trend at half time, ``trend`` the present one; both are final scores.
    """

    item: Link
    goal: str
    owner: str
    half: str
    trend: str
    came_to: str
    standing: Standing
    confidence: str


@frozen
class Outcome:
    """An objective with its key results; ``learned`` has the learnings of all of them."""

    item: Link
    department: Link
    ambition: str
    standing: Standing
    learned: tuple[tuple[str, str], ...]
    key_results: tuple[Landing, ...]


@frozen
class Remark:
    """A sentence about an item."""

    item: Link
    text: str
    day: str = ""
    why: str = ""


@frozen
class Retrospect:
    """The review of a cycle so far; ``projected`` if any owner made a projection."""

    name: str
    span: str
    over: bool
    half: str
    projected: bool
    standing: Standing
    committed: str
    aspirational: str
    ended: tuple[Outcome, ...]
    running: tuple[Outcome, ...]
    surprises: tuple[Remark, ...]
    calibration: tuple[tuple[str, str, int, str], ...]
    contracts: tuple[tuple[str, Link, Link, str], ...]
    changes: tuple[Remark, ...]
    questions: tuple[Remark, ...]


def retrospect(
    context: Context, report_day: ReportDay, review: Review, calibration: tuple[Calibration, ...]
) -> Retrospect:
    """The review; ``report_day`` is the cycle's report day."""
    period, total, day = review.period, report_day.company.total, report_day.day
    middle = period.start + (period.end - period.start) // 2
    half: Mapping[Key, ScoredKeyResult] = {}
    if middle < day:
        half = score(
            report_day.ws, report_day.journal, plan_on(report_day.ws, middle), (period,), later=report_day.scores
        ).by_key
    results = [result for each in (*review.ended, *review.running) for result in each.key_results]
    return Retrospect(
        name=period.name,
        span=f"{period.start} to {period.end}",
        over=day > period.end,
        half=str(middle),
        projected=any(result.series.projected for result in results),
        standing=standing_of(total),
        committed=share(total.committed.score),
        aspirational=share(total.aspirational.score),
        ended=tuple(_outcome(context, each, half) for each in review.ended),
        running=tuple(_outcome(context, each, half) for each in review.running),
        surprises=tuple(Remark(context.way_to(each.result), each.sentence) for each in review.surprises),
        calibration=tuple(
            (context.name_of(each.department), each.band, each.count, chance(each)) for each in calibration
        ),
        contracts=tuple(
            (row.state, context.way_to(row.asker), context.named(row.on), str(row.due or ""))
            for row in review.dependencies
        ),
        changes=tuple(Remark(context.named(each.ref), each.what, str(each.day), each.why) for each in review.changes),
        questions=tuple(Remark(context.named(each.ref), each.sentence) for each in review.questions),
    )


def _outcome(context: Context, scored: ScoredObjective, half: Mapping[Key, ScoredKeyResult]) -> Outcome:
    return Outcome(
        item=context.way_to(scored),
        department=context.department(scored.planned.department),
        ambition=scored.planned.objective.ambition,
        standing=standing_of(scored),
        learned=tuple(_learned(scored)),
        key_results=tuple(_landing(context, each, half.get(each.planned.key)) for each in scored.key_results),
    )


def _learned(scored: ScoredObjective) -> Iterator[tuple[str, str]]:
    for item in (scored.planned.objective, *(each.planned.key_result for each in scored.key_results)):
        if item.closed and item.closed.learned:
            yield item.id, item.closed.learned


def _landing(context: Context, result: ScoredKeyResult, then: ScoredKeyResult | None) -> Landing:
    seen, now = (None if then is None else projected(then)), leads_to(context.forecast(result))
    confidence = result.series.confidence
    return Landing(
        item=context.way_to(result),
        goal=goal(result),
        owner=projected_text(result.series.projected, result.planned.unit),
        half="" if seen is None else projected_share(seen.at_end),
        trend="" if isinstance(now, str) else now.text.removeprefix("→"),
        came_to=current(result),
        standing=standing_of(result),
        confidence="" if confidence is None else f"{float(confidence):g}",
    )
