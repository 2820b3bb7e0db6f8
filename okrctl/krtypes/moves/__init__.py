"""A quantity that moves from a baseline to a target, up or down.

Traffic, prices, times, shares: there is a number today, and another one to be reached. The goal is written as `target`,
or as the `change` from the baseline. Progress is the share of the way that is gone; it may be below 0 or above 1. What
is expected today goes evenly through the days, or through `checkpoints` where a season makes the way uneven. Without a
baseline, in the plan or with a result, only signed changes can be scored.
"""

from okrctl.krtypes.moves.kind import Moves

__all__ = ["Moves"]
