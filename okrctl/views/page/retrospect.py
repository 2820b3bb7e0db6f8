"""The retrospective of a cycle: results, projections, surprises, learnings, questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from okrctl.core.review.calibration import Calibration
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.retro import Review
from okrctl.core.scores.forecast import projected
from okrctl.core.scores.plan import Key, plan_on
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredObjective, score
from okrctl.views.figures import current, goal, share
from okrctl.views.health import chance
from okrctl.views.page.parts import Context, Remark, standing_of
from okrctl.views.page.trend import projected_text
from okrctl.views.projection import leads_to, projected_share


class Landing:
    """One key result: where its owner and the trend expected it to end, and its result.

    ``half`` is the trend at half time, ``trend`` the present one; both are final scores.
    """

    def __init__(self, context: Context, result: ScoredKeyResult, then: ScoredKeyResult | None) -> None:
        seen, now = (None if then is None else projected(then)), leads_to(context.forecast(result))
        self.item = context.way_to(result)
        self.goal = goal(result)
        self.owner = projected_text(result.series.projected, result.planned.unit)
        self.half = "" if seen is None else projected_share(seen.at_end)
        self.trend = "" if isinstance(now, str) else now.text.removeprefix("→")
        self.came_to = current(result)
        self.standing = standing_of(result)


class Outcome:
    """An objective with its key results; ``learned`` has the learnings of all of them."""

    def __init__(self, context: Context, scored: ScoredObjective, half: Mapping[Key, ScoredKeyResult]) -> None:
        self.item = context.way_to(scored)
        self.department = context.department(scored.planned.department)
        self.ambition = scored.planned.objective.ambition
        self.standing = standing_of(scored)
        self.learned = tuple(_learned(scored))
        self.key_results = tuple(Landing(context, each, half.get(each.planned.key)) for each in scored.key_results)


class Retrospect:
    """The review of a cycle so far; ``projected`` if any owner made a projection."""

    def __init__(
        self, context: Context, report_day: ReportDay, review: Review, calibration: tuple[Calibration, ...]
    ) -> None:
        period, total, day = review.period, report_day.company.total, report_day.day
        middle = period.start + (period.end - period.start) // 2
        half: Mapping[Key, ScoredKeyResult] = {}
        if middle < day:
            half = score(
                report_day.ws, report_day.journal, plan_on(report_day.ws, middle), (period,), later=report_day.scores
            ).by_key
        results = [result for each in (*review.ended, *review.running) for result in each.key_results]
        self.name = period.name
        self.span = f"{period.start} to {period.end}"
        self.over = day > period.end
        self.half = str(middle)
        self.projected = any(result.series.projected for result in results)
        self.standing = standing_of(total)
        self.committed = share(total.committed.score)
        self.aspirational = share(total.aspirational.score)
        self.ended = tuple(Outcome(context, each, half) for each in review.ended)
        self.running = tuple(Outcome(context, each, half) for each in review.running)
        self.surprises = tuple(Remark(context.way_to(each.result), each.sentence) for each in review.surprises)
        self.calibration = tuple(
            (context.name_of(each.department), each.band, each.count, chance(each)) for each in calibration
        )
        self.contracts = tuple(
            (row.state, context.way_to(row.asker), context.named(row.on), str(row.due or ""))
            for row in review.dependencies
        )
        self.changes = tuple(
            Remark(context.named(each.ref), each.what, str(each.day), each.why) for each in review.changes
        )
        self.questions = tuple(Remark(context.named(each.ref), each.sentence) for each in review.questions)


def _learned(scored: ScoredObjective) -> Iterator[tuple[str, str]]:
    for item in (scored.planned.objective, *(each.planned.key_result for each in scored.key_results)):
        if item.closed and item.closed.learned:
            yield item.id, item.closed.learned
