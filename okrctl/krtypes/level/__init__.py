"""A level to reach or to hold: at least, at most, or between two bounds.

A rate that must not fall, a time that must not rise. Within the bounds, progress is 1; outside, it is the share of the
distance to the bound. With `hold`, the cycle is divided into periods of the check-in interval, and the last value of
each decides whether it was kept. Progress is then the share of periods kept, relative to the required share; a period
without a value is not kept.
"""

from okrctl.krtypes.level.kind import Level

__all__ = ["Level"]
