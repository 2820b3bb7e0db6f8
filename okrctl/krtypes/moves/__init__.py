"""A quantity that moves from a baseline to a target, up or down.

Traffic, prices, times, shares: a number today, and another one to reach. The goal is a `target`, or the `change` from
the baseline. Progress is the share of the distance covered; it can be below 0 or above 1. Expected progress grows
evenly, or follows `checkpoints` if the plan isn't even, such as in a season. Without a baseline, in the plan or in a
check-in, only signed changes can be scored.
"""

from okrctl.krtypes.moves.kind import Moves

__all__ = ["Moves"]
