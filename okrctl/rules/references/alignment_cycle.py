"""Objectives support each other in a cycle.

`supports` says what a goal is for, and leads up to one of the company's objectives. In a cycle, every goal serves the
next one, and nothing says what all of them are for.

Decide which is the end and which the means, and remove the `supports` that points from the end back to the means.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.links import Link
from okrctl.core.company.references import Target
from okrctl.core.company.workspace import Entry
from okrctl.core.contracts.loops import loops
from okrctl.core.values.diagnostic import DocPath, Problem, Problems, Related

CODE = "OKR207"
SEVERITY = "error"

_Node = tuple[str, DocPath]


def check(case: RuleContext) -> Problems:
    """One finding per group of items that support each other."""
    edges: dict[_Node, list[_Node]] = {}
    names: dict[_Node, str] = {}
    by_edge: dict[tuple[_Node, _Node], Link] = {}
    for link in case.links:
        target = link.target
        if link.kind != "supports" or not isinstance(target, Target) or target.entry is None:
            continue
        start, end = _node(link.source), _node(target.entry)
        if start in (end, _home(target.entry)) or end == _home(link.source):
            continue  # reported by self-reference
        edges.setdefault(start, []).append(end)
        by_edge.setdefault((start, end), link)
        # a key result helps its own objective
        for entry in (link.source, target.entry):
            names[_home(entry)] = entry.objective.ref if entry.objective else entry.ref
            names[_node(entry)] = entry.ref
            if entry.kind == "key_result":
                edges.setdefault(_node(entry), []).append(_home(entry))
    for loop in loops(edges):
        circle = (*loop, loop[0])
        first, *others = [by_edge[step] for step in zip(loop, circle[1:], strict=True) if step in by_edge]
        way = " → ".join(names[node] for node in circle)
        related = tuple(Related(other.place, f"{other.source.ref} supports {other.text}") for other in others)
        help = "remove the link from the end back to the means"
        yield Problem("alignment-cycle", first.place, f"these support each other in a cycle: {way}", help, related)


def _node(entry: Entry) -> _Node:
    return (entry.path, entry.at)


def _home(entry: Entry) -> _Node:
    return (entry.path, entry.objective.history.current.at) if entry.objective else _node(entry)
