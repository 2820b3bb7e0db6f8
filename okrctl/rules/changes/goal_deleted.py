"""A running objective or key result, or a KPI, is gone.

What was promised and is no longer pursued belongs into the record: deleting it takes it out of scores and memory.

Put it back and add `dropped: {date: …, why: …}`. A renamed item keeps its history with `formerly: [old-id]`. A key
result that never should have been there can be accounted for by its objective: `amended: [{date: …, field:
key_results/ID, why: …}]`. A KPI that nobody watches any more is accounted for by its department: `field: kpis/ID`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from okrctl.core.checks.context import RuleContext
from okrctl.core.checks.goalposts import wrong_at_base
from okrctl.core.diff.items import Node
from okrctl.core.diff.trace import in_force, new_entries, removal_accounted
from okrctl.core.values.diagnostic import Place, Problem

if TYPE_CHECKING:
    from okrctl.core.diff.compare import ItemChange

CODE = "OKR703"
SEVERITY = "error"


def check(case: RuleContext) -> Iterator[Problem]:
    """Deleted items that were in force at base."""
    difference = case.difference
    if difference is None:
        return
    added = [change for change in difference.items if change.pair.before is None]
    for change in difference.items:
        node = change.pair.before
        if node is None or change.pair.after is not None:
            continue
        if node.kind == "kpi":
            yield from _kpi(case, node)
        if not in_force(node, case.today):
            continue
        home = difference.home(node)
        # the objective's own deletion is told once
        if (home and home.after is None) or removal_accounted(node, home) or wrong_at_base(case, node, ("id",)):
            continue
        place = Place(node.path, (*node.at, "id"), base=True)
        message = f"{node.ref} had begun and is gone (this is its line at base)"
        yield Problem("goal-deleted", place, message, _way_out(node, added))


def _kpi(case: RuleContext, node: Node) -> Iterator[Problem]:
    """A KPI is always watched, and its department says when it is no longer."""
    assert case.base is not None
    was, now = case.base.departments[node.department], case.ws.departments.get(node.department)
    field = f"kpis/{node.id}"
    told = any(entry.field == field for entry in new_entries(was.amended, now.amended)) if now else False
    if not told and not wrong_at_base(case, node, ("id",)):
        message = f"{node.ref} was watched and is gone (this is its line at base)"
        help = f"put it back, or say in the department's file: `amended: [{{date: …, field: {field}, why: …}}]`"
        yield Problem("goal-deleted", Place(node.path, (*node.at, "id"), base=True), message, help)


def _way_out(node: Node, added: list[ItemChange]) -> str:
    for change in added:
        new = change.node
        same_home = (new.kind, new.department) == (node.kind, node.department)
        if same_home and new.item.title is not None and new.item.title == node.item.title:
            return f"if it is {new.ref} now, say so there: `formerly: [{node.id}]`"
    return "put it back with `dropped: {date: …, why: …}`"
