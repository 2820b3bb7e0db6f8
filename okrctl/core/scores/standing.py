"""What makes a running key result off-track or at-risk: rules 4 and 6 of docs/guide/scoring.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrctl.core.model.figures import two_decimals
from okrctl.core.model.quantities import Held
from okrctl.core.model.settings import Config

if TYPE_CHECKING:
    from okrctl.core.scores.scoring import ScoredKeyResult

UNSURE = 3
"""A confidence up to here is doubt."""


def too_far(config: Config, scored: ScoredKeyResult, held: Held | None) -> bool:
    """Rule 4: too far behind; for a held level two misses in a row, or amber out of reach."""
    if held is None:
        return scored.gap is not None and scored.gap > config.pace.off_track
    amber, green = config.grades[scored.planned.ambition]
    return two_decimals(held.secured) < green and (held.misses >= 2 or two_decimals(held.best) < amber)


def behind(config: Config, scored: ScoredKeyResult, held: Held | None) -> bool:
    """Rule 6 by numbers: behind; for a held level a miss, or green out of reach."""
    if held is None:
        return scored.gap is not None and scored.gap > config.pace.at_risk
    green = config.grades[scored.planned.ambition][1]
    return two_decimals(held.secured) < green and (held.misses >= 1 or two_decimals(held.best) < green)


def doubted(config: Config, scored: ScoredKeyResult) -> bool:
    """Rule 6 by what was said: its owner is not sure, or projects less than green; and it is not green already."""
    measure, progress = scored.planned.key_result.measure, scored.progress
    if measure is None:
        return False
    green = config.grades[scored.planned.ambition][1]
    if not measure.guards and progress is not None and progress >= green:
        return False
    if scored.series.confidence is not None and scored.series.confidence <= UNSURE:
        return True
    return measure.falls_short(scored.series, scored.planned.window, green)
