"""A graph of who depends on whom, as the formats for drawings take it. Text in it is raw, as in `blocks`."""

from __future__ import annotations

from dataclasses import dataclass

from okrctl.views.blocks import Style


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A box: ``id`` is what edges name (any text), ``group`` the box it is drawn into (a department)."""

    id: str
    label: str
    group: str = ""
    style: Style = ""


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """An arrow. Its label says the state in words; the style only repeats it in colour."""

    source: str
    target: str
    label: str = ""
    style: Style = ""


@dataclass(frozen=True, slots=True)
class Graph:
    """Boxes and arrows between them; arrows from or to boxes that are not there are left out."""

    title: str
    nodes: tuple[GraphNode, ...] = ()
    edges: tuple[GraphEdge, ...] = ()
