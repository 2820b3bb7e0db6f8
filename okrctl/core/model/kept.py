"""The check-ins of a file without problems: kept as text, and restored when needed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Protocol, TypeVar, overload

from okrctl.core.model.checkins import REST, CheckIn
from okrctl.core.values.frozen import frozen


@frozen
class JournalFrame:
    """What is known about a file's check-ins without reading them.

    ``keys`` are all keys that they name; ``rests`` says whether any has `unchanged: rest`.
    """

    count: int
    newest: date | None
    keys: frozenset[str]
    rests: bool


class WithCheckIns(Protocol):
    """What has check-ins, such as the facts of a file."""

    @property
    def check_ins(self) -> Sequence[CheckIn]:
        """They may be restored when they are needed."""


File = TypeVar("File", bound=WithCheckIns)


class KeptCheckIns(Sequence[CheckIn]):
    """Check-ins that are created when needed: they make up most of a file, and few reports need all of them.

    ``frame`` is what is known without creating them; ``made`` are the check-ins, if they have just been read.
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
        """Free them until they are needed again."""
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
    """A summary of check-ins."""
    if isinstance(check_ins, KeptCheckIns):
        return check_ins.frame
    unchanged = {key for entry in check_ins for key in entry.unchanged}
    keys = (unchanged - {REST}).union(*(entry.written or () for entry in check_ins))
    newest = max((entry.date for entry in check_ins), default=None)
    return JournalFrame(len(check_ins), newest, frozenset(keys), REST in unchanged)


_AT_HAND = 1 << 16
"""So many check-ins, of those read last, stay in memory: some 70 MiB."""


def few_at_hand(files: Iterable[File]) -> Iterator[File]:
    """The files; once there are too many check-ins, those of the earlier ones are let go."""
    held: deque[Sequence[CheckIn]] = deque()
    count = 0
    for file in files:
        held.append(file.check_ins)
        count += len(file.check_ins)
        while count > _AT_HAND:
            count -= len(held[0])
            let_go([held.popleft()])
        yield file


def let_go(check_ins: Iterable[Sequence[CheckIn]]) -> None:
    """Free check-ins that can be restored."""
    for each in check_ins:
        if isinstance(each, KeptCheckIns):
            each.let_go()
