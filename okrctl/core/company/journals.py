"""The journals of all departments: each department's check-ins in order, from all its files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from okrctl.core.model.checkins import CheckIn
from okrctl.core.model.files import FileFacts
from okrctl.core.model.kept import JournalFrame, frame_of, let_go
from okrctl.core.values.frozen import frozen


@frozen
class PlacedCheckIn:
    """A journal entry with its department and its position (date, path, index)."""

    department: str
    path: str
    entry: CheckIn


class Journals(Mapping[str, tuple[PlacedCheckIn, ...]]):
    """Check-ins by department; each journal is sorted when first needed.

    ``files`` are the files with a known department, in path order.
    """

    def __init__(self, files: Iterable[FileFacts]) -> None:
        self._files: dict[str, list[FileFacts]] = {}
        for file in files:
            self._files.setdefault(file.department or "", []).append(file)
        self._ordered: dict[str, tuple[PlacedCheckIn, ...]] = {}

    def __getitem__(self, department: str) -> tuple[PlacedCheckIn, ...]:
        if department not in self._ordered:
            files = self._files[department]
            placed = [PlacedCheckIn(department, file.path, entry) for file in files for entry in file.check_ins]
            # files come in path order and entries in theirs, so a stable sort by date keeps date, path, position
            self._ordered[department] = tuple(sorted(placed, key=lambda each: each.entry.date))
        return self._ordered[department]

    def __contains__(self, department: object) -> bool:
        # a mapping would read the journal to tell
        return department in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def files(self, department: str) -> tuple[FileFacts, ...]:
        """The department's files."""
        return tuple(self._files[department])

    def frames(self, department: str) -> list[JournalFrame]:
        """What is known about its journal without reading it, file by file."""
        return [frame_of(file.check_ins) for file in self._files[department]]

    def newest(self) -> date | None:
        """The day of the latest check-in of all."""
        days = (frame.newest for department in self for frame in self.frames(department))
        return max((day for day in days if day is not None), default=None)

    def let_go(self, department: str) -> None:
        """Free a journal until it is needed again."""
        self._ordered.pop(department, None)
        let_go(file.check_ins for file in self._files[department])
