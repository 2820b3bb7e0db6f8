from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from okrctl.core.contracts.loops import loops

nodes = st.integers(0, 7)
graphs = st.lists(st.tuples(nodes, nodes), max_size=24)


def edges_of(pairs: list[tuple[int, int]]) -> dict[int, list[int]]:
    edges: dict[int, list[int]] = {}
    for start, end in pairs:
        edges.setdefault(start, []).append(end)
    return edges


def reachable(edges: dict[int, list[int]], start: int) -> set[int]:
    found: set[int] = set()
    front = [start]
    while front:
        for node in edges.get(front.pop(), []):
            if node not in found:
                found.add(node)
                front.append(node)
    return found


def test_a_chain_has_no_loop() -> None:
    assert loops({1: [2], 2: [3], 3: []}) == ()


def test_a_node_that_leads_to_itself_is_a_loop() -> None:
    assert loops({1: [2], 2: [2]}) == ((2,),)


def test_the_shortest_loop_through_the_first_node_is_told() -> None:
    assert loops({"a": ["b", "c"], "b": ["c"], "c": ["d"], "d": ["a"]}) == (("a", "c", "d"),)


def test_loops_come_in_the_order_of_their_first_nodes() -> None:
    assert loops({"z": ["y"], "y": ["z"], "b": ["a"], "a": ["b"]}) == (("z", "y"), ("b", "a"))


@given(graphs)
def test_every_group_of_nodes_that_reach_each_other_is_told_once(pairs: list[tuple[int, int]]) -> None:
    edges = edges_of(pairs)
    reach = {node: reachable(edges, node) for node in edges}
    groups = {frozenset(other for other in reach[node] if node in reach.get(other, ())) for node in edges}
    found = loops(edges)
    assert len(found) == len({group for group in groups if group})
    for loop in found:
        assert len(set(loop)) == len(loop)
        for node, following in zip(loop, (*loop[1:], loop[0]), strict=True):
            assert following in edges[node]


def test_long_ways_need_no_recursion() -> None:
    chain = {node: [node + 1] for node in range(10_000)}
    assert loops(chain) == ()
    assert loops({**chain, 10_000: [0]}) == (tuple(range(10_001)),)
