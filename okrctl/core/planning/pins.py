"""References from running items to items carried over: each names its cycle, and requests and promises stay pairs."""

from __future__ import annotations

from okrctl.core.company.links import Link, links
from okrctl.core.company.references import Target
from okrctl.core.company.workspace import Entry, Workspace
from okrctl.core.edit.changes import Add, Change, Put
from okrctl.core.edit.written import Plain, Short
from okrctl.core.planning.propose import Files, PlannedChanges
from okrctl.core.values.cycle import Cycle
from okrctl.core.values.diagnostic import DocPath
from okrctl.core.values.frozen import frozen


@frozen
class PinnedRefs:
    """Changes of references, with descriptions."""

    changes: PlannedChanges
    words: tuple[str, ...]


def pins(before: Workspace, after: Workspace, files: Files, new: Cycle) -> PinnedRefs:
    """The changes that keep the meaning of every reference.

    Items that support a carried-over item also support it in the new cycle. The same goes for items that ask it for
    something, or have promised it something that it still asks for.

    ``after`` is the workspace with the new objectives, each at the end of its file's.
    """
    now = {(link.place, link.kind, link.text): link for link in links(after)}
    planned: dict[str, list[Change]] = {}
    words = []
    for link in links(before):
        paired = _paired(link, before, after, new)
        if paired is not None:
            planned.setdefault(link.place.path, []).append(Add((*link.item.at, link.kind), paired))
            verb = "asks" if link.kind == "depends_on" else "has promised"
            words.append(f"{link.source.ref} {verb} {_ref(link)} of {new.name} as well")
        then = now.get((link.place, link.kind, link.text))
        cycle = link.target.entry.cycle if isinstance(link.target, Target) and link.target.entry else None
        if then is None or cycle is None or _meant(then) == _meant(link):
            continue
        path, at = link.place.path, _settled(files, link)
        pinned = f"{link.text}@{cycle.name}"
        changes: list[Change] = [Put(at, Plain(pinned))]
        said = f"{link.source.ref} still means {link.text} of {cycle.name}: {link.kind} {pinned}"
        if link.kind == "supports":
            changes.append(Add((*link.item.at, "supports"), Plain(f"{link.text}@{new.name}")))
            said += f", and {link.text}@{new.name}"
        planned.setdefault(path, []).extend(changes)
        words.append(said)
    return PinnedRefs(planned, tuple(words))


def _paired(link: Link, before: Workspace, after: Workspace, new: Cycle) -> Short | Plain | None:
    """The same request or promise to the carried-over item, if its source is still running and the other side still
    agrees."""
    entry = link.target.entry if isinstance(link.target, Target) else None
    source = link.source.cycle
    if link.kind not in ("depends_on", "promised_to") or entry is None or source is None or entry.cycle is None:
        return None
    if not source.overlaps(new) or entry.cycle.overlaps(new) or link.item.dropped or link.item.closed:
        return None
    there, found = (_of_cycle(ws, entry, new) for ws in (before, after))
    if there or not found or not _goes_along(link, found[0]):
        return None
    ref = Plain(f"{_ref(link)}@{new.name}")
    if link.kind == "promised_to":
        asks = (each for each in links(after) if each.kind == "depends_on" and each.source.home == found[0].home)
        asked = next((each for each in asks if _is_of(each, link.source)), None)
        if asked is None or asked.due is None:
            return None if asked is None else ref
        return Short({"ref": ref, "due": Plain(str(asked.due))})
    words: dict[str, str] = {"need": link.need} if link.need else {}
    due = {"due": Plain(str(link.due))} if link.due and new.contains(link.due) else {}
    return Short({"ref": ref, **words, **due})


def _of_cycle(ws: Workspace, entry: Entry, cycle: Cycle) -> list[Entry]:
    return [each for each in ws.entries.get(entry.department, {}).get(entry.id, ()) if each.cycle == cycle]


def _goes_along(link: Link, entry: Entry) -> bool:
    """Whether the milestone is still open."""
    milestone = link.target.milestone if isinstance(link.target, Target) else None
    measure = entry.key_result.measure if entry.key_result else None
    return milestone is None or (measure is not None and any(step.id == milestone for step in measure.steps()))


def _is_of(link: Link, provider: Entry) -> bool:
    """Whether a request is to a provider, or to another part of its objective."""
    entry = link.target.entry if isinstance(link.target, Target) else None
    return entry is not None and entry.home == provider.home


def _ref(link: Link) -> str:
    return link.target.ref if isinstance(link.target, Target) else link.text


def _meant(link: Link) -> object:
    target = link.target
    return (target.entry.spot, target.milestone) if isinstance(target, Target) and target.entry else None


def _settled(files: Files, link: Link) -> DocPath:
    """The path of the text: a single item may be written without a list, a promise without braces."""
    at = link.place.at
    while at and not isinstance(files.at(link.place.path, at), str):
        at = at[:-1]
    return at
