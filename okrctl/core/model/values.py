"""The results of one key result, as interpreted by its kind: values, observations and series."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple, overload

from okrctl.core.model.figures import apply_change, is_percent
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import Amount, parse_amount


@frozen
class Value:
    """One result, as interpreted by its kind: an absolute number, a change from an unknown baseline, or done or not.

    ``day`` is when something will be done, if projected. ``suffix`` is the unit of a change: percent, ``pp``, or
    nothing for the unit itself.
    """

    number: Fraction | None = None
    change: Fraction | None = None
    finished: bool | None = None
    suffix: str = ""
    day: date | None = None


@frozen
class InvalidResult:
    """Why a result doesn't fit its key result, with a hint."""

    message: str
    help: str


_AT_HAND = 512
"""The number of key results whose observations stay in memory."""


class Observation(NamedTuple):
    """The check-in of one key result on one day. ``repeated`` marks "unchanged"; ``value`` is then the last one.

    ``note`` is about the key result, ``remark`` about the whole check-in. A tuple, to save memory.
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


Looks = Callable[[], tuple[Observation, ...]]
"""Creates the observations of a series."""

Values = list[tuple[date, Value]]
"""The values given or confirmed, by day."""


def values_of(looks: Iterable[Observation]) -> Values:
    """Those of some observations."""
    return [(look.day, look.value) for look in looks if look.value is not None]


class LazyObservations(Sequence[Observation]):
    """Observations that are created when needed: most reports need only the latest value.

    ``days`` is their number, ``last_day`` the day of the last one. ``values`` creates only their values.
    """

    _recent: ClassVar[deque["LazyObservations"]] = deque()

    def __init__(
        self, days: int, last_day: date | None, make: Looks, values: Callable[[], Values] | None = None
    ) -> None:
        self.days = days
        self.last_day = last_day
        self._make = make
        self._value = values or (lambda: values_of(self._all()))
        self._made: tuple[Observation, ...] | None = None
        self._values: Values | None = None

    def values(self) -> Values:
        """Their values by day."""
        if self._values is None:
            self._values = self._value()
            self._hold()
        return self._values

    def __len__(self) -> int:
        return self.days

    @overload
    def __getitem__(self, at: int) -> Observation: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Observation]: ...

    def __getitem__(self, at: Any) -> Any:
        return self._all()[at]

    def __iter__(self) -> Iterator[Observation]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all())

    def _all(self) -> tuple[Observation, ...]:
        if self._made is None:
            self._made = self._make()
            self._hold()
        return self._made

    def _hold(self) -> None:
        """Keep what was created, and let go of what was created long ago."""
        self._recent.append(self)
        if len(self._recent) > _AT_HAND:
            oldest = self._recent.popleft()
            oldest._made = oldest._values = None


@frozen
class Series:
    """All check-ins of a key result up to a day, oldest first, and what follows from them.

    ``baseline_at`` is the file and place of a baseline in a result, ``unread`` are those of results that don't fit and
    were left out.
    """

    observations: Sequence[Observation] = ()
    baseline: Fraction | None = None
    latest: Value | None = None
    done: frozenset[str] = frozenset()
    confidence: Fraction | None = None
    projected: Value | None = None
    baseline_at: tuple[str, tuple[str | int, ...]] | None = None
    unread: tuple[tuple[str, tuple[str | int, ...]], ...] = ()

    @property
    def last_day(self) -> date | None:
        """The day of the last check-in."""
        looks = self.observations
        if isinstance(looks, LazyObservations):
            return looks.last_day
        return looks[-1].day if looks else None

    @property
    def latest_observation(self) -> Observation | None:
        """The observation with the latest value."""
        given = (look for look in reversed(self.observations) if look.value is not None and not look.repeated)
        return next(given, None)

    def values(self) -> Values:
        """The values given or confirmed, by day."""
        looks = self.observations
        return looks.values() if isinstance(looks, LazyObservations) else values_of(looks)

    def numbers(self) -> list[tuple[date, Fraction]]:
        """Those that are numbers."""
        return [(day, value.number) for day, value in self.values() if value.number is not None]

    def curve(self) -> list[Fraction]:
        """The numbers by day: the values, or the changes if only those are known."""
        changes = [value.change for _, value in self.values() if value.change is not None]
        return changes if self.latest is not None and self.latest.change is not None else [n for _, n in self.numbers()]


@lru_cache(maxsize=1 << 14)
def plain_number(text: str) -> Value | None:
    """A number without a sign or suffix, which is an absolute value; None for anything else."""
    amount = None if text[:1] in "+-" else parse_amount(text)
    return None if amount is None or amount.suffix else Value(number=amount.value)


def read_number(text: str, unit: str | None, baseline: Fraction | None) -> Value | InvalidResult:
    """An absolute number, or a signed change from the plan's baseline (format.md, "Values in results")."""
    amount = parse_amount(text)
    if amount is None:
        return not_a_number(text)
    if not amount.signed:
        return absolute(text, amount, unit)
    if not amount.suffix:
        if not text.startswith("+"):
            return Value(number=amount.value)
        return InvalidResult(
            f"{text} could mean {text[1:]} or {text[1:]} more", "write the value itself, without the plus"
        )
    if amount.suffix == "%" and is_percent(unit):
        return InvalidResult(
            f"{text} has a sign, but the unit is percent", "write the value itself, or a change such as +2pp"
        )
    if baseline is None:
        return InvalidResult(
            f"{text} is a change from a baseline, which the plan doesn't give",
            "write the value itself, or give the plan a baseline",
        )
    return changed(text, amount, baseline)


def not_a_number(text: str) -> InvalidResult:
    """The problem with a text that isn't an amount."""
    return InvalidResult(
        f"{text!r} is not a number", "write a plain number such as 57500, without unit or thousands separators"
    )


def absolute(text: str, amount: Amount, unit: str | None) -> Value | InvalidResult:
    """An amount without a sign: percent only if the unit is percent."""
    if not amount.suffix or (amount.suffix == "%" and is_percent(unit)):
        return Value(number=amount.value)
    return InvalidResult(
        f"{text} has no sign, but the unit isn't percent",
        f"write the value itself, or +{text} for a change from the baseline",
    )


def changed(text: str, amount: Amount, baseline: Fraction) -> Value | InvalidResult:
    """The value after a change from a known baseline."""
    number = apply_change(amount, baseline)
    if number is None:
        return InvalidResult(
            f"{text} is a percentage of a baseline that is zero or negative", "write the value itself, or a difference"
        )
    return Value(number=number)
