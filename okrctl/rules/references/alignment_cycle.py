"""Objectives support each other in a cycle.

`supports` says what a goal is for, and leads up to one of the company's objectives. In a cycle, every goal serves the
next one, and nothing says what all of them are for.

Decide which is the end and which the means, and remove the `supports` that points from the end back to the means.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.links import Link
from okrctl.core.contracts.loops import loops
from okrctl.core.values.diagnostic import Problem, Problems, Related, Spot

CODE = "OKR207"
SEVERITY = "error"


def check(case: RuleContext) -> Problems:
    """One finding per group of items that support each other."""
    edges: dict[Spot, list[Spot]] = {}
    names: dict[Spot, str] = {}
    by_edge: dict[tuple[Spot, Spot], Link] = {}
    for link in case.links:
        helped = link.entry
        if link.kind != "supports" or helped is None:
            continue
        start, end = link.source.spot, helped.spot
        if start in (end, helped.home) or end == link.source.home:
            continue  # reported by self-reference
        edges.setdefault(start, []).append(end)
        by_edge.setdefault((start, end), link)
        # a key result helps its own objective
        for entry in (link.source, helped):
            names[entry.home] = entry.objective.ref if entry.objective else entry.ref
            names[entry.spot] = entry.ref
            if entry.kind == "key_result":
                edges.setdefault(entry.spot, []).append(entry.home)
    for loop in loops(edges):
        circle = (*loop, loop[0])
        first, *others = [by_edge[step] for step in zip(loop, circle[1:], strict=True) if step in by_edge]
        way = " → ".join(names[node] for node in circle)
        related = tuple(Related(other.place, f"{other.source.ref} supports {other.text}") for other in others)
        help = "remove the link from the end back to the means"
        yield Problem("alignment-cycle", first.place, f"these support each other in a cycle: {way}", help, related)
