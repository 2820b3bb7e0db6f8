"""A projection in few words, and as JSON: the same wherever one is shown."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from okrctl.core.scores.forecast import Forecast, projected
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredObjective
from okrctl.core.values.quantity import round6
from okrctl.views.blocks import Line, Run
from okrctl.views.figures import share

_FAR = 10
_EVEN = 0.5
LEGEND = Line(
    (
        Run("→ projected final score · ", "dim"),
        Run("okrctl forecast", "info"),
        Run(" shows the uncertainty", "dim"),
    )
)


def projected_share(value: float) -> str:
    """A projected progress; a level far outside its band is many times its way off, and no digit of that matters."""
    if abs(value) >= _FAR:
        return f"{'< −' if value < 0 else '> '}{_FAR}"
    return share(Fraction(value))


def leads_to(found: Forecast | None) -> Run | str:
    """``→0.57``, warning where green is less likely than not; nothing without a trend."""
    if found is None:
        return ""
    return Run(f"→{projected_share(found.at_end)}", "warn" if found.probability < _EVEN else "dim")


def heading(scored: ScoredKeyResult | ScoredObjective) -> Run | str:
    """Where an item's trend leads by the end of its cycle."""
    return leads_to(projected(scored))


def forecast_json(found: Forecast | None) -> Mapping[str, Any] | None:
    """A projection with its interval, its probabilities, and what it rests on; null without a trend."""
    if found is None:
        return None
    return {
        "at_end": _number(found.at_end),
        "low": _number(found.low),
        "high": _number(found.high),
        "probability": _number(found.probability),
        "probability_full": _number(found.probability_full),
        "method": found.method,
        "points": found.points,
    }


def _number(value: float) -> Any:
    return round6(Fraction(value))
