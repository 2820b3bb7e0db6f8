"""What `unchanged: rest` stands for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from okrctl.core.company.workspace import Entry
from okrctl.core.scores.plan import Key, key_of
from okrctl.core.values.cycle import Cycle

RESTS = 100_000


class Rests:
    """What `rest` means in a department's journal: all that runs on the day and takes check-ins; up to a limit."""

    def __init__(self, ids: Mapping[str, tuple[Entry, ...]]) -> None:
        self.left = RESTS
        self.told = False
        self._always: list[Key] = []
        self._in_cycle: dict[Cycle, list[Entry]] = {}
        for entries in ids.values():
            for entry in entries:
                if entry.kind == "kpi":
                    self._always.append(key_of(entry))
                elif entry.key_result and entry.objective and entry.cycle:
                    self._in_cycle.setdefault(entry.cycle, []).append(entry)

    def on(self, day: date) -> list[Key] | None:
        """Everything meant; None when it would be too much."""
        running = [entry for cycle, found in self._in_cycle.items() if cycle.contains(day) for entry in found]
        self.left -= len(running) + len(self._always)
        if self.left < 0:
            return None
        return [*self._always, *(key_of(entry) for entry in running if not _over(entry, day))]


def _over(entry: Entry, day: date) -> bool:
    """Whether it or its objective takes no check-ins: a draft, or dropped, or closed earlier."""
    return any(
        item.draft or (item.dropped and item.dropped.date <= day) or (item.closed and item.closed.date < day)
        for item in (entry.key_result, entry.current_objective)
        if item is not None
    )
