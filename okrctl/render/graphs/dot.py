"""The language of Graphviz, for ``dot`` and other programs that read it."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.values.safe import graph_label
from okrctl.views.blocks import Style
from okrctl.views.graph import Graph

_LOOKS: dict[Style, str] = {
    "good": 'color="#2da44e"',
    "warn": 'color="#bf8700"',
    "bad": 'color="#cf222e" penwidth=2',
    "info": 'color="#218bff"',
    "dim": 'color="#8c959f" style="dashed"',
    "strong": "penwidth=2",
}


def render(graph: Graph) -> str:
    """The graph as a ``digraph``."""
    return "".join(f"{line}\n" for line in _lines(graph))


def _lines(graph: Graph) -> Iterator[str]:
    ids = graph.names()
    yield "digraph okrctl {"
    yield f'  graph [rankdir="LR" label="{graph_label(graph.title)}" labelloc="t" fontname="sans-serif"]'
    yield '  node [shape="box" fontname="sans-serif"]'
    yield '  edge [fontname="sans-serif" fontsize="10"]'
    for number, (group, nodes) in enumerate(graph.grouped().items()):
        margin = "    " if group else "  "
        if group:
            yield f"  subgraph cluster_{number} {{"
            yield f'    label="{graph_label(group)}"'
        for node in nodes:
            look = f" {_LOOKS[node.style]}" if node.style else ""
            yield f'{margin}{ids[node.id]} [label="{graph_label(node.label)}"{look}]'
        if group:
            yield "  }"
    for edge in graph.arrows():
        look = f" {_LOOKS[edge.style]}" if edge.style else ""
        yield f'  {ids[edge.source]} -> {ids[edge.target]} [label="{graph_label(edge.label)}"{look}]'
    yield "}"
