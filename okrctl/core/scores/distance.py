"""The distance of values to a plan with checkpoints, which is what their forecast projects.

The plan ahead counts for the share of it that was kept so far: who gained half of what was due gains half of the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from okrctl.core.scores.trend import Aim
from okrctl.core.values.frozen import frozen

_PLAN = 0.1
"""How much keeping to the plan counts as evidence: as one check-in would at a third of the way."""

_LEAST, _STRAY = 0.01, 1.2
"""Values stray by more than they show: by so much of the whole way, and by so many times what they did so far."""


@frozen
class Distances:
    """``share`` is the share of the plan that was kept, ``off`` the distances to that share of it."""

    share: float
    off: tuple[float, ...]
    aim: Aim


def distances(plan: Sequence[float], progress: Sequence[float], green: float, usual: float) -> Distances:
    """How values stand against their plan.

    ``plan`` is the pace on the day of each value, ``green`` the share of the plan that is asked for, and ``usual`` how
    far values usually get without a plan; the closer they follow one, the less they stray from it.
    """
    along = sum(pace * value for pace, value in zip(plan, progress, strict=True)) + _PLAN * green
    # where values fell, the rest of the plan is not expected to turn them around
    share = max(0.0, along / (sum(pace * pace for pace in plan) + _PLAN))
    off = tuple(value - share * pace for pace, value in zip(plan, progress, strict=True))
    strayed = _size(off) + _LEAST
    strays = usual * _STRAY * strayed / (strayed + share * _size(plan))
    return Distances(share, off, Aim(0.0, strays, anchored=True))


def _size(values: Sequence[float]) -> float:
    return sqrt(sum(each * each for each in values) / len(values)) if values else 0.0
