"""The check-ins of a file without problems: kept as text, and made again when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, overload

from okrctl.core.model.checkins import REST, CheckIn
from okrctl.core.values.frozen import frozen


@frozen
class JournalFrame:
    """What there is to know of a file's check-ins without reading them.

    ``keys`` is all that they name; ``rests`` tells that some say `unchanged: rest`.
    """

    count: int
    newest: date | None
    keys: frozenset[str]
    rests: bool


class KeptCheckIns(Sequence[CheckIn]):
    """Check-ins that are made when they are asked for: they fill most of a file, and few questions need those of all.

    Args:
        frame: what is known of them without that.
        make: makes them.
        made: themselves, where they have just been read.
    """

    def __init__(
        self, frame: JournalFrame, make: Callable[[], tuple[CheckIn, ...]], made: tuple[CheckIn, ...] | None = None
    ) -> None:
        self.frame = frame
        self._make = make
        self._made = made

    def all(self) -> tuple[CheckIn, ...]:
        """All of them."""
        if self._made is None:
            self._made = self._make()
        return self._made

    def let_go(self) -> None:
        """Forget them until they are asked for again."""
        self._made = None

    def __len__(self) -> int:
        return self.frame.count

    @overload
    def __getitem__(self, at: int) -> CheckIn: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[CheckIn]: ...

    def __getitem__(self, at: Any) -> Any:
        return self.all()[at]

    def __iter__(self) -> Iterator[CheckIn]:
        return iter(self.all())

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Sequence) and self.all() == tuple(other))

    __hash__ = None  # type: ignore[assignment]


def frame_of(check_ins: Sequence[CheckIn]) -> JournalFrame:
    """What check-ins say as a whole."""
    if isinstance(check_ins, KeptCheckIns):
        return check_ins.frame
    unchanged = {key for entry in check_ins for key in entry.unchanged}
    keys = (unchanged - {REST}).union(*(entry.written or () for entry in check_ins))
    newest = max((entry.date for entry in check_ins), default=None)
    return JournalFrame(len(check_ins), newest, frozenset(keys), REST in unchanged)


def let_go(check_ins: Iterable[Sequence[CheckIn]]) -> None:
    """Forget check-ins that can be made again."""
    for each in check_ins:
        if isinstance(each, KeptCheckIns):
            each.let_go()
