"""The plan of a closed objective or key result was edited.

Once closed, a result is graded and learned from; changing its plan afterwards changes the grade behind everybody's
back. Titles, reasons, owners and links are no part of that.

Take the change back, or account for it with an `amended` entry. What was learned late belongs into a new check-in or
the next cycle's plan.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.checks.goalposts import excused, in_both, old_value, place_of, words
from okrctl.core.diff.trace import closed, in_force
from okrctl.core.values.diagnostic import Place, Problem

CODE = "OKR705"
SEVERITY = "error"

# words about a goal, not the goal
_WORDS = {"title", "why", "owner", "tags", "links", "definition", "carried_from", "supports", "source", "check_in"}


def check(case: RuleContext) -> Iterator[Problem]:
    """Plan fields that differ on items that base had closed, and key results that came to them since."""
    for item in in_both(case):
        before, after = item.pair.before, item.pair.after
        assert before is not None and after is not None
        if not closed(before) or not in_force(before, case.today):
            continue
        for change in item.fields:
            if change.field.partition("/")[0] not in _WORDS and not excused(case, item, change):
                place, was = place_of(after, change.field), old_value(before, change)
                message = f"{after.ref} is closed, and was changed: {words(change)}"
                yield Problem("closed-cycle-edited", place, message, "take the change back", (was,))
    yield from _added(case)


def _added(case: RuleContext) -> Iterator[Problem]:
    difference = case.difference
    for item in difference.items if difference else ():
        new = item.pair.after
        if difference is None or item.pair.before is not None or new is None or new.parent is None:
            continue
        home = difference.pairing.of_after.get(new.parent.spot)
        if home and home.before and closed(home.before):
            message = f"{home.node.ref} is closed, and got another key result: {new.ref}"
            place = Place(new.path, (*new.at, "id"))
            yield Problem("closed-cycle-edited", place, message, "put it into an objective that runs")
