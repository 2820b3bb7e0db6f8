"""Numbers for people: scores with two decimals, exact quantities, progress bars with a mark for today's plan."""

from __future__ import annotations

from fractions import Fraction

from okrctl.core.model.figures import NONE, number, quantity
from okrctl.core.model.figures import share as share  # noqa: PLC0414 - reports take all their figures from here
from okrctl.core.model.values import Observation, Value
from okrctl.core.scores.rollup import Total
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredKpi, ScoredObjective
from okrctl.core.values.quantity import literal
from okrctl.views.blocks import Run, Style

_CELLS = 10
_SPARKS = "▁▂▃▄▅▆▇█"


def ahead(gap: Fraction | None) -> str:
    """A gap in words: ``+0.06`` is ahead of plan."""
    if gap is None:
        return NONE
    text = share(-gap)
    return text if text.startswith("−") else f"+{text}"


def beside(score: Fraction | None, expected: Fraction | None) -> str:
    """``0.41, expected 0.35``: the score, and the expected score today."""
    return NONE if score is None and expected is None else f"{share(score)}, expected {share(expected)}"


def columns(scored: ScoredObjective | ScoredKeyResult | Total) -> tuple[str, str]:
    """Score and expected score, for two columns; without a check-in there is no data, which isn't the same as 0."""
    if scored.expected is None or (not isinstance(scored, Total) and scored.status in ("draft", "not-started")):
        return (NONE, NONE)
    score = scored.progress if isinstance(scored, ScoredKeyResult) else scored.score
    return (share(score) if reported(scored) else "no data", share(scored.expected))


def standing(scored: ScoredObjective | ScoredKeyResult | Total) -> str:
    """The same in one text: ``0.41, expected 0.35`` or ``no data (expected 0.35)``."""
    score, expected = columns(scored)
    if score == NONE:
        return NONE
    return f"{score}, expected {expected}" if reported(scored) else f"no data (expected {expected})"


def reported(scored: ScoredObjective | ScoredKeyResult | Total) -> bool:
    """Whether anything was reported."""
    if isinstance(scored, Total):
        return scored.reported > 0
    if isinstance(scored, ScoredKeyResult):
        return scored.progress is not None
    return any(each.progress is not None for each in scored.key_results)


def goal(result: ScoredKeyResult) -> str:
    """The goal of a key result, in the words of its kind."""
    planned, measure = result.planned, result.planned.key_result.measure
    return NONE if measure is None else measure.aim(result.series.baseline, planned.unit, planned.window.due)


def current(result: ScoredKeyResult) -> str:
    """The current value of a key result, without its unit."""
    measure, series = result.planned.key_result.measure, result.series
    value = measure.current(series) if measure else series.latest
    if isinstance(value, tuple):
        return f"{len(value)} of {len(measure.steps()) if measure else 0}"
    return NONE if value is None else worded(value)


def worded(value: Value) -> str:
    """A value without its unit: done or open, a number, or a change."""
    if value.finished is not None:
        return "done" if value.finished else "open"
    return number(value.number) if value.number is not None else change(value) or NONE


def change(value: Value) -> str | None:
    """A change from an unknown baseline: ``−1.8%``."""
    text = signed(value)
    return None if text is None else text.replace("-", "−")


def signed(value: Value) -> str | None:
    """The same as written in a file: ``-1.8%``."""
    return None if value.change is None else f"{literal(value.change):+f}{value.suffix}"


def said(look: Observation, before: frozenset[str] = frozenset()) -> str:
    """A check-in in words: its value, newly done milestones, ``same`` for unchanged."""
    value, new = look.value, look.done - before
    if look.repeated:
        return "same"
    if value is None:
        return ", ".join(sorted(new)) or NONE
    return worded(value)


def watched(kpi: ScoredKpi) -> str:
    """The value of a KPI with its unit."""
    return quantity(kpi.value, kpi.planned.unit) if kpi.value is not None else NONE


def bar(score: Fraction | None, expected: Fraction | None, style: Style) -> tuple[Run | str, ...]:
    """Ten cells filled up to the score, with a mark at the expected score. It is full only if the goal is reached."""
    if score is None:
        return (Run("░" * _CELLS + " ", "dim"),)
    filled = _CELLS if score >= 1 else min(_CELLS - 1, round(max(score, Fraction(0)) * _CELLS))
    cells = "█" * filled + "░" * (_CELLS - filled)
    tick = min(_CELLS, round(max(expected or Fraction(0), Fraction(0)) * _CELLS))
    return (*_cells(cells[:tick], style), "│", *_cells(cells[tick:], style))


def _cells(cells: str, style: Style) -> tuple[Run, ...]:
    full = cells.rstrip("░")
    parts = (Run(full, style), Run(cells[len(full) :], "dim"))
    return tuple(part for part in parts if part.text)


def spark(values: list[Fraction]) -> str:
    """A small column chart in one line; empty for fewer than two values."""
    if len(values) < 2:
        return ""
    low, high = min(values), max(values)
    if low == high:
        return _SPARKS[3] * len(values)
    return "".join(_SPARKS[round((value - low) / (high - low) * (len(_SPARKS) - 1))] for value in values)
