"""Positions in a file with a long journal: for a place in a check-in, only that entry is read."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from okrctl.core.editor.thin import journal_of
from okrctl.core.values.diagnostic import Place, Span
from okrctl.core.yaml.locate import Locator


class JournalLocator(Locator):
    """For a text whose journal has been read: whatever looks like the beginning of an entry there is one."""

    def __init__(self, path: str, text: str) -> None:
        super().__init__(path, text)
        self._path = path
        self._whole = text

    def span(self, place: Place) -> Span:
        """The span of a place."""
        number = place.at[1] if place.span is None and len(place.at) > 1 and place.at[0] == "check_ins" else None
        if not isinstance(number, int) or number + 1 >= len(self._begins):
            return super().span(place)
        start, stop = self._begins[number : number + 2]
        alone = Locator(self._path, f"check_ins:\n{self._whole[start:stop]}")
        found = alone.span(replace(place, at=("check_ins", 0, *place.at[2:])))
        down = self._whole.count("\n", 0, start) - 1
        return replace(found, line=found.line + down, end_line=found.end_line + down)

    @cached_property
    def _begins(self) -> list[int]:
        """Where the entries begin, and where the last one ends."""
        journal = journal_of(self._whole)
        return [] if journal is None else [*journal.entries(), journal.end]
