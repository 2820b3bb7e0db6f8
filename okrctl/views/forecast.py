"""Projections: where key results are heading, with the interval and the chances of green and of the full target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from okrctl.core.scores.forecast import Forecast
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredObjective
from okrctl.core.values.frozen import frozen
from okrctl.views.blocks import Blank, Block, Column, Document, Heading, Line, Run, Style, Table, document
from okrctl.views.figures import share
from okrctl.views.projection import forecast_json, projected_share
from okrctl.views.published import cell_text, head

SCHEMA = "okrctl/forecast/v1"
_LEGEND = (
    "A projection, not a promise: progress, 0 at the baseline and 1 at the target. "
    "Green: the chance of ending green; target: of reaching it in full."
)
_TOO_FEW = "No forecast yet (at least 4 check-ins with values)"
_NEVER = "key results without a goal"
_NO_TREND = dict.fromkeys(("at_end", "low", "high", "probability", "probability_full", "method", "points"))


@frozen
class Projected:
    """An item with its projection for the day its cycle (or the item itself) ends; None where there is no trend."""

    scored: ScoredKeyResult | ScoredObjective
    end: date
    forecast: Forecast | None

    @property
    def why_not(self) -> str:
        """Why it has no projection, in the words of its kinds; what has a trend lacks values."""
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
    blocks: list[Block] = [Heading(Run("Projection", "strong"), f"as of {day}")]
    if known:
        columns = (
            Column("What", shrink=True),
            Column("Now", "right"),
            Column("At the end", "right"),
            Column("80% between", "right"),
            Column("Green", "right"),
            Column("Target", "right"),
            Column("Ends"),
        )
        rows = [_row(item, item.forecast) for item in known if item.forecast]
        blocks += [Blank(), Table(columns, tuple(rows))]
    else:
        blocks += [Blank(), Line("There is nothing to project here." if items else "Nothing here is like that.")]
    for words, refs in _without(items):
        blocks += [Blank(), Line(Run(f"{words}: {', '.join(refs)}", "dim"))]
    blocks += [
        Blank(),
        Line(Run(_LEGEND, "dim")),
    ]
    return document(blocks)


def _without(items: Sequence[Projected]) -> Iterator[tuple[str, list[str]]]:
    """Why something has no projection, and what: too few values so far, or nothing that a trend could come of."""
    found: dict[str, list[str]] = {_TOO_FEW: []}
    for item in items:
        if item.forecast is None:
            found.setdefault(item.why_not, []).append(item.ref)
    yield from ((words, refs) for words, refs in found.items() if refs)


def _row(item: Projected, forecast: Forecast) -> tuple[Any, ...]:
    score = item.scored.score
    style: Style = "good" if forecast.probability >= 0.5 else "warn" if forecast.probability >= 0.3 else "bad"
    return (
        item.ref,
        share(score),
        projected_share(forecast.at_end),
        f"{projected_share(forecast.low)} … {projected_share(forecast.high)}",
        Run(f"{forecast.probability:.0%}", style),
        f"{forecast.probability_full:.0%}",
        item.end.isoformat(),
    )


def sheet_of(items: Sequence[Projected]) -> Document:
    """A row for each, as precise as the JSON."""
    rows = [{"ref": item.ref, "end": item.end, **(forecast_json(item.forecast) or _NO_TREND)} for item in items]
    columns = ("ref", "end", *_NO_TREND)
    return document(
        [Table(tuple(map(Column, columns)), tuple(tuple(cell_text(row[name]) for name in columns) for row in rows))]
    )


def object_of(organization: str, day: date, items: Sequence[Projected]) -> dict[str, Any]:
    """The projections as one versioned object; items without a trend have nulls."""
    return {
        **head(SCHEMA, organization, day),
        "items": [
            {
                "ref": item.ref,
                "end": item.end,
                **(forecast_json(item.forecast) or _NO_TREND),
            }
            for item in items
        ],
    }
