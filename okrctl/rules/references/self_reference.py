"""Something that refers to itself.

An objective cannot support, wait for, or promise to itself, and its key results belong to it already without saying so.
Such a line mostly comes from copying a block and forgetting to change the reference.

Name the item of another team that is meant, or remove the line.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.links import Link
from okrctl.core.company.references import Target
from okrctl.core.company.workspace import Entry
from okrctl.core.values.diagnostic import Problem

CODE = "OKR206"
SEVERITY = "error"


def check(case: RuleContext) -> Iterator[Problem]:
    """References to the item itself, or to what it belongs to or consists of."""
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
        return f"{source.ref} belongs to {source.department} anyway" if own else None
    if (target.entry.path, target.entry.at) == (source.path, source.at):
        return f"{source.ref} refers to itself"
    if _home(target.entry) is None or _home(target.entry) != _home(source):
        return None
    if target.entry.kind == "objective":
        return f"{source.ref} belongs to {target.ref} anyway"
    return f"{target.ref} belongs to {source.ref} anyway" if source.kind == "objective" else None


def _home(entry: Entry) -> object:
    """The objective that something is or belongs to, by its place."""
    return (entry.path, entry.objective.history.current.at) if entry.objective else None
