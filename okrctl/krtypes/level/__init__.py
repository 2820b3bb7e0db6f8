"""A level to reach, or to hold: at least, at most, or between.

A rate that must not fall, a time that must not rise. Inside the band is 1; outside, progress is the share of the way
into it. With `hold` the cycle is cut into periods of the cadence, and the last value of each tells whether it was kept.
Progress is the share of periods kept, as far as a share was asked for; a period without a value is not kept.
"""

from okrctl.krtypes.level.kind import Level

__all__ = ["Level"]
