"""A graph of dependencies, for the drawing formats. Its text is raw, as in `blocks`."""

from __future__ import annotations

from okrctl.core.values.frozen import frozen
from okrctl.views.blocks import Style


@frozen
class GraphNode:
    """A box: ``id`` is used by edges (any text), ``group`` is the surrounding box (a department)."""

    id: str
    label: str
    group: str = ""
    style: Style = ""


@frozen
class GraphEdge:
    """An arrow. Its label is the state in words; the style only repeats it in color."""

    source: str
    target: str
    label: str = ""
    style: Style = ""


@frozen
class Graph:
    """Boxes and arrows between them; arrows from or to missing boxes are left out."""

    title: str
    nodes: tuple[GraphNode, ...] = ()
    edges: tuple[GraphEdge, ...] = ()

    def names(self) -> dict[str, str]:
        """A generated name for each box, independent of its own id."""
        return {node.id: f"n{number}" for number, node in enumerate(self.nodes)}

    def grouped(self) -> dict[str, list[GraphNode]]:
        """The boxes by group, in order of first appearance; those without a group under an empty name."""
        groups: dict[str, list[GraphNode]] = {}
        for node in self.nodes:
            groups.setdefault(node.group, []).append(node)
        return groups

    def arrows(self) -> list[GraphEdge]:
        """The arrows between existing boxes."""
        known = {node.id for node in self.nodes}
        return [edge for edge in self.edges if edge.source in known and edge.target in known]
