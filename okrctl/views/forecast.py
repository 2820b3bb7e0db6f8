"""Projections: where key results are heading, with the interval and the probability of meeting the target."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from okrctl.core.forecast import Forecast
from okrctl.core.frozen import frozen
from okrctl.core.scoring import ScoredKeyResult, ScoredObjective
from okrctl.views.blocks import Blank, Block, Column, Document, Heading, Line, Run, Style, Table, document
from okrctl.views.projection import forecast_json

SCHEMA = "okrctl/forecast/v1"
_NO_TREND = dict.fromkeys(("at_end", "low", "high", "probability", "method", "points"))


@frozen
class Projected:
    """An item with its projection for the day its cycle (or the item itself) ends; None where there is no trend."""

    scored: ScoredKeyResult | ScoredObjective
    end: date
    forecast: Forecast | None

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
            Column("Target met", "right"),
            Column("Ends"),
        )
        rows = [_row(item, item.forecast) for item in known if item.forecast]
        blocks += [Blank(), Table(columns, tuple(rows))]
    if len(known) < len(items):
        missing = ", ".join(item.ref for item in items if item.forecast is None)
        blocks += [
            Blank(),
            Line((Run("no trend yet (at least 4 check-ins with values): ", "dim"), Run(missing, "dim"))),
        ]
    blocks += [
        Blank(),
        Line(Run("A trend carried on, not a promise: progress, 0 at the baseline and 1 at the target.", "dim")),
    ]
    return document(blocks)


def _row(item: Projected, forecast: Forecast) -> tuple[Any, ...]:
    score = item.scored.score
    style: Style = "good" if forecast.probability >= 0.5 else "warn" if forecast.probability >= 0.2 else "bad"
    return (
        item.ref,
        "–" if score is None else f"{float(score):.2f}",
        f"{forecast.at_end:.2f}",
        f"{forecast.low:.2f} … {forecast.high:.2f}",
        Run(f"{forecast.probability * 100:.0f}%", style),
        item.end.isoformat(),
    )


def object_of(day: date, items: Sequence[Projected]) -> dict[str, Any]:
    """The projections as one versioned object; items without a trend have nulls."""
    return {
        "schema": SCHEMA,
        "as_of": day.isoformat(),
        "items": [
            {
                "ref": item.ref,
                "end": item.end.isoformat(),
                **(forecast_json(item.forecast) or _NO_TREND),
            }
            for item in items
        ],
    }
