"""What every kind of key result answers: how a result is read, how far it is, where it should be.

A kind is a frozen dataclass in ``okrctl/krtypes`` that derives from :class:`Measure`; its fields are the keys that the
kind adds to a key result. All quantities are exact fractions; progress and pace are unclamped shares of 1.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import ClassVar, NamedTuple

from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import Amount, literal, parse_amount

ONE = Fraction(1)
ZERO = Fraction(0)
Quantity = Fraction | Amount | None


@frozen
class Window:
    """The days a key result runs: ``end`` is its cycle's end or closing day, ``due`` its own due day or that end.

    ``every`` is the cadence of its check-ins in days.
    """

    start: date
    end: date
    due: date
    every: int

    def day_number(self, day: date) -> int:
        """x(day) of scoring.md: days since the day before the start."""
        return (day - self.start).days + 1


@frozen
class Milestone:
    """One step of a deliverable; without a due day of its own it is due when its key result is."""

    id: str
    title: str
    due: date | None = None
    weight: Fraction = ONE


@frozen
class Value:
    """One result as its kind understands it: an absolute number, a change from an unknown baseline, or done or not.

    ``suffix`` is what a change is told in: per cent, ``pp``, or nothing for the unit itself.
    """

    number: Fraction | None = None
    change: Fraction | None = None
    finished: bool | None = None
    suffix: str = ""


@frozen
class Misfit:
    """Why a result does not suit its key result, and what would."""

    message: str
    help: str


class Look(NamedTuple):
    """What was said of one key result on one day. ``repeated`` marks "unchanged"; ``value`` then is the last one.

    ``note`` is about the key result, ``remark`` about the check-in as a whole. A tuple, because there are so many.
    """

    day: date
    value: Value | None = None
    done: frozenset[str] = frozenset()
    repeated: bool = False
    confidence: Fraction | None = None
    note: str | None = None
    author: str = ""
    path: str = ""
    at: tuple[str | int, ...] = ()
    remark: str | None = None


@frozen
class Series:
    """Everything said of a key result up to a day, oldest first, and what follows from it.

    ``baseline_at`` is the file and place of a baseline that came with a result, ``unread`` are those of results that do
    not suit and were left out.
    """

    looks: tuple[Look, ...] = ()
    baseline: Fraction | None = None
    latest: Value | None = None
    latest_look: Look | None = None
    done: frozenset[str] = frozenset()
    confidence: Fraction | None = None
    baseline_at: tuple[str, tuple[str | int, ...]] | None = None
    unread: tuple[tuple[str, tuple[str | int, ...]], ...] = ()

    @property
    def last_day(self) -> date | None:
        """The day it was last looked at."""
        return self.looks[-1].day if self.looks else None

    def numbers(self) -> list[tuple[date, Fraction]]:
        """The values given or confirmed, by day."""
        return [(look.day, look.value.number) for look in self.looks if look.value and look.value.number is not None]

    def curve(self) -> list[Fraction]:
        """What goes up and down from day to day: the values, or the changes while only those are known."""
        changes = [look.value.change for look in self.looks if look.value and look.value.change is not None]
        return changes if self.latest is not None and self.latest.change is not None else [n for _, n in self.numbers()]


@frozen
class Plan:
    """The plan quantities of a key result as reports publish them; ``hold`` is the share asked for, 1 for always."""

    baseline: Fraction | None = None
    target: Fraction | None = None
    change: str | None = None
    at_least: Fraction | None = None
    at_most: Fraction | None = None
    hold: Fraction | None = None


@frozen
class Measure:
    """Base of all kinds.

    Class attributes:
        kind: the name in JSON.
        decided_by: keys any of which makes a key result of this kind.
        fields: the keys it understands, each with its text type (``core/format/types.py``), in the order of writing.
        summary: half a sentence for help and messages.
    """

    kind: ClassVar[str]
    decided_by: ClassVar[tuple[str, ...]]
    fields: ClassVar[Mapping[str, str]]
    summary: ClassVar[str]

    def read(self, text: str, unit: str | None, baseline: Fraction | None) -> Value | Misfit:
        """What a plain result means, given the unit and the baseline known when it was written."""
        raise NotImplementedError

    def progress(self, series: Series, window: Window, day: date) -> Fraction | None:
        """Raw progress (0 at the baseline, 1 at the target, not clamped); None without a value."""
        raise NotImplementedError

    def pace(self, day: date, window: Window, baseline: Fraction | None) -> Fraction:
        """The share of the way one should have gone by a day, 0 to 1."""
        return linear_pace(day, window)

    def points(self, baseline: Fraction | None) -> list[tuple[date, Fraction]]:
        """The checkpoints in order of days, as shares of the way; without those that cannot be told."""
        return []

    def formula(self, series: Series, window: Window, day: date) -> str:
        """The progress formula with its numbers filled in."""
        raise NotImplementedError

    def pace_formula(self, day: date, window: Window, baseline: Fraction | None) -> str:
        """How the pace comes about, with its numbers."""
        return linear_formula(day, window)

    def evidence(self, series: Series, window: Window) -> list[tuple[str, Look]]:
        """The looks that the progress formula draws on, each with what it stands for there."""
        return [("value", series.latest_look)] if series.latest_look else []

    def plan(self, baseline: Fraction | None) -> Plan:
        """The plan quantities, with the baseline known so far."""
        return Plan(baseline=baseline)

    def given_baseline(self) -> Fraction | None:
        """The baseline written in the plan."""
        return None

    def takes_baseline(self) -> bool:
        """Whether a result may give the baseline."""
        return False

    def steps(self) -> tuple[Milestone, ...]:
        """The milestones of a thing done in steps; none for other kinds."""
        return ()

    def finished(self, series: Series) -> bool:
        """Whether the thing is done, so that nothing more is expected."""
        return False

    def outside(self, series: Series, window: Window) -> int | None:
        """For a held level: how many of the latest check-ins in a row lie outside the band; None for other kinds."""
        return None

    def outcomes(self, series: Series, window: Window, now: date, day: date) -> tuple[int, int, int] | None:
        """For a held level: how many of its check-ins were kept, how many lost, how many are still to come by a day."""
        return None

    def speechless(self, series: Series, window: Window, day: date) -> bool:
        """Whether, without a stated confidence, its progress says nothing yet (an open deliverable)."""
        return False

    def inside(self, series: Series) -> bool:
        """For a level: whether the latest value lies in the band."""
        return False


def share_of(days: int, total: int) -> Fraction:
    """``days / total`` within 0 to 1; a window without days is over as soon as it begins."""
    if days <= 0:
        return ZERO
    return ONE if days >= total else Fraction(days, total)


def linear_pace(day: date, window: Window) -> Fraction:
    """x/n within 0 to 1, n being the due day's number (scoring.md, "Expected today")."""
    return share_of(window.day_number(day), window.day_number(window.due))


def linear_formula(day: date, window: Window) -> str:
    """The linear pace with its numbers."""
    n = window.day_number(window.due)
    return f"{max(0, min(window.day_number(day), n))} / {n} days"


def stepped_pace(day: date, window: Window, points: list[tuple[date, Fraction]]) -> Fraction:
    """Piecewise linear pace through (0, 0), the checkpoints in progress units, and (n, 1)."""
    x, n = window.day_number(day), window.day_number(window.due)
    if x <= 0:
        return ZERO
    if x >= n:
        return ONE
    (x0, p0), (x1, p1) = _stretch(x, n, window, points)
    return p0 + (p1 - p0) * Fraction(x - x0, x1 - x0)


def stepped_formula(day: date, window: Window, points: list[tuple[date, Fraction]]) -> str:
    """The pace between two checkpoints with its numbers."""
    x, n = window.day_number(day), window.day_number(window.due)
    if not 0 < x < n:
        return linear_formula(day, window)
    (x0, p0), (x1, p1) = _stretch(x, n, window, points)
    return f"{show(p0)} + ({show(p1)} − {show(p0)}) × ({x} − {x0}) / ({x1} − {x0}) days"


def _stretch(
    x: int, n: int, window: Window, points: list[tuple[date, Fraction]]
) -> tuple[tuple[int, Fraction], tuple[int, Fraction]]:
    """The checkpoints around a day within the window: number of the day and progress planned for it."""
    before: tuple[int, Fraction] = (0, ZERO)
    for at, progress in sorted((window.day_number(day), progress) for day, progress in points):
        if before[0] < at < n:
            if x <= at:
                return before, (at, progress)
            before = (at, progress)
    return before, (n, ONE)


def read_number(text: str, unit: str | None, baseline: Fraction | None) -> Value | Misfit:
    """A number, or a signed change from a known baseline (format.md, "Values in results")."""
    amount = parse_amount(text)
    if amount is None:
        return Misfit(
            f"{text!r} is not a number", "write a plain number such as 57500; no unit, no thousands separators"
        )
    if not amount.suffix:
        return Value(number=amount.value)
    if not amount.signed:
        if amount.suffix == "%" and is_percent(unit):
            return Value(number=amount.value)
        return Misfit(
            f"{text} has no sign, and the unit is not per cent",
            f"write the value itself, or +{text} for a change from the baseline",
        )
    if baseline is None:
        return Misfit(
            f"{text} is a change from a baseline that is not known yet",
            "write the value itself, or give the baseline with it: {value: …, baseline: …}",
        )
    changed = apply_change(amount, baseline)
    if changed is None:
        return Misfit(
            f"{text} is a share of a baseline that is zero or negative", "write the value itself, or a difference"
        )
    return Value(number=changed)


def apply_change(change: Amount, baseline: Fraction) -> Fraction | None:
    """The value a change leads to; None for per cent of a zero or negative baseline (scoring.md)."""
    if change.suffix == "%":
        return baseline * (1 + change.value / 100) if baseline > 0 else None
    return baseline + change.value


def is_percent(unit: str | None) -> bool:
    """Whether a unit says that values are percentages."""
    return unit in ("percent", "%")


def show(value: Fraction | None) -> str:
    """A number for a formula: exact when it is a decimal, else to 6 places."""
    return "?" if value is None else f"{literal(value):f}".replace("-", "−")
