"""The dependency report for programs: JSON, rows for spreadsheets, and a graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from okrctl.core.company.workspace import PlacedObjective
from okrctl.core.contracts.conflict import Sum
from okrctl.core.contracts.contracts import Spot, objective_spot
from okrctl.core.contracts.dependencies import Network
from okrctl.core.contracts.dependency import STATES, Dependency
from okrctl.core.scores.scoring import ScoredObjective
from okrctl.core.values.diagnostic import Place
from okrctl.views.blocks import Document
from okrctl.views.graph import Graph, GraphEdge, GraphNode
from okrctl.views.projection import forecast_json
from okrctl.views.published import head, rounded, sheet
from okrctl.views.signs import style

SCHEMA = "okrctl/deps/v1"
_COLUMNS = (
    "from",
    "on",
    "need",
    "due",
    "promised",
    "state",
    "confirmed",
    "exposed",
    "chain",
    "path",
    "line",
    "forecast",
)

LineOf = Callable[[Place], int]


def deps_json(organization: str, network: Network, rows: Sequence[Dependency], line_of: LineOf) -> dict[str, Any]:
    """The report as one versioned object; ``rows`` are the selected dependencies, the rest is always complete."""
    return {
        **head(SCHEMA, organization, network.day),
        "matrix": [
            {"from": cell.waiting, "to": cell.asked, "count": cell.count, "worst": cell.worst}
            for cell in network.matrix()
        ],
        "dependencies": [row_json(row, line_of) for row in rows],
        "shared": [
            {"kind": tie.kind, "metric": tie.metric, "departments": tie.departments, "refs": tie.refs}
            for tie in network.shared
        ],
        "conflicts": [
            {
                "metric": conflict.metric,
                "kind": conflict.kind,
                "parties": [{"ref": party.ref, "value": party.value} for party in conflict.parties],
                **({"sum": _sum(conflict.sum)} if conflict.sum else {}),
            }
            for conflict in network.conflicts
        ],
        "cycles": network.cycles,
        "longest_chain": network.longest_chain,
        "most_depended_on": [
            {"department": department, "count": count} for department, count in network.most_depended_on()
        ],
    }


def _sum(found: Sum) -> dict[str, Any]:
    """A formula calculated with targets; numbers in the units of their metrics."""
    return {
        "formula": str(found.formula),
        "gives": rounded(found.gives),
        "undefined": found.undefined,
        "target": rounded(found.target),
        "parts": [
            {"metric": part.metric, "ref": part.ref, "target": rounded(part.target), "needed": rounded(part.needed)}
            for part in found.parts
        ],
    }


def deps_table(rows: Sequence[Dependency], line_of: LineOf) -> Document:
    """One table with a row for each dependency, for spreadsheets; a chain is one cell."""
    found = []
    for row in rows:
        values = row_json(row, line_of)
        trend = values["forecast"] or {}
        found.append(values | {"chain": " > ".join(row.chain), "forecast": trend.get("at_end")})
    return sheet(_COLUMNS, found)


def row_json(row: Dependency, line_of: LineOf) -> dict[str, Any]:
    """One dependency."""
    contract, found = row.contract, forecast_json(row.forecast)
    return {
        "from": row.waits,
        "on": row.on,
        "need": contract.need.need,
        "due": row.due,
        "promised": contract.promised,
        "state": row.state,
        "confirmed": contract.confirmed,
        "exposed": bool(row.chain),
        "chain": row.chain,
        "path": contract.need.place.path,
        "line": line_of(contract.need.place),
        "forecast": {"day": row.ahead, **found} if found else None,
    }


def deps_graph(
    title: str, rows: Sequence[Dependency], objectives: Mapping[Spot, ScoredObjective], *, by_department: bool = False
) -> Graph:
    """Objectives by department, with an arrow from each dependent to its provider, labeled with the worst state.

    With ``by_department``, boxes are departments, and an arrow has the number of dependencies.
    """
    if by_department:
        return _departments_graph(title, rows)
    nodes: dict[str, GraphNode] = {}
    arrows: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        entry = row.contract.provider.entry
        asker = _box(row.contract.need.source.objective, objectives)
        provider = _box(entry.objective if entry else None, objectives) or _bare(row)
        if asker is not None:
            nodes.update({asker.id: asker, provider.id: provider})
            arrows.setdefault((asker.id, provider.id), []).append(row.state)
    return Graph(title, tuple(nodes.values()), tuple(_arrow(*ends, states) for ends, states in arrows.items()))


def _departments_graph(title: str, rows: Sequence[Dependency]) -> Graph:
    names = dict.fromkeys(name for row in rows for name in (row.waiting_department, row.asked_department))
    arrows: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if row.waiting_department != row.asked_department:
            arrows.setdefault((row.waiting_department, row.asked_department), []).append(row.state)
    edges = []
    for (waiting, asked), states in arrows.items():
        worst = min(states, key=STATES.index)
        edges.append(GraphEdge(waiting, asked, f"{len(states)} ({worst})", style(worst)))
    return Graph(title, tuple(GraphNode(name, name) for name in names), tuple(edges))


def _box(placed: PlacedObjective | None, objectives: Mapping[Spot, ScoredObjective]) -> GraphNode | None:
    if placed is None:
        return None
    scored = objectives.get(objective_spot(placed))
    look = style(scored.status) if scored else ""
    name = f"{placed.ref}@{placed.cycle.name}" if placed.cycle else placed.ref
    return GraphNode(name, placed.history.current.id, placed.department, look)


def _bare(row: Dependency) -> GraphNode:
    """A provider that isn't an objective: a department without a plan for it, or a group outside the files."""
    if row.contract.external:
        return GraphNode(row.asked_department, row.asked_department, style="dim")
    return GraphNode(row.asked_department, "not planned yet", row.asked_department, "warn")


def _arrow(source: str, target: str, states: list[str]) -> GraphEdge:
    worst = min(states, key=STATES.index)
    label = worst if len(states) == 1 else f"{worst} ({len(states)})"
    return GraphEdge(source, target, label, style(worst))
