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
