"""Goal arithmetic as rows of a tree: the parts of a metric, with targets, values, and shares of the gap."""

from __future__ import annotations

from fractions import Fraction

from okrctl.core.model.figures import short
from okrctl.core.review.metric_tree import MetricTree
from okrctl.views.metric_tree import notes, percent, share_of
from okrctl.views.page.alignment import DEEPEST
from okrctl.views.page.parts import Context
from okrctl.views.walk import Step


class Part:
    """One row: ``depth`` counts from 0; ``share`` is its contribution to the gap above it, of 1 in total.

    ``items`` state the target and the value; ``again``: its parts are expanded above.
    """

    def __init__(self, context: Context, tree: MetricTree, step: Step[str]) -> None:
        node, found = tree.nodes[step.at], share_of(tree, step.parent, step.at)
        known = found.share if found else None
        self.depth = min(step.depth, DEEPEST)
        self.metric = step.at
        self.title = node.metric.title or step.at
        self.unit = node.unit or ""
        self.formula = str(node.metric.formula) if node.metric.formula and not step.again else ""
        self.value = _amount(node.value.amount if node.value else None)
        self.target = _amount(node.target.amount if node.target else None)
        self.gap = _amount(node.gap, sign="+")
        self.share = "" if known is None else percent(known)
        self.part = None if known is None else float(known)
        stated = (each.ref for each in (node.value, node.target) if each and each.ref)
        self.items = tuple(map(context.named, dict.fromkeys(stated)))
        self.notes = () if step.again else tuple(notes(node))
        self.again = step.again


def _amount(amount: Fraction | None, sign: str = "") -> str:
    """An amount without its unit; ``sign`` precedes positive ones."""
    return "" if amount is None else f"{sign if amount > 0 else ''}{short(amount)}"
