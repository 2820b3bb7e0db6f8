"""Journals in which no rule has found anything, kept between runs by everything that a rule could look at there."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from okrctl.core.checks.journal import JournalContext
from okrctl.core.company.workspace import Workspace
from okrctl.core.values.frozen import frozen
from okrctl.shell.cache import Cache, version_of
from okrctl.shell.cache_table import CacheTable

ROOMS = ("core/checks", "core/company", "core/findings", "core/scores", "rules", "rules/check_ins")
"""The rooms whose modules decide what is found in a journal, but for those that read the files."""


@frozen
class SoundJournal:
    """The digest of a department's files, of the settings and of what examined them."""

    grounds: str


class KnownJournals:
    """Sound journals of a workspace; see :class:`okrctl.core.checks.journal.SoundJournals`.

    A journal is known by its department's files if it speaks of nothing else: those that do are examined every time.
    """

    def __init__(self, cache: Cache, root: Path, ws: Workspace) -> None:
        self._ws = ws
        self._table = CacheTable(
            cache, SoundJournal, "\n".join([str(root.resolve()), version_of(*ROOMS), repr(ws.config)])
        )

    def knows(self, part: JournalContext) -> bool:
        """Whether nothing was found before in just these files, and none of it has yet to come."""
        grounds = self._grounds(part)
        days = [frame.newest for frame in self._ws.journal.frames(part.departments[0])]
        if grounds is None or any(day is not None and day > part.today for day in days):
            return False
        row = self._table.get(part.departments[0])
        return row is not None and row.grounds == grounds

    def note(self, part: JournalContext) -> None:
        """Nothing was found in these."""
        grounds = self._grounds(part)
        if grounds is not None:
            self._table.put(part.departments[0], SoundJournal(grounds))

    def save(self) -> None:
        """Keep what was noted."""
        self._table.save(self._ws.journal)

    def _grounds(self, part: JournalContext) -> str | None:
        return None if len(part.departments) > 1 else grounds_of(self._ws, part.departments[0])


def grounds_of(ws: Workspace, department: str) -> str | None:
    """A digest of the files of a department; None where something is wrong with one, or nothing is kept."""
    names = [file.kept_as for file in ws.journal.files(department)]
    return sha256("\n".join(map(str, names)).encode()).hexdigest() if all(names) else None
