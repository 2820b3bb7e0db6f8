"""A level to reach, or to hold: at least, at most, or between.

A rate that must not fall, a time that must not rise. Inside the band is 1; outside, progress is the share of the way
into it. With `hold` every check-in counts: progress is the share of them inside, as far as a share was asked for, and
all of it is expected from the first day on.
"""

from okrctl.krtypes.level.kind import Level

__all__ = ["Level"]
