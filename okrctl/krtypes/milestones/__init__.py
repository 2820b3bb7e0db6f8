"""A thing done in steps, each with a weight and, mostly, a due day.

A pilot, then two countries, then all: each step is done or not. Results name the steps that are done; they add up.
Progress is the weight of the steps done over the weight of all, and what is expected today is the weight of the steps
that are due. A step without a due day of its own is due when its key result is.
"""

from okrctl.krtypes.milestones.kind import Milestones

__all__ = ["Milestones"]
