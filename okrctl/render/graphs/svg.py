"""A self-contained drawing: without scripts, fonts or external files, readable on light and dark pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from okrctl.core.values.safe import line, xml
from okrctl.core.values.width import cut, width
from okrctl.render.graphs._layout import Placed, Spacing, place
from okrctl.views.blocks import Style
from okrctl.views.graph import Graph, GraphEdge, GraphNode

_MARGIN = 24
_HEAD = 40
_COLUMN = 7.4
_LABEL_AT_MOST = 40
_ARROW_LABEL_AT_MOST = 22
_SPACING = Spacing(between_columns=150)
_COLORS: dict[Style, str] = {
    "": "#6e7781",
    "strong": "#6e7781",
    "dim": "#8c959f",
    "good": "#2da44e",
    "warn": "#bf8700",
    "bad": "#cf222e",
    "info": "#218bff",
}
_FONT = 'role="img" font-family="system-ui,sans-serif" font-size="13"'
_LOOK = """\
<style>
.okr-page{fill:#fff}.okr-box{fill:#f6f8fa}.okr-text{fill:#1f2328}.okr-note{fill:#59636e}.okr-halo{stroke:#fff}
@media(prefers-color-scheme:dark){
.okr-page{fill:#0d1117}.okr-box{fill:#161b22}.okr-text{fill:#f0f6fc}.okr-note{fill:#9198a1}.okr-halo{stroke:#0d1117}}
</style>"""


def render(graph: Graph) -> str:
    """The graph as an SVG document."""
    edges = graph.arrows()
    number = {node.id: at for at, node in enumerate(graph.nodes)}
    widths = [_box_width(node) for node in graph.nodes]
    placed = place(widths, [(number[edge.source], number[edge.target]) for edge in edges], _SPACING)
    wide = round(max(placed.width, width(line(graph.title)) * 9, 240)) + 2 * _MARGIN
    high = round(placed.height) + _HEAD + 2 * _MARGIN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" {_FONT}>',
        f"<title>{_text(graph.title)}</title>",
        _LOOK,
        *_heads(edges),
        f'<rect class="okr-page" width="{wide}" height="{high}"/>',
        f'<text class="okr-text" x="{_MARGIN}" y="{_MARGIN + 10}" font-size="16">{_text(graph.title)}</text>',
        f'<g transform="translate({_MARGIN} {_MARGIN + _HEAD})">',
        *_arrows(edges, placed, [number[edge.source] for edge in edges], widths),
        *_boxes(graph, placed, widths),
        "</g>",
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    return xml(line(text))


def _box_width(node: GraphNode) -> int:
    columns = max(width(line(node.label)), width(line(node.group)))
    return round(min(columns, _LABEL_AT_MOST) * _COLUMN) + 24


def _heads(edges: list[GraphEdge]) -> Iterator[str]:
    """An arrowhead for each color in use."""
    yield "<defs>"
    for style in sorted({edge.style for edge in edges}):
        yield (
            f'<marker id="okr-head-{style or "plain"}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="9" '
            'markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">'
            f'<path d="M0 0L8 4L0 8z" fill="{_COLORS[style]}"/></marker>'
        )
    yield "</defs>"


def _arrows(edges: list[GraphEdge], placed: Placed, sources: list[int], widths: list[int]) -> Iterator[str]:
    leaving = Counter(edge.source for edge in edges)
    entering = Counter(edge.target for edge in edges)
    labels = []
    for edge, points, source in zip(edges, placed.arrows, sources, strict=True):
        if points:
            way = _way(points)
        else:
            way, points = _loop(placed.boxes[source], widths[source])
        thick = 2.5 if edge.style in ("bad", "strong") else 1.5
        dashes = ' stroke-dasharray="5 4"' if edge.style == "dim" else ""
        yield (
            f'<path d="{way}" fill="none" stroke="{_COLORS[edge.style]}" stroke-width="{thick}"{dashes} '
            f'marker-end="url(#okr-head-{edge.style or "plain"})">'
            f"<title>{_text(f'{edge.source} → {edge.target} {edge.label}'.strip())}</title></path>"
        )
        if edge.label:
            labels.append(_label(edge.label, points, leaving[edge.source] > entering[edge.target]))
    yield from labels


def _loop(box: tuple[float, float], wide: int) -> tuple[str, list[tuple[float, float]]]:
    """An arrow from a box to itself, over its upper right corner."""
    right, top = box[0] + wide, box[1]
    way = (
        f"M{right - 24:.0f} {top:.0f}C{right - 24:.0f} {top - 26:.0f} {right + 26:.0f} {top + 8:.0f} "
        f"{right:.0f} {top + 14:.0f}"
    )
    return way, [(right - 24, top - 6), (right, top - 6)]


def _way(points: list[tuple[float, float]]) -> str:
    """A line that leaves and enters horizontally, with a curve between two columns and straight across one."""
    way = f"M{points[0][0]:.0f} {points[0][1]:.0f}"
    for at, ((x, y), (to_x, to_y)) in enumerate(pairwise(points)):
        middle = (x + to_x) / 2
        across = at % 2 == 1
        way += f"L{to_x:.0f} {to_y:.0f}" if across else f"C{middle:.0f} {y:.0f} {middle:.0f} {to_y:.0f} "
        way += "" if across else f"{to_x:.0f} {to_y:.0f}"
    return way


def _label(text: str, points: list[tuple[float, float]], near_end: bool) -> str:
    """A label of an arrow, near the end where fewer arrows meet, with an outline in the page's color."""
    (x, y), (to_x, to_y) = points[-2:] if near_end else points[:2]
    along, down = (0.66, 0.78) if near_end else (0.34, 0.22)
    words = cut(line(text), _ARROW_LABEL_AT_MOST)
    half = width(words) * 3.2 + 6
    left, right = sorted((x, to_x))
    at = min(max(x + (to_x - x) * along, left + half), max(right - half, left + half))
    return (
        f'<text class="okr-note okr-halo" x="{at:.0f}" y="{y + (to_y - y) * down - 4:.0f}" '
        f'font-size="11" text-anchor="middle" stroke-width="4" paint-order="stroke">{xml(words)}</text>'
    )


def _boxes(graph: Graph, placed: Placed, widths: list[int]) -> Iterator[str]:
    for node, (left, top), wide in zip(graph.nodes, placed.boxes, widths, strict=True):
        middle = left + wide / 2
        thick = 2 if node.style in ("bad", "strong") else 1
        title = xml(cut(line(node.label), _LABEL_AT_MOST))
        yield (
            f'<g><title>{_text(node.label)}</title><rect class="okr-box" x="{left:.0f}" y="{top:.0f}" width="{wide}" '
            f'height="{_SPACING.box_height}" rx="6" stroke="{_COLORS[node.style]}" stroke-width="{thick}"/>'
        )
        line_at = top + (17 if node.group else 25)
        yield f'<text class="okr-text" x="{middle:.0f}" y="{line_at:.0f}" text-anchor="middle">{title}</text>'
        if node.group:
            group = xml(cut(line(node.group), _LABEL_AT_MOST))
            yield (
                f'<text class="okr-note" x="{middle:.0f}" y="{top + 32:.0f}" font-size="11" '
                f'text-anchor="middle">{group}</text>'
            )
        yield "</g>"
