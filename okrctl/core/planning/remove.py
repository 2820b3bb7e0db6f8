"""Removes something that never started: an objective, key result or KPI, with every reference to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from okrctl.core.checkin.entry import Mistake
from okrctl.core.company.links import Link, links
from okrctl.core.company.references import Target
from okrctl.core.company.workspace import Entry, Workspace
from okrctl.core.edit.cut import cut
from okrctl.core.edit.proof import Refusal
from okrctl.core.edit.proposal import Proposal
from okrctl.core.planning.narrow import as_written, whole_entry
from okrctl.core.planning.propose import Doubt, Files
from okrctl.core.scores.journal import index_journal
from okrctl.core.scores.plan import Key, key_of
from okrctl.core.values.diagnostic import DocPath
from okrctl.core.values.frozen import frozen
from okrctl.core.yaml import read


@frozen
class Removed:
    """The files without it, and the references removed with it."""

    proposal: Proposal
    references: tuple[Link, ...]


def begun(ws: Workspace, entry: Entry, today: date, agreed: Callable[[], bool]) -> Mistake | None:
    """Why something must be dropped instead of removed: it has started.

    ``agreed`` says whether the last commit has it: a running, agreed item cannot be removed.
    """
    item, name = entry.plan_item, entry.ref
    drop = f"to give it up and keep its history: okrctl drop {name} --why TEXT"
    mentions = index_journal(ws).mentions
    if any(key in mentions for key in _keys(entry)):
        hint = drop if item is not None else "a KPI with values cannot be removed; to rename it, use okrctl rename"
        return Mistake(f"{name} has check-ins", hint)
    if item is None:
        return None
    traces = [key for key in ("amended", "dropped", "closed") if getattr(item, key)]
    if traces:
        return Mistake(f"{name} was {traces[0]}", drop if traces[0] == "amended" else "it stays in the file as history")
    runs = entry.cycle is not None and entry.cycle.start <= today and not item.draft
    if runs and agreed():
        return Mistake(f"{name} started on {entry.cycle.start if entry.cycle else today}", drop)
    return None


def remove(ws: Workspace, files: Files, entry: Entry) -> Removed | Mistake | Doubt:
    """The files without an item and references to it."""
    placed = entry.current_objective
    if entry.kind == "key_result" and placed and len(placed.key_results) == 1:
        whole = f"{entry.department}/{placed.id}"
        return Mistake(f"{entry.ref} is the only key result of {whole}", f"to remove both: okrctl remove {whole}")
    doomed: dict[str, set[DocPath]] = {entry.path: {entry.at}}
    gone = []
    for link in links(ws):
        if _leads_to(link, entry) and not _within(link, entry):
            gone.append(link)
            doomed.setdefault(link.place.path, set()).add(whole_entry(link))
    updated = {}
    for path, places in doomed.items():
        before = files.text(path)
        data = read(path, before.removeprefix("\ufeff")).data
        after = cut(before, {as_written(data, at) for at in places})
        if isinstance(after, Refusal):
            return Doubt(path, after, ())
        updated[path] = (before, after)
    return Removed(Proposal(updated), tuple(gone))


def _keys(entry: Entry) -> list[Key]:
    """What the journal can mention: the item and its parts."""
    placed = entry.objective
    if entry.kind != "objective" or placed is None:
        return [key_of(entry)]
    at = placed.history.current.at
    results = placed.history.current.key_results
    return [key_of(entry), *((entry.path, at, result.id) for result in results)]


def _leads_to(link: Link, entry: Entry) -> bool:
    target = link.target.entry if isinstance(link.target, Target) else None
    if target is None:
        return False
    return target.spot == entry.spot or (entry.kind == "objective" and target.home == entry.home)


def _within(link: Link, entry: Entry) -> bool:
    return link.place.path == entry.path and link.place.at[: len(entry.at)] == entry.at
