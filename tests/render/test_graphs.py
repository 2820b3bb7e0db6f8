"""Drawings of dependencies."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from okrctl.render import formats, renderer
from okrctl.render.graphs._layout import Spacing, place
from okrctl.views.graph import Graph, GraphEdge, GraphNode

GRAPH = Graph(
    "Who waits for whom",
    (
        GraphNode("marketing/seo", "Be found first", "Marketing & Brand"),
        GraphNode("technology/page-speed", "Pages under 2 s", "Technology", "bad"),
        GraphNode("legal", "legal"),
    ),
    (
        GraphEdge("marketing/seo", "technology/page-speed", "late, 2026-03-31", "bad"),
        GraphEdge("marketing/seo", "legal"),
        GraphEdge("marketing/seo", "nobody/knows", "late"),
    ),
)

MERMAID = """\
flowchart LR
  subgraph g0["Marketing ＆ Brand"]
    n0["Be found first"]
  end
  subgraph g1["Technology"]
    n1["Pages under 2 s"]
  end
  n2["legal"]
  style n1 stroke:#cf222e,stroke-width:3px
  n0 -->|"late, 2026-03-31"| n1
  n0 --> n2
  linkStyle 0 stroke:#cf222e,stroke-width:3px
"""

DOT = """\
digraph okrctl {
  graph [rankdir="LR" label="Who waits for whom" labelloc="t" fontname="sans-serif"]
  node [shape="box" fontname="sans-serif"]
  edge [fontname="sans-serif" fontsize="10"]
  subgraph cluster_0 {
    label="Marketing ＆ Brand"
    n0 [label="Be found first"]
  }
  subgraph cluster_1 {
    label="Technology"
    n1 [label="Pages under 2 s" color="#cf222e" penwidth=2]
  }
  n2 [label="legal"]
  n0 -> n1 [label="late, 2026-03-31" color="#cf222e" penwidth=2]
  n0 -> n2 [label=""]
}
"""


def test_the_formats_of_the_contract_are_there() -> None:
    assert set(formats("graphs")) == {"mermaid", "dot", "svg"}


def test_mermaid() -> None:
    assert renderer("graphs", "mermaid")(GRAPH) == MERMAID


def test_mermaid_has_no_empty_labels() -> None:
    blank = Graph("", (GraphNode("a", "", " "), GraphNode("b", "\n")), (GraphEdge("a", "b", " "),))
    assert '""' not in renderer("graphs", "mermaid")(blank)


def test_dot() -> None:
    assert renderer("graphs", "dot")(GRAPH) == DOT


def test_svg_shows_every_box_and_arrow_and_stands_on_its_own() -> None:
    drawing = renderer("graphs", "svg")(GRAPH)
    root = ElementTree.fromstring(drawing)
    space = "{http://www.w3.org/2000/svg}"
    texts = {element.text for element in root.iter(f"{space}text")}
    assert {"Who waits for whom", "Be found first", "Marketing & Brand", "Pages under 2 s", "late, 2026-03-31"} <= texts
    group = root.find(f"{space}g")
    assert group is not None
    assert len(group.findall(f"{space}path")) == 2
    assert not re.search(r"(href|src|@import|url\((?!#))", drawing)
    assert "prefers-color-scheme:dark" in drawing


def test_nothing_to_draw_is_still_a_drawing() -> None:
    for name in formats("graphs"):
        assert renderer("graphs", name)(Graph("Nothing"))
    ElementTree.fromstring(renderer("graphs", "svg")(Graph("Nothing")))


graphs = st.integers(1, 12).flatmap(
    lambda count: st.tuples(
        st.lists(st.integers(20, 200), min_size=count, max_size=count),
        st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=30),
    )
)


@given(graphs)
def test_boxes_never_overlap_and_arrows_touch_their_boxes(graph: tuple[list[int], list[tuple[int, int]]]) -> None:
    widths, arrows = graph
    spacing = Spacing()
    placed = place(widths, arrows, spacing)
    for one, (left, top) in enumerate(placed.boxes):
        assert 0 <= left <= left + widths[one] <= placed.width
        assert 0 <= top <= top + spacing.box_height <= placed.height
        for other in range(one):
            x, y = placed.boxes[other]
            apart = x + widths[other] <= left or left + widths[one] <= x
            assert apart or abs(y - top) >= spacing.box_height
    for (source, target), points in zip(arrows, placed.arrows, strict=True):
        if source == target:
            assert points == []
            continue
        for box, (x, y) in ((source, points[0]), (target, points[-1])):
            left, top = placed.boxes[box]
            assert x in (left, left + widths[box])
            assert y == top + spacing.box_height / 2


def test_arrows_point_right_where_nothing_runs_in_circles() -> None:
    placed = place([50] * 4, [(0, 1), (1, 2), (0, 2), (3, 2)], Spacing())
    lefts = [left for left, _ in placed.boxes]
    assert lefts[0] < lefts[1] < lefts[2]
    assert lefts[3] < lefts[2]


def test_ten_thousand_boxes_in_a_row_and_in_a_circle_are_placed() -> None:
    count = 10_000
    row = [(at, at + 1) for at in range(count - 1)]
    for arrows in (row, [*row, (count - 1, 0)], [(0, at) for at in range(1, count)]):
        placed = place([50] * count, arrows, Spacing())
        assert len(placed.arrows) == len(arrows)
