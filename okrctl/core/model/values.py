"""What was said of one key result, as its kind understands it: values, looks and the series that they make."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from okrctl.core.model.figures import apply_change, is_percent
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import parse_amount


@frozen
class Value:
    """One result as its kind understands it: an absolute number, a change from an unknown baseline, or done or not.

    ``day`` is when a thing will be done, where that is projected. ``suffix`` is what a change is told in: per cent,
    ``pp``, or nothing for the unit itself.
    """

    number: Fraction | None = None
    change: Fraction | None = None
    finished: bool | None = None
    suffix: str = ""
    day: date | None = None


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
    projected: Value | None = None


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
    projected: Value | None = None
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
