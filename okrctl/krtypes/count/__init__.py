"""A number of things, starting from 0.

Two campaigns, three hires, ten shops. Results are the number so far, not how many were added since last time. Progress
is the number so far divided by the planned number. The expected number is rounded down to whole things, so nobody is
behind by a fraction of one.
"""

from okrctl.krtypes.count.kind import Count

__all__ = ["Count"]
