"""Why a key result has its status, in half a sentence with its numbers."""

from __future__ import annotations

from datetime import date

from okrctl.core.model.figures import show
from okrctl.core.model.settings import Config
from okrctl.core.scores.scoring import ENDED, ScoredKeyResult, grade
from okrctl.views.figures import share


def reason(config: Config, result: ScoredKeyResult, day: date) -> str:
    """The rule that decided, with what it looked at."""
    planned, series = result.planned, result.series
    status, measure = result.status, planned.key_result.measure
    if status in ENDED:
        when = f"closed on {planned.closed_on}" if planned.closed_on else f"ended on {planned.cycle.end}"
        return f"{when} with {share(result.score)}, which is {grade(config, result.score, planned.ambition) or 'red'}"
    if status == "stale":
        allowed = f"{planned.rhythm.every}d and {planned.rhythm.grace}d of grace"
        seen = (
            f"last looked at on {series.last_day}"
            if series.last_day
            else f"never looked at since {planned.window.start}"
        )
        return f"{seen}, {result.overdue_days} days more than {allowed}"
    if status in ("off-track", "at-risk", "on-track"):
        return _compared(config, result)
    if status == "no-data":
        return (
            "no progress is known yet"
            if result.progress is None
            else "nothing is due or done, and nobody said how sure they are"
        )
    return {
        "dropped": planned.key_result.dropped.why if planned.key_result.dropped else "its objective was dropped",
        "draft": "not agreed yet",
        "not-started": f"its cycle begins on {planned.cycle.start}",
        "done": "all milestones are done" if measure and measure.steps() else "the thing is done",
    }[status]


def _compared(config: Config, result: ScoredKeyResult) -> str:
    series, measure = result.series, result.planned.key_result.measure
    outside = measure.outside(series, result.planned.window) if measure else None
    unsure = series.confidence is not None and series.confidence <= 3
    if outside is not None and outside:
        return "its last two check-ins are outside" if outside > 1 else "its last check-in is outside"
    if outside is None and result.gap is not None:
        for limit in (config.pace.off_track, config.pace.at_risk):
            if result.gap > limit:
                return f"{share(result.gap)} behind, more than {show(limit)}"
    if unsure:
        return f"the confidence stated last is {show(series.confidence)} of 10"
    if outside is not None:
        return "its last check-in is inside"
    if result.gap is not None and result.gap <= 0:
        return f"{share(-result.gap)} ahead" if result.gap else "just as planned"
    return f"{share(result.gap)} behind, no more than {show(config.pace.at_risk)}"
