"""The final check of a rename: every reference and journal key must keep its meaning."""

from __future__ import annotations

from okrctl.core.company.links import Link, links
from okrctl.core.company.references import Target
from okrctl.core.company.workspace import Workspace
from okrctl.core.planning.rename import Renaming, id_in
from okrctl.core.scores.journal import index_journal
from okrctl.core.scores.plan import Key, key_of
from okrctl.core.values.diagnostic import DocPath, Place


def misread(before: Workspace, after: Workspace, target: Target, new: str) -> str | None:
    """A reference that would change its meaning; None if all keep theirs.

    A reference that already had the new id without a target is left over from an interrupted rename. If that was one of
    a department, its parts bear two names, and more references between them have no target.
    """
    renaming = Renaming(target, new)
    halves = target.entry is None and new in before.departments

    def leftover(text: str) -> bool:
        return target.entry is None and (halves or text.partition("/")[0] == new)

    there, then = _meanings(before, renaming), _meanings(after)
    own = {(target.entry.spot if target.entry else new, new if target.milestone else None, False)}
    for place, (text, meant) in there.items():
        now = then.get(place, ("", set()))
        if meant == {None} and leftover(text):
            continue
        if now[1] != meant and (meant, *now) != ({None}, text, own):
            return text
    if len(there) != len(then):
        return target.ref
    was, now_said = _said(before, renaming), _said(after)
    strays = index_journal(before).strays()
    half = {(each.placed.path, each.placed.entry.at) for each in strays if leftover(each.text)}
    was, now_said = (
        {at: [each for each in said if each[:2] not in half] for at, said in side.items()} for side in (was, now_said)
    )
    entry = target.entry
    if entry is not None and target.milestone is None:
        key = key_of(entry)
        strays = (each for each in index_journal(before).strays() if id_in(each.text) == new)
        left = {(each.placed.path, each.placed.entry.at) for each in strays}
        found = now_said.pop((*key[:2], new), None)
        if found is not None:
            now_said[*key[:2], entry.id] = [each for each in found if each[:2] not in left]
    return next((at[2] for at in (*was, *now_said) if was.get(at, []) != now_said.get(at, [])), None)


def _said(ws: Workspace, renaming: Renaming | None = None) -> dict[Key, list[tuple[str, DocPath, object]]]:
    """The item of every journal key, with milestones by their new ids."""
    steps: dict[Key, tuple[str, str]] = {}
    if renaming is not None and renaming.target.entry is not None and renaming.target.milestone is not None:
        steps[key_of(renaming.target.entry)] = renaming.old, renaming.new
    found: dict[Key, list[tuple[str, DocPath, object]]] = {}
    for key, mentions in index_journal(ws).mentions.items():
        old, new = steps.get(key, ("", ""))
        said: list[tuple[str, DocPath, object]] = []
        for mention in mentions:
            result = mention.result
            if result is not None and result.done:
                result = result.but(done=tuple(new if id == old else id for id in result.done))
            said.append((mention.placed.path, mention.placed.entry.at, result))
        found[key] = said
    return found


def _meanings(ws: Workspace, renaming: Renaming | None = None) -> dict[Place, tuple[str, set[object]]]:
    """The target of each reference, by place; `all` means many, in the order of ids."""
    found: dict[Place, tuple[str, set[object]]] = {}
    for link in links(ws):
        found.setdefault(link.place, (link.text, set()))[1].add(_meant(link, renaming))
    return found


def _meant(link: Link, renaming: Renaming | None = None) -> object:
    target = link.target
    if not isinstance(target, Target):
        return None
    department, milestone = target.department, target.milestone
    if renaming is not None and renaming.concerns(target):
        department = renaming.new if renaming.target.entry is None else department
        milestone = renaming.new if renaming.target.milestone else milestone
    return (target.entry.spot if target.entry else department, milestone, target.external)
