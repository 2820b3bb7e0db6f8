"""The plan of another department was changed.

With `--author`, a change is held against CODEOWNERS: whoever is no owner of a file may still check in there for a
joint objective, and give or ask for promises, but its plan belongs to its department.

Have an owner of the file make or approve the change.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.case import Case
from okrctl.core.diagnostic import Place, Problem
from okrctl.core.diff.goalposts import field_path

CODE = "OKR710"
SEVERITY = "warning"


def check(case: Case) -> Iterator[Problem]:
    """Plan changes in files of which the author is no owner."""
    if case.difference is None or case.owners is None or not case.authors:
        return
    authors = {author.casefold() for author in case.authors}
    for change in case.difference.items:
        node = change.node
        owners = case.owners.of(node.path)
        if not owners or authors & {owner.casefold() for owner in owners}:
            continue
        who = f"{', '.join(case.authors)} changed the plan of {node.department}, owned by {', '.join(owners)}"
        help = "have an owner make or approve the change"
        gone = change.pair.after is None
        for field in change.fields[:1]:
            place = Place(node.path, (*node.at, *field_path(node, field.field)))
            yield Problem("foreign-plan", place, f"{who}: {node.ref} {field.field}", help)
        if not change.fields:
            yield Problem(
                "foreign-plan",
                Place(node.path, (*node.at, "id"), base=gone),
                f"{who}: {node.ref} {change.events[0]}",
                help,
            )
