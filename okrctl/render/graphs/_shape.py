"""Shared by the graph formats: generated names for boxes, boxes by group, arrows with both ends."""

from __future__ import annotations

from okrctl.views.graph import Graph, GraphEdge, GraphNode


def names(graph: Graph) -> dict[str, str]:
    """A generated name for each box, independent of its own id."""
    return {node.id: f"n{number}" for number, node in enumerate(graph.nodes)}


def grouped(graph: Graph) -> dict[str, list[GraphNode]]:
    """The boxes by group, in order of first appearance; those without a group under an empty name."""
    groups: dict[str, list[GraphNode]] = {}
    for node in graph.nodes:
        groups.setdefault(node.group, []).append(node)
    return groups


def arrows(graph: Graph) -> list[GraphEdge]:
    """The arrows between existing boxes."""
    known = {node.id for node in graph.nodes}
    return [edge for edge in graph.edges if edge.source in known and edge.target in known]
