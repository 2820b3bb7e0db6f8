"""The plan of a closed objective or key result was edited.

Once closed, a result is graded and learned from; changing its plan afterwards changes the grade behind everybody's
back.

Take the change back. What was learned late belongs into a new check-in or the next cycle's plan.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.case import Case
from okrctl.core.diagnostic import Place, Problem, Related
from okrctl.core.diff.goalposts import changed, field_path
from okrctl.core.diff.items import Node

CODE = "OKR705"
SEVERITY = "error"

# words about a goal, not the goal
_WORDS = {"title", "why", "owner", "tags", "links", "definition", "carried_from", "supports", "source"}


def check(case: Case) -> Iterator[Problem]:
    """Plan fields that differ on items that base had closed."""
    for change in changed(case):
        before, after = change.pair.before, change.pair.after
        if before is None or after is None or not _closed(before):
            continue
        for field in change.fields:
            if field.field.partition("/")[0] in _WORDS:
                continue
            place = Place(after.path, (*after.at, *field_path(after, field.field)))
            was = Place(before.path, (*before.at, *field_path(before, field.field)), base=True)
            message = f"{after.ref} is closed, and its {field.field} was changed"
            related = (Related(was, f"it was {field.before or 'not there'}"),)
            yield Problem("closed-cycle-edited", place, message, "take the change back", related)


def _closed(node: Node) -> bool:
    items = (node.item, node.parent.item if node.parent else None)
    return any(getattr(item, "closed", None) is not None for item in items)
