"""A deliverable in steps, each with a weight and usually a due date.

A pilot, then two countries, then all: each milestone is done or not. Results list the milestones that are done; they
accumulate. Progress is the weight of those done divided by the weight of all, and expected progress is the weight of
those due. A milestone without a due date is due with its key result.
"""

from okrctl.krtypes.milestones.kind import Milestones

__all__ = ["Milestones"]
