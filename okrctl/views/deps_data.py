"""The dependency report for programs: JSON, rows for spreadsheets, and a graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args

from okrctl.core.company.workspace import PlacedObjective
from okrctl.core.contracts.conflict import Conflict, ConflictKind, Sum
from okrctl.core.contracts.department_links import Tie
from okrctl.core.contracts.dependencies import Network
from okrctl.core.contracts.dependency import STATES, Dependency
from okrctl.core.findings.diagnose import Positions
from okrctl.core.scores.scoring import ScoredObjective
from okrctl.core.values.diagnostic import Place, Spot
from okrctl.views.blocks import Document
from okrctl.views.graph import Graph, GraphEdge, GraphNode
from okrctl.views.projection import PROJECTION, forecast_json
from okrctl.views.published import place_of, rounded, sheet
from okrctl.views.records import DAY, FLAG, NUMBER, TEXT, Record, head, listed, maybe, one_of, report
from okrctl.views.signs import style

_DEPENDENCY = Record({"from": TEXT}, "on need due promised state confirmed")
DEPENDENCY = Record(_DEPENDENCY, "path line")
_FORECAST = maybe(Record({"day": maybe(DAY)}, PROJECTION))
_ROW = Record(_DEPENDENCY, {"exposed": FLAG}, "chain path line", {"forecast": _FORECAST})
_CELL = Record({"from": TEXT, "to": TEXT}, "count", {"worst": one_of(STATES)})
_SHARED = Record({"kind": one_of(get_args(Tie))}, "metric", {"departments": listed(TEXT)}, "refs")
_PARTY = Record("ref", {"value": TEXT})
_PART = Record("metric ref", {"target": NUMBER, "needed": maybe(NUMBER)})
_SUM = Record(
    {"formula": TEXT, "gives": maybe(NUMBER), "undefined": maybe(TEXT), "target": NUMBER, "parts": listed(_PART)}
)
_CONFLICT = Record(
    "metric",
    {"kind": one_of(get_args(ConflictKind)), "parties": listed(_PARTY), "sum": _SUM},
    optional=("sum",),
)
_MOST = Record("department count")
SHAPE = report(
    "okrctl/deps/v1",
    {
        "matrix": listed(_CELL),
        "dependencies": listed(_ROW),
        "shared": listed(_SHARED),
        "conflicts": listed(_CONFLICT),
        "cycles": listed(listed(TEXT)),
        "longest_chain": listed(TEXT),
        "most_depended_on": listed(_MOST),
    },
)

LineOf = Callable[[Place], int]


def deps_json(organization: str, network: Network, rows: Sequence[Dependency], line_of: LineOf) -> dict[str, Any]:
    """The report as one versioned object; ``rows`` are the selected dependencies, the rest is always complete."""
    return SHAPE.of(
        network,
        head(organization, network.day),
        matrix=[_CELL.of(cell, from_=cell.waiting, to=cell.asked) for cell in network.matrix()],
        dependencies=[row_json(row, line_of) for row in rows],
        shared=[_SHARED.of(tie) for tie in network.shared],
        conflicts=[_conflict(each) for each in network.conflicts],
        most_depended_on=[_MOST.of(department=id, count=count) for id, count in network.most_depended_on()],
    )


def _conflict(conflict: Conflict) -> dict[str, Any]:
    parties = [_PARTY.of(party) for party in conflict.parties]
    summed = {"sum": _sum(conflict.sum)} if conflict.sum else {}
    return _CONFLICT.of(summed, metric=conflict.metric, kind=conflict.kind, parties=parties)


def _sum(found: Sum) -> dict[str, Any]:
    """A formula calculated with targets; numbers in the units of their metrics."""
    parts = [_PART.of(part, target=rounded(part.target)) for part in found.parts]
    return _SUM.of(found, formula=str(found.formula), target=rounded(found.target), parts=parts)


def deps_table(rows: Sequence[Dependency], line_of: LineOf) -> Document:
    """One table with a row for each dependency, for spreadsheets; a chain is one cell."""
    found = []
    for row in rows:
        values = row_json(row, line_of)
        trend = values["forecast"] or {}
        found.append(values | {"chain": " > ".join(row.chain), "forecast": trend.get("at_end")})
    return sheet(" ".join(_ROW.held), found)


def row_json(row: Dependency, line_of: LineOf) -> dict[str, Any]:
    """One dependency, with where it leads."""
    found = forecast_json(row.forecast)
    ahead = {"day": row.ahead, **found} if found else None
    place = row.contract.need.place
    at = {"path": place.path, "line": line_of(place)}
    return _ROW.of(row, row.contract.need, row.contract, at, from_=row.waits, exposed=bool(row.chain), forecast=ahead)


def dependency_json(row: Dependency, positions: Positions) -> dict[str, Any]:
    """One dependency."""
    place = row.contract.need.place
    at = place_of(positions, place.path, place.at)
    return DEPENDENCY.of(row, row.contract.need, row.contract, at, from_=row.waits)


def deps_graph(
    title: str, rows: Sequence[Dependency], objectives: Mapping[Spot, ScoredObjective], *, by_department: bool = False
) -> Graph:
    """Objectives by department, with an arrow from each dependent to its provider, labeled with the worst state.

    With ``by_department``, boxes are departments, and an arrow has the number of dependencies.
    """
    nodes: dict[str, GraphNode] = {}
    arrows: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        entry = row.contract.provider.entry
        asker = _box(row.contract.need.source.objective, objectives)
        provider = _box(entry.objective if entry else None, objectives) or _bare(row)
        if by_department:
            asker, provider = (GraphNode(name, name) for name in (row.waiting_department, row.asked_department))
        if asker is not None:
            nodes.update({asker.id: asker, provider.id: provider})
            if not by_department or asker.id != provider.id:
                arrows.setdefault((asker.id, provider.id), []).append(row.state)
    edges = []
    for (source, target), states in arrows.items():
        worst, count = min(states, key=STATES.index), len(states)
        label = f"{count} ({worst})" if by_department else worst if count == 1 else f"{worst} ({count})"
        edges.append(GraphEdge(source, target, label, style(worst)))
    return Graph(title, tuple(nodes.values()), tuple(edges))


def _box(placed: PlacedObjective | None, objectives: Mapping[Spot, ScoredObjective]) -> GraphNode | None:
    if placed is None:
        return None
    scored = objectives.get(placed.spot)
    look = style(scored.status) if scored else ""
    name = f"{placed.ref}@{placed.cycle.name}" if placed.cycle else placed.ref
    return GraphNode(name, placed.history.current.id, placed.department, look)


def _bare(row: Dependency) -> GraphNode:
    """A provider that isn't an objective: a department without a plan for it, or a group outside the files."""
    if row.contract.external:
        return GraphNode(row.asked_department, row.asked_department, style="dim")
    return GraphNode(row.asked_department, "not planned yet", row.asked_department, "warn")
