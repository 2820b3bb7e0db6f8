"""Removes something with every reference to it: an item that never started, or departments left out of a template."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from okrctl.core.checkin.entry import Mistake
from okrctl.core.company.links import Link, links
from okrctl.core.company.references import Target
from okrctl.core.company.workspace import Entry, Workspace
from okrctl.core.edit.cut import cut
from okrctl.core.edit.proof import Refusal
from okrctl.core.edit.proposal import Proposal
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
            doomed.setdefault(link.place.path, set()).add(_whole_entry(link))
    updated = {}
    for path, places in doomed.items():
        before = files.text(path)
        after = _without(path, before, places)
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


def narrow(ws: Workspace, texts: Mapping[str, str], kept: Collection[str]) -> dict[str, str] | str:
    """The texts without the files of other departments and references to them.

    Returns a message if a reference cannot be removed safely.
    """
    left_out = {path for id, department in ws.departments.items() if id not in kept for path in department.paths}
    doomed: dict[str, set[DocPath]] = {}
    for link in links(ws):
        if link.place.path not in left_out and _leads_away(link, kept):
            doomed.setdefault(link.place.path, set()).add(_whole_entry(link))
    narrowed = {}
    for path, text in texts.items():
        if path in left_out:
            continue
        after = _without(path, text, doomed.get(path, set()))
        if isinstance(after, Refusal):
            where = f":{after.span.line}:{after.span.column}" if after.span else ""
            return f"{path}{where}: a reference to an omitted department cannot be removed: {after.reason}"
        narrowed[path] = after
    return narrowed


def _leads_away(link: Link, kept: Collection[str]) -> bool:
    target = link.target
    if not isinstance(target, Target) or target.external or link.text == "all":
        return False
    return target.department not in kept


def _without(path: str, text: str, doomed: Collection[DocPath]) -> str | Refusal:
    """A text without what is at these places."""
    data = read(path, text.removeprefix("\ufeff")).data
    return cut(text, {_as_written(data, at) for at in doomed})


def _whole_entry(link: Link) -> DocPath:
    """The path of the entry around a reference."""
    return link.place.at[:-1] if link.kind in ("depends_on", "promised_to") else link.place.at


def _as_written(data: Any, at: DocPath) -> DocPath:
    """The path in the text: a single reference may be written without a list."""
    for depth, step in enumerate(at):
        if isinstance(step, int) and not isinstance(data, list):
            return at[:depth]
        data = data[step]
    return at
