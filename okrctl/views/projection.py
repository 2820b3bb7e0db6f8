"""A projection in a few words, and as JSON: the same in all reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from okrctl.core.model.figures import NONE, number
from okrctl.core.model.values import Value
from okrctl.core.scores.forecast import Forecast, projected
from okrctl.core.scores.landing import foreseen, landing
from okrctl.core.scores.scoring import ENDED, ScoredKeyResult, ScoredObjective
from okrctl.views.blocks import Blank, Block, Cell, Line, Run
from okrctl.views.figures import change, share, signed
from okrctl.views.published import exact
from okrctl.views.records import Record, maybe

PROJECTION = Record("at_end low high probability probability_full method points")
FORECAST = maybe(PROJECTION)
_FAR = 10
_EVEN = 0.5
LEGEND = Line(
    (
        Run("→ projected final score (by its owner) · ", "dim"),
        Run("okrctl forecast", "info"),
        Run(" shows the uncertainty", "dim"),
    )
)
_ENDED = Line(Run("trend (owner): what they projected halfway; the score is the result", "dim"))


def legends(trends: Iterable[str]) -> Iterator[Block]:
    """What is shown as a trend; words and what has none need no legend."""
    shown = {each[:1] for each in trends}
    for legend, signs in ((LEGEND, "→("), (_ENDED, f"{NONE}01")):
        if shown.intersection(signs):
            yield from (Blank(), legend)


def projected_share(value: float) -> str:
    """A projected progress; a level far outside its range has a huge one, whose digits don't matter."""
    if abs(value) >= _FAR:
        return f"{'< −' if value < 0 else '> '}{_FAR}"
    return share(Fraction(value))


def likelihood(probability: float) -> str:
    """A probability in whole percent; only 0 and 1 are shown as 0% and 100%."""
    text = f"{probability:.0%}"
    if text == "0%" and probability:
        return "<1%"
    return ">99%" if text == "100%" and probability < 1 else text


def forecast_words(found: Forecast) -> str:
    """Where a trend leads, within its interval, and how likely it ends green."""
    low, end, high = map(projected_share, (found.low, found.at_end, found.high))
    return f"{end} at the end ({low} to {high}), {likelihood(found.probability)} likely to end green"


def leads_to(found: Forecast | None) -> Run | str:
    """``→0.57``, with a warning if green is unlikely; empty without a trend."""
    if found is None:
        return ""
    return Run(f"→{projected_share(found.at_end)}", "warn" if found.probability < _EVEN else "dim")


def heading(scored: ScoredKeyResult | ScoredObjective) -> Cell:
    """The item's trend at the end of its cycle, and in parentheses the owner's projection.

    Without an arrow: what both said halfway of something that has ended.
    """
    trend, owner = leads_to(projected(scored)), by_owner(scored)
    ended = landing(scored) if isinstance(scored, ScoredKeyResult) else None
    if ended is not None:
        trend, owner = share(ended.trend), "" if ended.owner is None else share(ended.owner)
    return (trend, Run(f"{' ' if trend else ''}({owner})", "dim")) if owner else trend


def by_owner(scored: ScoredKeyResult | ScoredObjective) -> str:
    """The owner's projection for a running key result: the progress, or the date or value itself."""
    if isinstance(scored, ScoredObjective) or scored.series.projected is None or scored.status in ENDED:
        return ""
    progress = foreseen(scored)
    return expected(scored.series.projected) if progress is None else share(progress)


def expected(value: Value) -> str:
    """A projection in words: a number, a signed change, or a day."""
    if value.day is not None:
        return value.day.isoformat()
    return number(value.number) if value.number is not None else change(value) or ""


def projected_json(value: Value | None) -> Any:
    """The owner's projection: a number, a signed change, or a date; null without one."""
    if value is None or value.day is not None:
        return None if value is None else value.day
    return exact(value.number) if value.number is not None else signed(value)


def forecast_json(found: Forecast | None) -> dict[str, Any] | None:
    """A projection with its interval, its probabilities, and its basis; null without a trend."""
    return PROJECTION.of(found) if found else None
