"""A graph of who depends on whom, as the formats for drawings take it. Text in it is raw, as in `blocks`."""

from __future__ import annotations

from okrctl.core.values.frozen import frozen
from okrctl.views.blocks import Style


@frozen
class GraphNode:
    """A box: ``id`` is what edges name (any text), ``group`` the box it is drawn into (a department)."""

    id: str
    label: str
    group: str = ""
    style: Style = ""


@frozen
class GraphEdge:
    """An arrow. Its label says the state in words; the style only repeats it in color."""

    source: str
    target: str
    label: str = ""
    style: Style = ""


@frozen
class Graph:
    """Boxes and arrows between them; arrows from or to boxes that are not there are left out."""

    title: str
    nodes: tuple[GraphNode, ...] = ()
    edges: tuple[GraphEdge, ...] = ()
