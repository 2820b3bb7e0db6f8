"""Judges: whether a change of a field makes its goal easier or harder. A field names its judge in its annotation.

A judge takes a :class:`Comparison`. The common ones are here; a kind of key result defines those of its own fields.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Literal

from okrctl.core.model.measure import Measure
from okrctl.core.model.pace import Window
from okrctl.core.values.cycle import Cycle
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import parse_number

Judgment = Literal["easier", "harder", "neutral", "changed", "reworded"]
"""``changed`` is flagged like easier: a different baseline or kind."""

WEEK = 7


@frozen
class JudgmentContext:
    """What the judgment of some fields depends on, before the change.

    ``baseline`` is the one known, ``better`` the metric's good direction, ``ahead`` tells by how much the item is ahead
    of what its weight counts in (negative: it trails), ``done`` are the milestones reached. ``baseline_now`` is the
    baseline known after the change, ``rhythm`` and ``rhythm_now`` are the days between check-ins and those of grace,
    its own or those around it.
    """

    baseline: Fraction | None = None
    better: str | None = None
    ahead: Fraction = Fraction(0)
    done: frozenset[str] = frozenset()
    baseline_now: Fraction | None = None
    rhythm: tuple[int, int] | None = None
    rhythm_now: tuple[int, int] | None = None


@frozen
class Side:
    """An item before or after a change: how it is measured, its due day (own or the cycle's end), and its cycle."""

    measure: Measure | None
    due: date | None
    cycle: Cycle | None

    @property
    def window(self) -> Window | None:
        """The days it runs; None if its cycle is unknown."""
        return Window(self.cycle.start, self.cycle.end, self.due or self.cycle.end, WEEK) if self.cycle else None


@frozen
class Comparison:
    """One field's change, named as in `amended`, with everything that a judgment may need."""

    field: str
    was: str | None
    now: str | None
    before: Side
    after: Side
    standing: JudgmentContext = JudgmentContext()

    @property
    def known_baseline(self) -> Fraction | None:
        """The baseline for both sides: the one known before, otherwise the new one."""
        if self.standing.baseline is not None:
            return self.standing.baseline
        given = (side.measure.given_baseline() for side in (self.before, self.after) if side.measure)
        return next((baseline for baseline in given if baseline is not None), None)


def less_is_easier(was: Fraction, now: Fraction) -> Judgment:
    """The judgment of two required amounts."""
    return "easier" if now < was else "harder" if now > was else "neutral"


def later_is_easier(was: date | None, now: date | None) -> Judgment:
    """The judgment of two due dates."""
    if was is None or now is None:
        return "neutral"
    return "easier" if now > was else "harder" if now < was else "neutral"


def higher_is_harder(change: Comparison) -> Judgment:
    """A lower bound, or an amount to reach; removing it makes everything easier."""
    return _bound(change, 1)


def lower_is_harder(change: Comparison) -> Judgment:
    """An upper bound."""
    return _bound(change, -1)


def _bound(change: Comparison, sign: int) -> Judgment:
    if change.was is None or change.now is None:
        return "easier" if change.now is None else "harder"
    was, now = parse_number(change.was), parse_number(change.now)
    return "changed" if was is None or now is None else less_is_easier(sign * was, sign * now)


def weight(change: Comparison) -> Judgment:
    """The weight of an item."""
    was, now = parse_number(change.was or "1"), parse_number(change.now or "1")
    return "neutral" if was is None or now is None else more_weight(was, now, change.standing.ahead)


def more_weight(was: Fraction, now: Fraction, ahead: Fraction) -> Judgment:
    """Less weight on an item behind, or more on one ahead, raises the mean without progress.

    Without any weight it is as good as dropped, however it stands today.
    """
    if now == 0 and was:
        return "easier"
    return "neutral" if not ahead else "easier" if (now > was) == (ahead > 0) else "harder"


def cycle(change: Comparison) -> Judgment:
    """A longer cycle, or a later one, is easier."""
    before, after = change.before.cycle, change.after.cycle
    if before is None or after is None:
        # without a cycle nothing is scored; an invalid one is an error, which excuses it
        return "changed"
    if after.end > before.end or after.start > before.start:
        return "easier"
    return "neutral" if (after.start, after.end) == (before.start, before.end) else "harder"


def due(change: Comparison) -> Judgment:
    """A later due date is easier, even if it is the end of the cycle by default."""
    return later_is_easier(change.before.due, change.after.due)


def ambition(change: Comparison) -> Judgment:
    """Less is expected of an aspirational goal."""
    return "easier" if change.now == "aspirational" else "harder"


def cadence(change: Comparison) -> Judgment:
    """Fewer check-ins, or a longer grace period, hide missing check-ins."""
    return longer_is_easier(change.standing.rhythm, change.standing.rhythm_now)


def longer_is_easier(was: tuple[int, int] | None, now: tuple[int, int] | None) -> Judgment:
    """The judgment of two cadences, each the days between check-ins and those of grace."""
    if was is None or now is None:
        return "changed"
    if now[0] > was[0] or now[1] > was[1]:
        return "easier"
    return "neutral" if now == was else "harder"


def draft(change: Comparison) -> Judgment:
    """A draft has no scores and no reminders."""
    return "easier" if change.now else "harder"
