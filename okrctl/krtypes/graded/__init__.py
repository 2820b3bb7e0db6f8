"""A thing graded by judgement, from 0 to 1.

Some results cannot be counted, and are more than done or not: a brand experience, the trust of a partner. The plan says
what the grades mean, such as `1.0 = every channel audited and aligned; 0.7 = all but the marketplaces`. Results are
grades from 0 to 1. Progress is the latest grade, and what is expected today goes evenly through the days. A change of
what the grades mean changes what was promised, so it leaves its trace.
"""

from okrctl.krtypes.graded.kind import Graded

__all__ = ["Graded"]
