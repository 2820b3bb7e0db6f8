"""What items, departments and the settings record of their changes, at the base and now."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from okrctl.core.company.workspace import Entry, Workspace
from okrctl.core.diff.judge import reworded
from okrctl.core.diff.names import Names
from okrctl.core.diff.replay import Amendments, identity
from okrctl.core.diff.trace import in_force
from okrctl.core.model.parts import Amendment
from okrctl.core.values.diagnostic import Place
from okrctl.core.values.frozen import frozen

if TYPE_CHECKING:
    from okrctl.core.diff.compare import Difference


@frozen
class AmendmentRecord:
    """The amendments of an item, of a department in one of its files, or of the settings.

    ``old`` are those of the base, in the file ``path``; ``new`` are those now, at ``place``. ``called`` has the present
    names of what the base names, with references read from ``department``. ``node`` is the item at the base.
    """

    ref: str
    old: Amendments
    new: Amendments
    place: Place
    path: str
    called: Names
    department: str = ""
    node: Entry | None = None

    def now(self, entry: Amendment) -> list[Amendment]:
        """The present entries about the same change as one of the base."""
        found = self._by_identity.get(identity(entry))
        return found or self._by_identity.get(identity(self.called.amendment(entry, self.department)), [])

    @cached_property
    def _by_identity(self) -> dict[Hashable, list[Amendment]]:
        found: dict[Hashable, list[Amendment]] = {}
        for each in self.new:
            found.setdefault(identity(each), []).append(each)
        return found


def amendment_records(base: Workspace, ws: Workspace, difference: Difference, day: date) -> Iterator[AmendmentRecord]:
    """The records of the base whose item, department or settings are still there."""
    called = difference.names
    for pair in difference.pairing.pairs:
        before, after = pair.before, pair.after
        if before is None or after is None or not (before.kind == "kpi" or in_force(before, day)):
            continue
        old, new, place = before.item.amended, after.item.amended, after.place("amended")
        yield AmendmentRecord(after.ref, old, new, place, before.path, called, before.department, before)
    for file in base.files:
        id = called.departments.get(file.department or "", file.department or "")
        home = ws.departments.get(id)
        if home is not None and file.head.amended:
            place = Place(home.home, ("amended",))
            yield AmendmentRecord(
                id, file.head.amended, home.head.amended, place, file.path, called, file.department or ""
            )
    settings = Place(ws.config.path, ("amended",))
    yield AmendmentRecord(ws.config.path, base.config.amended, ws.config.amended, settings, base.config.path, called)


def retold(was: str | None, now: str | None) -> bool:
    """Whether a reason or a name that was there says something else now: case, spaces and punctuation apart."""
    return was is not None and reworded("why", was, now) == "reworded"
