"""The plan of a closed objective or key result was edited.

A closed result has a final grade. A later change of its plan would change that grade without anyone noticing. Titles,
reasons, owners and links can still be edited.

Undo the change, or explain it with an `amended` entry. Put late learnings in a new check-in or in the next cycle's
plan.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.checks.goalposts import excused, in_both, old_value, place_of, words
from okrctl.core.company.workspace import Entry
from okrctl.core.diff.trace import closed, in_force
from okrctl.core.format.doc import keys
from okrctl.core.values.diagnostic import Problem, Problems

CODE = "OKR705"
SEVERITY = "error"

# how values are obtained changes no grade
_NOT_GRADED = ("definition", "source", "check_in")


def check(case: RuleContext) -> Problems:
    """Changed plan fields of items that were closed at the base, and key results added to them."""
    for item in in_both(case):
        before, after = item.pair.before, item.pair.after
        assert before is not None and after is not None
        if not closed(before) or not in_force(before, case.today):
            continue
        for change in item.fields:
            if not _free(after, change.field) and not excused(case, item, change):
                place, was = place_of(after, change.field), old_value(before, change)
                message = f"{after.ref} is closed but was changed: {words(change)}"
                yield Problem("closed-cycle-edited", place, message, "undo the change", (was,))
    yield from _added(case)


def _free(node: Entry, field: str) -> bool:
    key = field.partition("/")[0]
    known = keys(type(node.item)).get(key)
    return key in _NOT_GRADED or (known is not None and known.means.counts == "words")


def _added(case: RuleContext) -> Problems:
    difference = case.difference
    for item in difference.items if difference else ():
        new = item.pair.after
        if difference is None or item.pair.before is not None or new is None or new.key_result is None:
            continue
        home = difference.pairing.of_after.get(new.home)
        if home and home.before and closed(home.before):
            message = f"{home.node.ref} is closed but has a new key result: {new.ref}"
            place = new.place("id")
            yield Problem("closed-cycle-edited", place, message, "move it to a running objective")
