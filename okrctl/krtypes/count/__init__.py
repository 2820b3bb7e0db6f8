"""How many of something, counted from none.

Two campaigns, three hires, ten shops: what counts is how many there are so far. Results are that number, not how many
came since last time. Progress is the number over the number planned. Nobody is behind by a part of a piece, so what is
expected today is rounded down to whole pieces.
"""

from okrctl.krtypes.count.kind import Count

__all__ = ["Count"]
