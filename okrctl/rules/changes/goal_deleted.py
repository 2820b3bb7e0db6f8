"""A running objective or key result, or a KPI, was deleted; or a goal was moved away from its objective or department.

A goal that was promised and then given up belongs in the record. Deleting it removes it from scores and history. An
objective whose key result moves elsewhere promises less than before, and so does a department whose objective does.

Restore it and add `dropped: {date: …, why: …}`. A renamed item keeps its history with `formerly: [old-id]`. If a key
result was a mistake or has moved, record that on the objective that it left: `amended: [{date: …, field:
key_results/ID, why: …}]`. If a KPI is no longer monitored, or an objective went to another department, record that in
its department: `field: kpis/ID` or `field: objectives/ID`. A department that is renamed needs no record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrctl.core.checks.context import RuleContext
from okrctl.core.checks.goalposts import left_behind, wrong_at_base
from okrctl.core.company.workspace import Entry
from okrctl.core.diff.replay import new_by_field
from okrctl.core.diff.trace import given_up, in_force, removal_accounted
from okrctl.core.values.diagnostic import Problem, Problems, Related

if TYPE_CHECKING:
    from okrctl.core.diff.compare import ItemChange

CODE = "OKR703"
SEVERITY = "error"


def check(case: RuleContext) -> Problems:
    """Deleted items that were in force at the base."""
    difference = case.difference
    if difference is None:
        return
    added = [change for change in difference.items if change.pair.before is None]
    for change in difference.items:
        node = change.pair.before
        if node is None:
            continue
        if change.pair.after is not None:
            yield from _moved(case, change)
            yield from _handed_over(case, change)
            continue
        if node.kind == "kpi":
            yield from _kpi(case, node)
        if not in_force(node, case.today):
            continue
        home = difference.home(node)
        # the objective's deletion is reported once
        if (home and home.after is None) or removal_accounted(node, home) or wrong_at_base(case, node, ("id",)):
            continue
        place = node.place("id", base=True)
        message = f"{node.ref} was running and was deleted (this is its line at the base)"
        yield Problem("goal-deleted", place, message, _way_out(node, added))


def _moved(case: RuleContext, change: ItemChange) -> Problems:
    """A key result that left its objective, if no field that it takes from the new one tells so already."""
    before, after = change.pair.before, change.pair.after
    assert before is not None and after is not None and case.difference is not None
    home = case.difference.home(before)
    if home is None or home.after is None or after.key_result is None or home.after.spot == after.home:
        return
    if any(each.judgement == "easier" for each in change.inherited):
        return
    running = in_force(before, case.today) and not given_up(after, case.today)
    if running and not removal_accounted(before, home) and not wrong_at_base(case, before, ("id",)):
        message = f"{before.ref} was moved out of {home.after.ref}, which promises less without it"
        was = Related(before.place("id", base=True), "it was here")
        help = f"move it back, or {left_behind(before, home.after)}"
        yield Problem("goal-deleted", after.place("id"), message, help, (was,))


def _handed_over(case: RuleContext, change: ItemChange) -> Problems:
    """An objective that left its department, which is still there."""
    before, after = change.pair.before, change.pair.after
    assert before is not None and after is not None
    stayed = before.department == after.department or before.department not in case.ws.departments
    if before.kind != "objective" or stayed or not in_force(before, case.today) or given_up(after, case.today):
        return
    field = f"objectives/{before.id}"
    if not _recorded(case, before, field) and not wrong_at_base(case, before, ("id",)):
        message = f"{before.ref} was moved out of {before.department}, which promises less without it"
        was = Related(before.place("id", base=True), "it was here")
        yield Problem("goal-deleted", after.place("id"), message, f"move it back, or {_record(field)}", (was,))


def _recorded(case: RuleContext, node: Entry, field: str) -> bool:
    """Whether the department of a node has a new amendment of this field."""
    assert case.base is not None
    was, now = case.base.departments[node.department], case.ws.departments.get(node.department)
    return now is not None and field in new_by_field(was.head.amended, now.head.amended)


def _record(field: str) -> str:
    return f"record this in the department's file: `amended: [{{date: …, field: {field}, why: …}}]`"


def _kpi(case: RuleContext, node: Entry) -> Problems:
    """A KPI is always monitored, until its department records that it isn't."""
    field = f"kpis/{node.id}"
    if not _recorded(case, node, field) and not wrong_at_base(case, node, ("id",)):
        message = f"{node.ref} was monitored and was deleted (this is its line at the base)"
        yield Problem("goal-deleted", node.place("id", base=True), message, f"restore it, or {_record(field)}")


def _way_out(node: Entry, added: list[ItemChange]) -> str:
    for change in added:
        new = change.node
        same_home = (new.kind, new.department) == (node.kind, node.department)
        if same_home and new.item.title is not None and new.item.title == node.item.title:
            return f"if it was renamed to {new.ref}, add `formerly: [{node.id}]` there"
    return "restore it and add `dropped: {date: …, why: …}`"
