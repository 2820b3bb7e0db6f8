"""A result graded by judgment, from 0 to 1.

Some results cannot be counted, but are more than done or not: a brand experience, the trust of a partner. The plan says
what the grades mean, such as `1.0 = every channel audited and aligned; 0.7 = all but the marketplaces`. Results are
grades from 0 to 1. Progress is the latest grade, and expected progress grows evenly over time. Changing the meaning of
the grades changes the promise, so the change must be recorded.
"""

from okrctl.krtypes.graded.kind import Graded

__all__ = ["Graded"]
