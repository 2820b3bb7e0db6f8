"""A Mermaid flowchart, for GitHub and GitLab, which draw it in Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.values.safe import graph_label
from okrctl.views.blocks import Style
from okrctl.views.graph import Graph

# Colors of medium brightness, readable on light and dark pages.
_STROKES: dict[Style, str] = {
    "good": "stroke:#2da44e",
    "warn": "stroke:#bf8700",
    "bad": "stroke:#cf222e,stroke-width:3px",
    "info": "stroke:#218bff",
    "dim": "stroke:#8c959f,stroke-dasharray:4",
    "strong": "stroke-width:3px",
}


def render(graph: Graph) -> str:
    """The graph as Mermaid text (without the Markdown fence)."""
    return "".join(f"{line}\n" for line in _lines(graph))


def _lines(graph: Graph) -> Iterator[str]:
    ids = graph.names()
    yield "flowchart LR"
    for number, (group, nodes) in enumerate(graph.grouped().items()):
        if group:
            yield f'  subgraph g{number}["{_words(group)}"]'
        for node in nodes:
            yield f'  {"  " if group else ""}{ids[node.id]}["{_words(node.label)}"]'
        if group:
            yield "  end"
    for node in graph.nodes:
        if node.style:
            yield f"  style {ids[node.id]} {_STROKES[node.style]}"
    edges = graph.arrows()
    for edge in edges:
        label = f'|"{_words(edge.label)}"|' if edge.label else ""
        yield f"  {ids[edge.source]} -->{label} {ids[edge.target]}"
    for number, edge in enumerate(edges):
        if edge.style:
            yield f"  linkStyle {number} {_STROKES[edge.style]}"


def _words(text: str) -> str:
    """A label; Mermaid doesn't parse empty ones."""
    return graph_label(text) or "–"
