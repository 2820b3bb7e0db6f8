"""``okrctl metrics tree``: the parts of metrics, with targets, values, and the part that explains a gap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from okrctl.core.contracts.arithmetic import TOLERANCE
from okrctl.core.model.figures import in_unit, short
from okrctl.core.review.metric_tree import MetricNode, MetricTree, Share, Stated
from okrctl.views.blocks import Blank, Block, Cell, Document, Heading, Line, Run, as_document
from okrctl.views.graph import Graph, GraphEdge, GraphNode
from okrctl.views.published import exact, rounded, sheet
from okrctl.views.walk import Step, nested, walk

SCHEMA = "okrctl/metrics-tree/v1"
_COLUMNS = "metric part_of title unit target target_of value value_of value_day amount share"


@as_document
def tree_document(organization: str, day: date | None, tree: MetricTree) -> Iterator[Block]:
    """The tree for people; ``day`` is None if there are no numbers to show."""
    until = f", targets for {tree.end}" if tree.end else ""
    yield Heading(organization, f"metrics as of {day}{until}" if day else "metrics")
    if not tree.roots:
        yield Line("No metric has a formula. For example, in okrctl.yaml:")
        yield Line("revenue: {title: Revenue, formula: sessions * conversion-rate * order-value}", indent=2)
        return
    yield Blank()
    yield nested((step.depth, _text(tree, step)) for step in steps(tree))
    if any(node.shares for node in tree.nodes.values()):
        yield Blank()
        yield Line(Run("Percentages show how much of the gap above it each part explains.", "dim"))


def steps(tree: MetricTree) -> Iterator[Step[str]]:
    """The metrics from the top down."""
    return walk(tree.roots, lambda id: _parts(tree, id))


def _parts(tree: MetricTree, id: str) -> list[str]:
    formula = tree.nodes[id].metric.formula
    return [part for part in formula.metrics if part in tree.nodes] if formula else []


def _text(tree: MetricTree, step: Step[str]) -> Cell:
    id, parent, node = step.at, step.parent, tree.nodes[step.at]
    parts: list[Run | str] = []
    found = share_of(tree, parent, id)
    if parent and tree.nodes[parent].shares:
        parts.append(Run(f"{percent(found.share if found else None):>5}  ", "strong"))
    parts.append(Run(id, "strong"))
    if tree.end or node.value:
        parts.append(f"  {_amounts(node)}")
    elif node.unit:
        parts.append(Run(f"  {node.unit}", "dim"))
    refs = list(dict.fromkeys(each.ref for each in (node.value, node.target) if each and each.ref))
    if refs:
        parts.append(Run(f"  {', '.join(refs)}", "dim"))
    told = ["see above"] if step.again else list(notes(node))
    if told:
        parts.append(Run(f"  ({'; '.join(told)})", "warn" if node.unexplained and not step.again else "dim"))
    return tuple(parts)


def _amounts(node: MetricNode) -> str:
    if node.value is None:
        return f"no value, target {short(node.target.amount, node.unit)}" if node.target else "no target, no value"
    if node.target is None:
        return f"{short(node.value.amount, node.unit)}, no target"
    same = "%" if in_unit(node.unit) == "%" else ""
    return f"{short(node.value.amount)}{same} of {short(node.target.amount, node.unit)}"


def notes(node: MetricNode) -> Iterator[str]:
    """Remarks about its numbers: what was calculated, and contradictions."""
    worked = [name for name, each in (("value", node.value), ("target", node.target)) if each and each.ref is None]
    if worked:
        yield f"{' and '.join(worked)} worked out"
    for what, stated, given in (("targets", node.target, node.gives), ("values", node.value, node.makes)):
        if stated and given is not None and abs(given - stated.amount) > TOLERANCE * abs(stated.amount):
            yield f"its parts' {what} give {short(given, node.unit if in_unit(node.unit) == '%' else None)}"
    if node.rest and node.gap and abs(node.rest / node.gap) >= Fraction(1, 200):
        yield f"{percent(node.rest / node.gap)} of the gap is not in its parts"
    if node.unexplained:
        yield f"not explained: {node.unexplained}"


def percent(value: Fraction | None) -> str:
    """A share of 1 in percent; a dash for None."""
    if value is None:
        return "–"
    cents = round(value * 100)
    return f"{'−' if cents < 0 else ''}{abs(cents):,}%"


def share_of(tree: MetricTree, id: str | None, part: str) -> Share | None:
    """A part's contribution to the gap of a metric."""
    return next((each for each in tree.nodes[id].shares if each.metric == part), None) if id else None


def tree_json(day: date | None, tree: MetricTree) -> dict[str, Any]:
    """The tree as a flat graph: metrics by id, each with its parts, and the roots."""
    return {
        "schema": SCHEMA,
        "as_of": day,
        "targets_for": tree.end,
        "roots": list(tree.roots),
        "metrics": [
            {
                "id": node.id,
                "title": node.metric.title,
                "unit": node.unit,
                "better": node.metric.better,
                "formula": str(node.metric.formula) if node.metric.formula else None,
                "target": _stated(node.target),
                "value": _stated(node.value),
                "formula_gives": {"target": rounded(node.gives), "value": rounded(node.makes)},
                "gap": rounded(node.gap),
                "parts": [
                    {"metric": each.metric, "amount": rounded(each.amount), "share": rounded(each.share)}
                    for each in node.shares
                ],
                "rest": rounded(node.rest),
                "unexplained": node.unexplained,
            }
            for node in tree.nodes.values()
        ],
    }


def _stated(stated: Stated | None) -> dict[str, Any] | None:
    if stated is None:
        return None
    return {"amount": rounded(stated.amount), "ref": stated.ref, "day": stated.day, "worked_out": stated.ref is None}


def tree_table(tree: MetricTree) -> Document:
    """One row for each metric in each of its places."""
    rows = [_row(tree, root, None) for root in tree.roots]
    rows += [_row(tree, part, id) for id in tree.nodes for part in _parts(tree, id)]
    return sheet(_COLUMNS, rows)


def _row(tree: MetricTree, id: str, parent: str | None) -> dict[str, Any]:
    node = tree.nodes[id]
    found = share_of(tree, parent, id)
    return {
        "metric": id,
        "part_of": parent,
        "title": node.metric.title,
        "unit": node.unit,
        "target": node.target and exact(node.target.amount),
        "target_of": node.target and node.target.ref,
        "value": node.value and exact(node.value.amount),
        "value_of": node.value and node.value.ref,
        "value_day": node.value and node.value.day,
        "amount": found and rounded(found.amount),
        "share": found and rounded(found.share),
    }


def tree_graph(title: str, tree: MetricTree) -> Graph:
    """Metrics with arrows to those made of them, labeled with the share of the gap."""
    nodes = tuple(GraphNode(node.id, node.id) for node in tree.nodes.values())
    edges = []
    for id in tree.nodes:
        for part in _parts(tree, id):
            found = share_of(tree, id, part)
            edges.append(GraphEdge(part, id, percent(found.share) if found and found.share is not None else ""))
    return Graph(title, nodes, tuple(edges))
