"""A projection in few words, and as JSON: the same wherever one is shown."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from okrctl.core.review.picture import Picture
from okrctl.core.scores.forecast import Forecast, projected
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredObjective
from okrctl.core.values.quantity import round6
from okrctl.views.blocks import Line, Run
from okrctl.views.figures import share

_FAR = 10
LEGEND = Line(
    (
        Run("→ where the trend leads by the cycle's end · ", "dim"),
        Run("okrctl forecast", "info"),
        Run(" says how surely", "dim"),
    )
)


def projected_share(value: float) -> str:
    """A projected progress; a level far outside its band is many times its way off, and no digit of that matters."""
    if abs(value) >= _FAR:
        return f"{'< −' if value < 0 else '> '}{_FAR}"
    return share(Fraction(value))


def leads_to(found: Forecast | None, green: Fraction | None = None) -> Run | str:
    """``→0.57``, warning where that is below a grade; nothing without a trend."""
    if found is None:
        return ""
    return Run(f"→{projected_share(found.at_end)}", "warn" if green is not None and found.misses(green) else "dim")


def heading(picture: Picture, scored: ScoredKeyResult | ScoredObjective) -> Run | str:
    """Where an item's trend leads by the end of its cycle."""
    ambition = scored.planned.ambition if isinstance(scored, ScoredKeyResult) else scored.planned.objective.ambition
    return leads_to(projected(scored), picture.ws.config.grades[ambition][1])


def forecast_json(found: Forecast | None) -> Mapping[str, Any] | None:
    """A projection with its interval, its probability, and what it rests on; null without a trend."""
    if found is None:
        return None
    return {
        "at_end": _number(found.at_end),
        "low": _number(found.low),
        "high": _number(found.high),
        "probability": _number(found.probability),
        "method": found.method,
        "points": found.points,
    }


def _number(value: float) -> Any:
    return round6(Fraction(value))
