"""An item refers to itself.

An objective cannot support, depend on or promise something to itself, and its key results already belong to it. Such a
line usually comes from copying a block without changing the reference.

Name the other team's item, or remove the line.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.links import Link
from okrctl.core.company.references import Target
from okrctl.core.values.diagnostic import Problem, Problems

CODE = "OKR206"
SEVERITY = "error"


def check(case: RuleContext) -> Problems:
    """References to the item itself, to its parent or to its parts."""
    for link in case.links:
        found = _what(link)
        if found:
            yield Problem("self-reference", link.place, found, "name another item, or remove the line")


def _what(link: Link) -> str | None:
    target, source = link.target, link.source
    if not isinstance(target, Target):
        return None
    if target.entry is None:
        own = link.kind == "joint_with" and target.department == source.department
        return f"{source.ref} already belongs to {source.department}" if own else None
    if target.entry.spot == source.spot:
        return f"{source.ref} refers to itself"
    if target.entry.objective is None or target.entry.home != source.home:
        return None
    if target.entry.kind == "objective":
        return f"{source.ref} already belongs to {target.ref}"
    return f"{target.ref} already belongs to {source.ref}" if source.kind == "objective" else None
