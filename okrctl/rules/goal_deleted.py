"""A running objective or key result is gone.

What was promised and is no longer pursued belongs into the record: deleting it takes it out of scores and memory.

Put it back and add `dropped: {date: …, why: …}` (`okrctl drop` writes it). A renamed item keeps its history with
`formerly: [old-id]`. A key result that never should have been there can be accounted for by its objective:
`amended: [{date: …, field: key_results/ID, why: …}]`.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.case import Case
from okrctl.core.diagnostic import Place, Problem
from okrctl.core.diff.trace import removal_accounted, started

CODE = "OKR703"
SEVERITY = "error"


def check(case: Case) -> Iterator[Problem]:
    """Deleted items that were in force at base."""
    if case.difference is None:
        return
    unreadable = {file.path for file in case.ws.files if file.unreadable}
    parents = {(each.before.path, each.before.at): each for each in case.difference.objectives if each.before}
    gone = {
        (change.node.path, change.node.at)
        for change in case.difference.items
        if change.pair.after is None and change.node.kind == "objective"
    }
    for change in case.difference.items:
        node = change.pair.before
        if node is None or change.pair.after is not None or not started(node, case.today):
            continue
        if node.path in unreadable:
            continue
        if node.parent is not None:
            home = (node.parent.path, node.parent.at)
            if home in gone or removal_accounted(node, parents.get(home)):
                continue
        place = Place(node.path, (*node.at, "id"), base=True)
        message = f"{node.ref} was deleted after it had begun"
        yield Problem("goal-deleted", place, message, "put it back with `dropped: {date: …, why: …}`")
