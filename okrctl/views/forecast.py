"""Projections: where key results are heading, with the interval and the chances of green and of the full target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from okrctl.core.model.figures import NONE
from okrctl.core.scores.forecast import Forecast
from okrctl.core.scores.landing import landing
from okrctl.core.scores.scoring import ENDED, ScoredKeyResult, ScoredObjective
from okrctl.core.values.counted import some
from okrctl.core.values.frozen import frozen
from okrctl.views.blocks import (
    Blank,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Line,
    Run,
    Style,
    Table,
    document,
    section,
)
from okrctl.views.figures import share
from okrctl.views.landing import landings_table
from okrctl.views.projection import PROJECTION, by_owner, likelihood, projected_json, projected_share
from okrctl.views.published import sheet
from okrctl.views.records import DAY, NUMBER_OR_TEXT, Record, head, listed, maybe, report

_ITEM = Record(
    "ref",
    {"end": DAY, "projected": maybe(NUMBER_OR_TEXT)},
    {key: maybe(held) for key, held in PROJECTION.held.items()},
)
_NO_TREND = dict.fromkeys(PROJECTION.held)
SHAPE = report("okrctl/forecast/v1", {"items": listed(_ITEM)})
_LEGEND = (
    "A projection, not a promise: progress, 0 at the baseline and 1 at the target. "
    "Owner, trend: where they see it end. Green: the chance of ending green; target: of reaching it in full."
)
_COLUMNS = (
    Column("What", shrink=True),
    Column("Now", "right"),
    Column("Owner", "right"),
    Column("Trend", "right"),
    Column("80% between", "right"),
    Column("Green", "right"),
    Column("Target", "right"),
    Column("Ends"),
)
_TOO_FEW = "No forecast yet (at least 4 check-ins with values)"
_NAMED = 8
_REF = 24
_NEVER = "key results without a goal"


@frozen
class Projected:
    """An item with its projection to the end of its cycle (or its own end); None without a trend."""

    scored: ScoredKeyResult | ScoredObjective
    end: date
    forecast: Forecast | None

    @property
    def why_not(self) -> str:
        """Why it has no projection, in the words of its kinds, or because it has too few values."""
        scored = self.scored
        parts = scored.key_results if isinstance(scored, ScoredObjective) else (scored,)
        measures = [part.planned.key_result.measure for part in parts]
        told = [measure.no_trend for measure in measures if measure is not None]
        return f"No forecast for {next(iter(told), _NEVER)}" if all(told) else _TOO_FEW

    @property
    def ref(self) -> str:
        """Its reference."""
        return self.scored.planned.ref


def document_of(day: date, items: Sequence[Projected]) -> Document:
    """The projections as a table, the least likely first."""
    known = [item for item in items if item.forecast is not None]
    landed = (landing(item.scored) for item in items if isinstance(item.scored, ScoredKeyResult))
    ended = [each for each in landed if each is not None]
    ends = {item.end for item in known}
    until = f", to {min(ends)}" if len(ends) == 1 else ""
    blocks: list[Block] = [Heading(Run("Projection", "strong"), f"as of {day}{until}")]
    if known:
        blocks += [Blank(), _table(known, _COLUMNS[:-1] if until else _COLUMNS)]
    elif not ended:
        blocks += [Blank(), Line("There is nothing to project here." if items else "Nothing matches these filters.")]
    if ended:
        blocks += section("Projected halfway, and the final score", landings_table(ended))
    for words, refs in _without(items):
        blocks += [Blank(), Line(Run(f"{words}: {_some(refs)}", "dim"))]
    if known:
        blocks += [Blank(), Line(Run(_LEGEND, "dim"))]
    return document(blocks)


def _without(items: Sequence[Projected]) -> Iterator[tuple[str, list[str]]]:
    """Items without a projection by reason: too few values so far, or no trend for their kind."""
    found: dict[str, list[str]] = {_TOO_FEW: []}
    for item in items:
        if item.forecast is None and item.scored.status not in ENDED:
            found.setdefault(item.why_not, []).append(item.ref)
    yield from ((words, refs) for words, refs in found.items() if refs)


def _table(known: Sequence[Projected], columns: tuple[Column, ...]) -> Table:
    """One row per item; if references are too long for the first cell, each is above its numbers."""
    rows: list[tuple[Cell, ...]] = []
    apart = any(len(item.ref) > _REF for item in known)
    for item in known:
        if item.forecast is None:
            continue
        ref, *numbers = _row(item, item.forecast)[: len(columns)]
        if apart:
            rows += [((Run(ref, "strong"), f"  {item.scored.planned.title}"),), ("", *numbers)]
        else:
            rows.append((ref, *numbers))
    return Table(columns, tuple(rows))


def _some(refs: Sequence[str]) -> str:
    """References, only the first few of many; JSON has them all."""
    return ", ".join(refs) if len(refs) == _NAMED + 1 else some(refs, _NAMED)


def _row(item: Projected, forecast: Forecast) -> tuple[Any, ...]:
    score = item.scored.score
    style: Style = "good" if forecast.probability >= 0.5 else "warn" if forecast.probability >= 0.3 else "bad"
    return (
        item.ref,
        share(score),
        by_owner(item.scored) or NONE,
        projected_share(forecast.at_end),
        f"{projected_share(forecast.low)} … {projected_share(forecast.high)}",
        Run(likelihood(forecast.probability), style),
        likelihood(forecast.probability_full),
        item.end.isoformat(),
    )


def _item(item: Projected) -> dict[str, Any]:
    """Where the owner and the trend see it end."""
    owner = item.scored.series.projected if isinstance(item.scored, ScoredKeyResult) else None
    return _ITEM.of(item, item.forecast or _NO_TREND, projected=projected_json(owner))


def sheet_of(items: Sequence[Projected]) -> Document:
    """One row per item, as precise as the JSON."""
    return sheet(" ".join(_ITEM.held), map(_item, items))


def object_of(organization: str, day: date, items: Sequence[Projected]) -> dict[str, Any]:
    """The projections as one versioned object; items without a trend have nulls."""
    return SHAPE.of(head(organization, day), items=[_item(each) for each in items])
