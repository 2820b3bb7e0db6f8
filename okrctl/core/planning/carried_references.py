"""References when items are carried over: which are valid in the new cycle, and how the old ones stay right."""

from __future__ import annotations

from datetime import date

from okrctl.core.company.links import Link, links
from okrctl.core.company.references import Target, candidates, parse_ref, resolve
from okrctl.core.company.workspace import Entry, Workspace
from okrctl.core.edit.changes import Add, Change, Put
from okrctl.core.edit.written import Plain, Short
from okrctl.core.planning.propose import Files, PlannedChanges
from okrctl.core.values.cycle import Cycle
from okrctl.core.values.frozen import frozen


@frozen
class NextReferences:
    """References from the old cycle to the new one; ``goes_on`` has the references of everything carried over."""

    ws: Workspace
    old: Cycle
    new: Cycle
    goes_on: frozenset[str]

    def renewed(self, text: str) -> str:
        """A reference without the old cycle."""
        cycle = self.ws.cycle(parse_ref(text).cycle or "")
        return text.partition("@")[0] if cycle is not None and cycle.same_days(self.old) else text

    def valid(self, text: str, department: str) -> bool:
        """Whether a reference names something in the new cycle."""
        if isinstance(resolve(self.ws, text, department, self.new), Target):
            return True
        return isinstance(candidates(self.ws, text, department), tuple) and self._goes_on(text, department)

    def asked_for(self, text: str, department: str, ref: str) -> bool:
        """Whether the recipient of a promise is carried over with its request, or runs in the new cycle and asks."""
        if self._goes_on(text, department):
            asks = self._asks(text, department, ref)
            return not asks or any(self.valid(self.renewed(link.text), link.source.department) for link in asks)
        target = resolve(self.ws, text, department, self.new)
        entry = target.entry if isinstance(target, Target) else None
        return entry is not None and any(
            link.kind == "depends_on" and link.source.home == entry.home and ref in _names_of(link)
            for link in links(self.ws)
        )

    def asked_day(self, text: str, department: str, ref: str) -> date | None:
        """The date in the new cycle by which the recipient of a promise needs it."""
        days = (link.due for link in self._asks(text, department, ref))
        return next((day for day in days if day and self.new.contains(day)), None)

    def _asks(self, text: str, department: str, ref: str) -> list[Link]:
        """What the recipient of a promise asks of the provider."""
        who = text if len(parse_ref(text).steps) > 1 else f"{department}/{text}"
        return [
            link
            for link in links(self.ws)
            if link.kind == "depends_on" and ref in _names_of(link) and who in (link.source.ref, _home_ref(link.source))
        ]

    def _goes_on(self, text: str, department: str) -> bool:
        return (text if len(parse_ref(text).steps) > 1 else f"{department}/{text}") in self.goes_on


def _names_of(link: Link) -> tuple[str, ...]:
    """The references of a link's target, and of the target's objective."""
    entry = link.target.entry if isinstance(link.target, Target) else None
    if entry is None:
        return ()
    return entry.ref, _home_ref(entry)


def _home_ref(entry: Entry) -> str:
    """The reference of the objective that something belongs to."""
    return f"{entry.department}/{(entry.current_objective or entry).id}"


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
        path, at = link.place.path, files.text_at(link.place.path, link.place.at)
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
