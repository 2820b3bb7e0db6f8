"""The plan by last year's season next to the even one."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.planning.season import Season
from okrctl.views.blocks import Blank, Block, Column, Line, Run, Table, as_document

_COLUMNS = (Column("expected by"), Column("evenly", "right"), Column("like last year", "right"))


@as_document
def season_document(found: Season) -> Iterator[Block]:
    """A row per checkpoint."""
    yield Blank()
    yield Table(_COLUMNS, tuple((str(point.day), point.even, point.season) for point in found.waypoints))
    if found.rests:
        days = ", ".join(map(str, found.rests))
        yield Line(
            Run(f"Smoothed around {days}: last year's values went back there, and a plan only goes forward.", "dim")
        )
