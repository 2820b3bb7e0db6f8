"""Renaming: an id and every reference to it, in plans and journals, with the trace that keeps history together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from okrctl.core.checkin.entry import Mistake
from okrctl.core.contracts import spot
from okrctl.core.diagnostic import DocPath
from okrctl.core.edit.changes import Add, Change, Put, Rename
from okrctl.core.edit.written import Plain
from okrctl.core.journal import index_journal
from okrctl.core.links import Link, links
from okrctl.core.model import Item
from okrctl.core.plan import Key, key_of
from okrctl.core.planning.propose import Files, Wish
from okrctl.core.references import Target, parse_ref, resolve
from okrctl.core.workspace import Entry, PlacedObjective, Workspace

_REFERRING = ("supports", "depends_on", "promised_to", "kpi", "carried_from")


def rename(ws: Workspace, files: Files, entry: Entry, new: str) -> Wish | Mistake:
    """All changes that give an objective, key result or KPI another id."""
    if new == entry.id:
        return Mistake(f"{entry.ref} is its id already", "nothing is to be changed")
    taken = [each for each in ws.entries[entry.department].get(new, ()) if each.overlaps(entry.cycle)]
    if taken:
        where = f"it stands in {taken[0].path}; choose another"
        return Mistake(f"there is a {entry.department}/{new} already", where)
    wish: dict[str, list[Change]] = {entry.path: [Put((*entry.at, "id"), Plain(new))]}
    if entry.kind != "kpi":
        wish[entry.path].append(Add((*entry.at, "formerly"), Plain(entry.id)))
    for path, change in (*_in_plans(ws, files, entry, new), *_in_journals(ws, files, entry, new)):
        wish.setdefault(path, []).append(change)
    return wish


def misread(before: Workspace, after: Workspace, entry: Entry, new: str) -> str | None:
    """A reference that would mean something else after a renaming; None when all mean what they meant."""
    old, new_links = links(before), links(after)
    for one, other in zip(old, new_links, strict=False):
        if _meant(one) != _meant(other):
            return one.text
    if len(old) != len(new_links):
        return entry.ref
    was, now = _said(before), _said(after)
    if entry.kind != "objective":
        key = key_of(entry)
        now = {(*key[:2], entry.id) if at == (*key[:2], new) else at: said for at, said in now.items()}
    return next((at[2] for at in (*was, *now) if was.get(at) != now.get(at)), None)


def _said(ws: Workspace) -> dict[Key, list[tuple[str, DocPath, object]]]:
    """Which words of the journals speak of what."""
    return {
        key: [(mention.placed.path, mention.placed.entry.at, mention.result) for mention in mentions]
        for key, mentions in index_journal(ws).mentions.items()
    }


def _meant(link: Link) -> object:
    target = link.target
    if not isinstance(target, Target):
        return (link.place, None)
    return (link.place, spot(target.entry) if target.entry else target.department, target.milestone, target.external)


def _in_plans(ws: Workspace, files: Files, entry: Entry, new: str) -> Iterator[tuple[str, Change]]:
    for link in links(ws):
        if _means(link.target, entry):
            path = link.place.path
            yield path, Put(_settled(files, path, link.place.at), Plain(_renamed(link.text, new)))
    for placed in ws.objectives:
        objective = placed.history.current
        for item in (objective, *objective.key_results):
            yield from _in_amendments(ws, files, entry, new, placed, item)


def _in_amendments(
    ws: Workspace, files: Files, entry: Entry, new: str, placed: PlacedObjective, item: Item
) -> Iterator[tuple[str, Change]]:
    """References that an amended field had before, or was given."""
    for change in item.amended:
        if change.field.partition("/")[0] not in _REFERRING:
            continue
        for side in ("from", "to"):
            for at, text in _texts(files.at(placed.path, (*change.at, side)), (*change.at, side)):
                if _means(resolve(ws, text, placed.department, placed.cycle), entry):
                    yield placed.path, Put(at, Plain(_renamed(text, new)))


def _texts(data: Any, at: DocPath) -> Iterator[tuple[DocPath, str]]:
    """Whatever may be a reference in a value of a referring field."""
    if isinstance(data, str):
        yield at, data
    elif isinstance(data, list):
        for index, inner in enumerate(data):
            yield from _texts(inner, (*at, index))
    elif isinstance(data, dict):
        yield from _texts(data.get("ref"), (*at, "ref"))


def _in_journals(ws: Workspace, files: Files, entry: Entry, new: str) -> Iterator[tuple[str, Change]]:
    if entry.kind == "objective":
        return
    for mention in index_journal(ws).mentions.get(key_of(entry), ()):
        path, at = mention.placed.path, mention.at
        if at[-2] == "results":
            text, rename = str(at[-1]), True
        elif at[-2] == "unchanged":
            at, rename = _settled(files, path, at), False
            text = files.at(path, at)
        else:
            # covered by `rest`, which names nobody
            continue
        if _id_in(text) == entry.id:
            changed = _renamed(text, new)
            yield path, Rename(at, changed) if rename else Put(at, Plain(changed))


def _means(target: object, entry: Entry) -> bool:
    return isinstance(target, Target) and target.entry is not None and spot(target.entry) == spot(entry)


def _settled(files: Files, path: str, at: DocPath) -> DocPath:
    """The path at which a text stands in the file: a list of one may be written without its list, a promise without
    its braces."""
    while at and not isinstance(files.at(path, at), str):
        at = at[:-1]
    return at


def _id_in(text: str) -> str:
    steps = parse_ref(text).steps
    return steps[0] if len(steps) == 1 else steps[1]


def _renamed(text: str, new: str) -> str:
    path, sign, cycle = text.partition("@")
    steps = path.split("/")
    steps[0 if len(steps) == 1 else 1] = new
    return "/".join(steps) + sign + cycle
