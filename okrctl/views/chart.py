"""Signal or noise: the XmR chart of a series in one line, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from okrctl.core.model.figures import number, quantity
from okrctl.core.scores.signal import FEWEST, RUN, Chart
from okrctl.views.blocks import Block, Line, Run, Style
from okrctl.views.records import COUNT, NUMBER, Record, maybe

CHART = Record("verdict signal mean", {"low": maybe(NUMBER), "high": maybe(NUMBER), "level_since": COUNT})
_FINE = 100
_MOST_PLACES = 6


def signal_line(found: Chart | None, unit: str | None) -> Iterator[Block]:
    """Whether the latest value is a signal; nothing without a chart."""
    if found is not None:
        look: Style = "warn" if found.signal else "dim"
        yield Line((Run("latest value ", "dim"), Run(found.word, look), f", {_why(found, unit)}"), 0, 2)


def signal_text(found: Chart | None, unit: str | None) -> str:
    """The same as plain text, without its first words."""
    return "" if found is None else f"{found.word}, {_why(found, unit)}"


def _why(found: Chart, unit: str | None) -> str:
    if found.mean is None or found.low is None or found.high is None:
        return f"{FEWEST} are needed to distinguish a signal from noise"
    if found.signal == "shift":
        return f"{RUN} in a row on one side of the mean of {_rounded(found.mean, found, unit)}"
    within = f"{_rounded(found.low, found)} to {_rounded(found.high, found, unit)}"
    place = "outside" if found.signal else "within"
    return f"{place} the usual range of {within}"


def _rounded(value: Fraction, found: Chart, unit: str | None = None) -> str:
    """A limit, rounded to a hundredth of the range."""
    width = (found.high or value) - (found.low or value)
    places = 0
    while places < _MOST_PLACES and width and width * 10**places < _FINE:
        places += 1
    rounded = Fraction(round(value * 10**places), 10**places)
    return quantity(rounded, unit) if unit else number(rounded)


def chart_json(found: Chart | None) -> dict[str, Any] | None:
    """The chart with its limits, for drawing it; null if there is none."""
    return CHART.of(found, verdict=found.word, level_since=found.since) if found else None
