"""The elements of charts in SVG: scales, lines, dots, and labels that don't overlap.

A plot is as wide as the page and has a fixed height: lines are in an inner drawing that is stretched, while texts and
dots are placed in percent and keep their size. Colors come from the style sheet, by class.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from okrctl.core.values.safe import line, xml
from okrctl.core.values.width import cut
from okrctl.views.page.trend import Point

WIDE = 1000
_ROOM = 0.12
_FAR = 1.2
_LABEL = 14


def words(text: str, columns: int | None = None) -> str:
    """A user's text in a drawing, on one line."""
    plain = line(text)
    return xml(plain if columns is None else cut(plain, columns))


def short(value: float) -> str:
    """A number with at most four digits, or in millions."""
    size = abs(value)
    if size >= 1e9:
        text = f"{value / 1e9:.3g} bn"
    elif size >= 1e6:
        text = f"{value / 1e6:.3g} M"
    elif size >= 1e4:
        text = f"{value:,.0f}"
    else:
        text = f"{value:.4g}" if size >= 1e-4 or not size else f"{value:.1e}"
    return text.replace("-", "−")


class Scale(NamedTuple):
    """Converts days and values to positions in a plot."""

    start: date
    days: int
    low: float
    high: float
    height: float
    top: float = 6.0

    def x(self, day: date) -> float:
        """In thousandths of the width."""
        return round(WIDE * min(1.0, max(0.0, (day - self.start).days / self.days)), 1)

    def y(self, value: float) -> float:
        """In pixels from the top."""
        share = (value - self.low) / (self.high - self.low)
        return round(self.top + (1 - min(1.15, max(-0.15, share))) * self.height, 1)

    def way(self, points: Iterable[Point]) -> str:
        """A line through points."""
        return "M" + "L".join(f"{self.x(day):g} {self.y(value):g}" for day, value in points)


def scale_of(start: date, end: date, values: Sequence[float], wild: Sequence[float], height: float) -> Scale:
    """A scale for these values; wild ones are included only as far as the others stay readable."""
    low, high = min(values), max(values)
    room = (high - low) or abs(high) * 0.2 or 1.0
    low = min(low, max(min(wild, default=low), low - _FAR * room))
    high = max(high, min(max(wild, default=high), high + _FAR * room))
    pad = ((high - low) or room) * _ROOM
    return Scale(start, max(1, (end - start).days), low - pad, high + pad, height)


def stretched(parts: Iterable[str], height: float) -> str:
    """Lines in a drawing that is stretched to the available width."""
    inner = "".join(parts)
    box = f'viewBox="0 0 {WIDE} {height:g}" height="{height:g}" preserveAspectRatio="none"'
    return f'<svg class="st" {box}>{inner}</svg>'


def stroke(kind: str, way: str) -> str:
    """A line with a style."""
    return f'<path class="{kind}" d="{way}"/>'


def dot(kind: str, x: float, y: float, size: float, told: str = "") -> str:
    """A dot with a tooltip; ``x`` in thousandths of the width."""
    title = f"<title>{told}</title>" if told else ""
    return f'<circle class="{kind}" cx="{x / 10:g}%" cy="{y:g}" r="{size:g}">{title}</circle>'


def text_at(kind: str, x: float, y: float, text: str, anchor: str = "start") -> str:
    """A text; ``x`` in thousandths of the width."""
    return f'<text class="{kind}" x="{x / 10:g}%" y="{y:g}" text-anchor="{anchor}">{text}</text>'


def spread(labels: Iterable[tuple[float, str, str]], bottom: float) -> Iterator[tuple[float, str, str]]:
    """Labels moved apart so that they don't overlap: from the top down, and back up from the bottom."""
    placed: list[tuple[float, str, str]] = []
    for y, kind, text in sorted(labels, key=lambda label: label[0]):
        least = placed[-1][0] + _LABEL if placed else 10.0
        placed.append((max(y, least), kind, text))
    limit = bottom
    for at in range(len(placed) - 1, -1, -1):
        y, kind, text = placed[at]
        placed[at] = (min(y, limit), kind, text)
        limit = placed[at][0] - _LABEL
    yield from placed
