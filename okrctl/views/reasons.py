"""Why a key result has its status, in a few words with its numbers."""

from __future__ import annotations

from okrctl.core.model.figures import show, two_decimals
from okrctl.core.model.quantities import Held
from okrctl.core.model.settings import Config
from okrctl.core.model.values import Series
from okrctl.core.scores.scoring import ENDED, ScoredKeyResult, grade
from okrctl.core.values.counted import counted
from okrctl.views.figures import share
from okrctl.views.projection import expected


def reason(config: Config, result: ScoredKeyResult) -> str:
    """The rule that applied, with its numbers."""
    planned, series = result.planned, result.series
    status, measure = result.status, planned.key_result.measure
    if status in ENDED:
        when = f"closed on {planned.closed_on}" if planned.closed_on else f"ended on {planned.cycle.end}"
        return f"{when} with {share(result.score)}, which is {grade(config, result) or 'red'}"
    if status == "stale":
        allowed = f"{planned.rhythm.every}d and {planned.rhythm.grace}d of grace"
        seen = (
            f"last looked at on {series.last_day}"
            if series.last_day
            else f"never looked at since {planned.window.start}"
        )
        return f"{seen}, {counted(result.overdue_days, 'day')} more than {allowed}"
    if status in ("off-track", "at-risk", "on-track"):
        return _compared(config, result)
    if status == "no-data":
        return "no progress is known yet"
    return {
        "dropped": planned.key_result.dropped.why if planned.key_result.dropped else "its objective was dropped",
        "draft": "not agreed yet",
        "not-started": f"its cycle begins on {planned.cycle.start}",
        "done": "all milestones are done" if measure and measure.steps() else "the thing is done",
    }[status]


def _compared(config: Config, result: ScoredKeyResult) -> str:
    series, measure = result.series, result.planned.key_result.measure
    held = measure.holding(series, result.planned.window, result.on) if measure else None
    said = _stated(series)
    if held is not None:
        return _held(config, result, held, said)
    if result.gap is not None:
        for limit in (config.pace.off_track, config.pace.at_risk):
            if result.gap > limit:
                return f"{share(result.gap)} behind, more than {show(limit)}"
    if said and result.status == "at-risk":
        return said
    if result.gap is not None and result.gap <= 0:
        return f"{share(-result.gap)} ahead" if result.gap else "just as planned"
    return f"{share(result.gap)} behind, no more than {show(config.pace.at_risk)}"


def _stated(series: Series) -> str:
    if series.confidence is not None and series.confidence <= 3:
        return f"the confidence stated last is {show(series.confidence)} of 10"
    return f"its owner projects {expected(series.projected)}" if series.projected else ""


def _held(config: Config, result: ScoredKeyResult, held: Held, said: str) -> str:
    amber, green = config.grades[result.planned.ambition]
    best = f"{share(held.best)} can still be had"
    if result.status == "on-track":
        return f"{held.kept} of {held.counted} periods kept"
    if two_decimals(held.secured) < green:
        if held.misses:
            return "its last two periods were not kept" if held.misses > 1 else "its last period was not kept"
        for limit in (amber, green):
            if two_decimals(held.best) < limit:
                return f"{best}, less than {show(limit)}"
    return said
