"""References that a new cycle's objectives would make unclear: they are told which cycle they mean."""

from __future__ import annotations

from okrctl.core.company.links import Link, links
from okrctl.core.company.references import Target
from okrctl.core.company.workspace import Workspace
from okrctl.core.contracts.contracts import spot
from okrctl.core.edit.changes import Add, Change, Put
from okrctl.core.edit.written import Plain
from okrctl.core.planning.propose import Files, PlannedChanges
from okrctl.core.values.cycle import Cycle
from okrctl.core.values.diagnostic import DocPath
from okrctl.core.values.frozen import frozen


@frozen
class PinnedRefs:
    """Changes of references, and what they are in words."""

    wish: PlannedChanges
    words: tuple[str, ...]


def pins(before: Workspace, after: Workspace, files: Files, new: Cycle) -> PinnedRefs:
    """The changes that let every reference mean what it meant.

    Whoever supports something that goes on supports it in the new cycle as well. Needs and promises stay with the old
    one: a promise for another cycle has to be given again.

    Args:
        before: the workspace without the new objectives.
        after: the same with them, each at the end of its file's.
        files: texts and data of files.
        new: the new cycle.
    """
    now = {(link.place, link.kind, link.text): link for link in links(after)}
    wish: dict[str, list[Change]] = {}
    words = []
    for link in links(before):
        then = now.get((link.place, link.kind, link.text))
        cycle = link.target.entry.cycle if isinstance(link.target, Target) and link.target.entry else None
        if then is None or cycle is None or _meant(then) == _meant(link):
            continue
        path, at = link.place.path, _settled(files, link)
        pinned = f"{link.text}@{cycle.name}"
        changes: list[Change] = [Put(at, Plain(pinned))]
        said = f"{link.source.ref}: {link.kind} {link.text} now says {pinned}"
        if link.kind == "supports":
            changes.append(Add((*link.item.at, "supports"), Plain(f"{link.text}@{new.name}")))
            said += f" and {link.text}@{new.name}"
        wish.setdefault(path, []).extend(changes)
        words.append(said)
    return PinnedRefs(wish, tuple(words))


def _meant(link: Link) -> object:
    target = link.target
    return (spot(target.entry), target.milestone) if isinstance(target, Target) and target.entry else None


def _settled(files: Files, link: Link) -> DocPath:
    """Where the text stands: a list of one may be written without its list, a promise without its braces."""
    at = link.place.at
    while at and not isinstance(files.at(link.place.path, at), str):
        at = at[:-1]
    return at
