"""What is alive at the same time, counted without comparing pairs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Protocol, TypeVar

from okrctl.core.values.cycle import Cycle


class Cyclic(Protocol):
    """What has a cycle."""

    @property
    def cycle(self) -> Cycle:
        """When it is alive."""


Alive = TypeVar("Alive", bound=Cyclic)


def most_at_once(items: Sequence[Alive]) -> list[Alive]:
    """Those alive on the (first) day with most of them; that is the first day of one."""
    changes = sorted(
        [(item.cycle.start.toordinal(), 1) for item in items] + [(item.cycle.end.toordinal() + 1, -1) for item in items]
    )
    alive = most = day = 0
    for when, change in changes:
        alive += change
        if alive > most:
            most, day = alive, when
    return [each for each in items if each.cycle.start.toordinal() <= day <= each.cycle.end.toordinal()]


def apart_from(items: Sequence[Alive], others: Sequence[Cyclic]) -> list[Alive]:
    """Those that share no day with any of the others."""
    starts = sorted(other.cycle.start for other in others)
    ends = sorted(other.cycle.end for other in others)
    return [each for each in items if bisect_right(starts, each.cycle.end) == bisect_left(ends, each.cycle.start)]
