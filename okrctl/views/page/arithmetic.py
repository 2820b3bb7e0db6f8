"""Goal arithmetic as rows of a tree: the parts of a metric, with targets, values, and shares of the gap."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from okrctl.core.model.figures import short
from okrctl.core.review.metric_tree import MetricNode, MetricTree
from okrctl.core.values.frozen import frozen
from okrctl.views.metric_tree import notes, percent, share_of, walk
from okrctl.views.page.alignment import DEEPEST
from okrctl.views.page.parts import Context, Link


@frozen
class Step:
    """One row: ``depth`` counts from 0; ``share`` is its contribution to the gap above it, of 1 in total.

    ``items`` state the target and the value; ``again``: its parts are expanded above.
    """

    depth: int
    metric: str
    title: str
    unit: str
    formula: str
    value: str
    target: str
    gap: str
    share: str
    part: float | None
    items: tuple[Link, ...]
    notes: tuple[str, ...]
    again: bool


def steps(context: Context, tree: MetricTree) -> Iterator[Step]:
    """The metrics from the top down, each expanded once."""
    for id, parent, depth, opened in walk(tree):
        node = tree.nodes[id]
        found = share_of(tree.nodes[parent], id) if parent else None
        yield Step(
            depth=min(depth, DEEPEST),
            metric=id,
            title=node.metric.title or id,
            unit=node.unit or "",
            formula=str(node.metric.formula) if node.metric.formula and opened else "",
            value=_amount(node.value.amount if node.value else None),
            target=_amount(node.target.amount if node.target else None),
            gap=_amount(node.gap, sign="+"),
            share=percent(found.share) if found and found.share is not None else "",
            part=float(found.share) if found and found.share is not None else None,
            items=tuple(map(context.named, _refs(node))),
            notes=tuple(notes(node)) if opened else (),
            again=not opened,
        )


def _amount(amount: Fraction | None, sign: str = "") -> str:
    """An amount without its unit; ``sign`` precedes positive ones."""
    return "" if amount is None else f"{sign if amount > 0 else ''}{short(amount)}"


def _refs(node: MetricNode) -> dict[str, None]:
    """The items that state one of its numbers, each once."""
    return dict.fromkeys(each.ref for each in (node.value, node.target) if each and each.ref)
