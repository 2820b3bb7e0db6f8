"""Renaming: an id and every reference to it, in plans and journals, with `formerly` to keep the history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from okrctl.core.checkin.entry import Mistake
from okrctl.core.company.links import links
from okrctl.core.company.references import Target, parse_ref, resolve
from okrctl.core.company.workspace import PlacedObjective, Workspace
from okrctl.core.edit.changes import Add, Change, Put, Rename
from okrctl.core.edit.written import Plain
from okrctl.core.model.items import Item, KeyResult, referring_keys
from okrctl.core.planning.propose import Files, PlannedChanges
from okrctl.core.scores.journal import index_journal
from okrctl.core.scores.plan import key_of
from okrctl.core.values.diagnostic import DocPath
from okrctl.core.values.frozen import frozen


@frozen
class Renaming:
    """The item being renamed: an item, one of its milestones, or a department."""

    target: Target
    new: str

    @property
    def old(self) -> str:
        """Its old id."""
        target = self.target
        return target.milestone or (target.entry.id if target.entry else target.department)

    @property
    def new_ref(self) -> str:
        """Its new reference."""
        home, slash, _ = self.target.ref.rpartition("/")
        return f"{home}{slash}{self.new}"

    def concerns(self, target: object) -> bool:
        """Whether a reference to this target may contain the id."""
        mine = self.target
        if not isinstance(target, Target) or target.external:
            return False
        if mine.entry is None:
            return target.department == mine.department
        same = target.entry is not None and target.entry.spot == mine.entry.spot
        return same and (mine.milestone is None or target.milestone == mine.milestone)

    def resumed(self, ws: Workspace, text: str) -> str:
        """A reference without a target, with the department's new id: an interrupted rename left it with the old one,
        but what it names is already in a renamed file."""
        home, slash, rest = text.partition("/")
        halves = self.target.entry is None and self.new in ws.departments
        return f"{self.new}/{rest}" if halves and slash and home == self.old else text

    def written(self, text: str, target: Target) -> str:
        """A reference with the new id; unchanged if it doesn't contain the old one."""
        path, sign, cycle = text.partition("@")
        steps = path.split("/")
        if self.target.entry is None:
            at = 0 if len(steps) > 1 or target.entry is None else None
        elif self.target.milestone is None:
            at = 0 if len(steps) == 1 else 1
        else:
            at = 2
        if at is None or at >= len(steps) or steps[at] != self.old:
            return text
        steps[at] = self.new
        return "/".join(steps) + sign + cycle


def rename(ws: Workspace, files: Files, target: Target, new: str) -> PlannedChanges | Mistake:
    """All changes to rename an objective, key result, KPI, milestone or department."""
    renaming = Renaming(target, new)
    if new == renaming.old:
        return Mistake(f"{target.ref} already has this id", "nothing to change")
    taken = _taken(ws, renaming)
    if taken:
        return Mistake(f"{renaming.new_ref} already exists", taken)
    changes: dict[str, list[Change]] = {}
    itself = list(_itself(ws, renaming))
    for path, change in (*itself, *_in_plans(ws, files, renaming), *_in_journals(ws, files, renaming)):
        changes.setdefault(path, []).append(change)
    # its own file is last, of a department the one that describes it: as long as the old id exists, an interrupted
    # rename can be repeated
    described_in = ws.departments[target.department].described_in if target.entry is None else ()
    last = {path: 1 for path, _ in itself} | dict.fromkeys(described_in, 2)
    return dict(sorted(changes.items(), key=lambda each: last.get(each[0], 0)))


def _taken(ws: Workspace, renaming: Renaming) -> str | None:
    """Where the new id already exists, and what to do about it."""
    target, new = renaming.target, renaming.new
    if target.entry is None:
        if new in ws.departments and not _cut_off(ws, renaming):
            return f"see {ws.departments[new].paths[0]}; choose another id"
        return "it is a group under `external` in okrctl.yaml; choose another id" if new in ws.config.external else None
    if target.milestone is not None:
        measure = target.entry.key_result.measure if target.entry.key_result else None
        there = any(step.id == new for step in measure.steps()) if measure else False
        return f"it is a milestone of {target.entry.ref}; choose another id" if there else None
    found = [each for each in ws.entries[target.department].get(new, ()) if each.overlaps(target.entry.cycle)]
    return f"see {found[0].path}; choose another id" if found else None


def _cut_off(ws: Workspace, renaming: Renaming) -> bool:
    """Whether an earlier run of this rename ended among the files of the department: the new one has no name, no lead
    and no id that the old one has."""
    old, new = ws.departments[renaming.old], ws.departments[renaming.new]
    ids = [ws.entries[id].keys() for id in (renaming.old, renaming.new)]
    return bool(old.described_in) and not new.described_in and ids[0].isdisjoint(ids[1])


def _itself(ws: Workspace, renaming: Renaming) -> Iterator[tuple[str, Change]]:
    entry, new = renaming.target.entry, Plain(renaming.new)
    if entry is None:
        for path in ws.departments[renaming.old].paths:
            yield path, Put(("department",), new)
    elif renaming.target.milestone is not None:
        measure = entry.key_result.measure if entry.key_result else None
        for step, inside in measure.placed_steps("id") if measure else ():
            if step.id == renaming.old:
                yield entry.path, Put((*entry.at, *inside), new)
    else:
        yield entry.path, Put((*entry.at, "id"), new)
        if entry.kind != "kpi":
            yield entry.path, Add((*entry.at, "formerly"), Plain(entry.id))


def _in_plans(ws: Workspace, files: Files, renaming: Renaming) -> Iterator[tuple[str, Change]]:
    everyone: set[tuple[str, DocPath]] = set()
    for link in links(ws):
        target, path = link.target, link.place.path
        if not isinstance(target, Target):
            text = renaming.resumed(ws, link.text)
        elif not renaming.concerns(target) or link.text == "all":
            continue
        else:
            text = renaming.written(link.text, target)
        at = files.text_at(path, link.place.at)
        if text != link.text and (path, at) not in everyone:
            everyone.add((path, at))
            yield path, Put(at, Plain(text))
    for placed in ws.objectives:
        objective = placed.history.current
        for item in (objective, *objective.key_results):
            yield from _in_amendments(ws, files, renaming, placed, item)
            if renaming.target.entry is None:
                yield from _in_former_ids(files, renaming, placed, item)


def _in_amendments(
    ws: Workspace, files: Files, renaming: Renaming, placed: PlacedObjective, item: Item
) -> Iterator[tuple[str, Change]]:
    """References in the name, old value or new value of an amendment; and names of milestones."""

    def changed(text: str) -> str:
        target = resolve(ws, text, placed.department, placed.cycle)
        if not isinstance(target, Target):
            return renaming.resumed(ws, text)
        return renaming.written(text, target) if renaming.concerns(target) else text

    def step(id: str) -> str:
        return renaming.new if id == renaming.old else id

    entry = renaming.target.entry
    of_it = entry is not None and renaming.target.milestone and (placed.path, item.at) == entry.spot
    measure = item.measure if of_it and isinstance(item, KeyResult) else None
    steps_in = measure.steps_in if measure else None
    for change in item.amended:
        name, slash, rest = change.field.partition("/")
        found = [(side, files.at(placed.path, (*change.at, side))) for side in ("from", "to")]
        texts: list[tuple[DocPath, str, str]] = []
        if name == steps_in:
            id, more, part = rest.partition("/")
            texts.append(((*change.at, "field"), change.field, f"{name}{slash}{step(id)}{more}{part}"))
            texts += [(at, id, step(id)) for side, held in found for at, id in _ids(held, (*change.at, side))]
        elif name in referring_keys():
            if name == "promised_to" and slash:
                texts.append(((*change.at, "field"), change.field, f"{name}/{changed(rest)}"))
            texts += [(at, ref, changed(ref)) for side, held in found for at, ref in _texts(held, (*change.at, side))]
        yield from ((placed.path, Put(at, Plain(now))) for at, was, now in texts if now != was)


def _in_former_ids(
    files: Files, renaming: Renaming, placed: PlacedObjective, item: Item
) -> Iterator[tuple[str, Change]]:
    """`formerly` of items from the department."""
    at = (*item.at, "formerly")
    for inside, text in _texts(files.at(placed.path, at), at):
        home, slash, id = text.partition("/")
        if slash and home == renaming.old:
            yield placed.path, Put(inside, Plain(f"{renaming.new}/{id}"))


def _ids(data: Any, at: DocPath) -> Iterator[tuple[DocPath, str]]:
    """The ids in milestones as written: one of them, or a list."""
    for inside, item in enumerate(data) if isinstance(data, list) else ((None, data),):
        if isinstance(item, dict) and isinstance(item.get("id"), str):
            yield (*at, *(() if inside is None else (inside,)), "id"), item["id"]


def _texts(data: Any, at: DocPath) -> Iterator[tuple[DocPath, str]]:
    """Every possible reference in the value of a referring field."""
    if isinstance(data, str):
        yield at, data
    elif isinstance(data, list):
        for index, inner in enumerate(data):
            yield from _texts(inner, (*at, index))
    elif isinstance(data, dict):
        yield from _texts(data.get("ref"), (*at, "ref"))


def _in_journals(ws: Workspace, files: Files, renaming: Renaming) -> Iterator[tuple[str, Change]]:
    entry = renaming.target.entry
    journal = index_journal(ws)
    for stray in journal.strays() if entry is None else ():
        if renaming.resumed(ws, stray.text) != stray.text:
            yield from _of_mention(files, renaming, stray.placed.path, stray.at, Target(renaming.old))
    index = journal.mentions
    for key, mentions in index.items() if entry is None else ((key_of(entry), index.get(key_of(entry), [])),):
        for mention in mentions:
            path, at = mention.placed.path, mention.at
            if renaming.target.milestone is not None:
                for inside, id in _steps_done(files.at(path, at), at) if mention.result else ():
                    if id == renaming.old:
                        yield path, Put(inside, Plain(renaming.new))
                continue
            yield from _of_mention(files, renaming, path, at, Target(key[0], entry) if entry is None else None)


def _of_mention(
    files: Files, renaming: Renaming, path: str, at: DocPath, whole: Target | None
) -> Iterator[tuple[str, Change]]:
    """The key by which an entry names an item; items covered by `rest` have none."""
    if at[-2] == "results":
        text, is_key = str(at[-1]), True
    elif at[-2] == "unchanged":
        at, is_key = files.text_at(path, at), False
        text = files.at(path, at)
    else:
        return
    if whole is not None:
        home, slash, rest = text.partition("/")
        changed = f"{renaming.new}/{rest}" if slash and home == renaming.old else text
    else:
        changed = renaming.written(text, renaming.target) if id_in(text) == renaming.old else text
    if changed != text:
        yield path, Rename(at, changed) if is_key else Put(at, Plain(changed))


def _steps_done(data: Any, at: DocPath) -> Iterator[tuple[DocPath, str]]:
    """The milestones in a result: a list, a single one, or either under `done`."""
    if isinstance(data, dict):
        data, at = data.get("done"), (*at, "done")
    yield from _texts(data, at)


def id_in(text: str) -> str:
    """The id of the item in a reference."""
    steps = parse_ref(text).steps
    return steps[0] if len(steps) == 1 else steps[1]
