"""From decided items to the data of files: ids, references, drafts, and what is new since an earlier import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from okrctl.core.arrival.known import Difference, Known, differences_from, sign_of
from okrctl.core.arrival.measured import free_id, measure, number, result, slug_of
from okrctl.core.arrival.parents import objective_above
from okrctl.core.arrival.values import Arrival, Item
from okrctl.core.edit.written import Plain, Short
from okrctl.core.yaml.characters import find_in_scalar

_LONGEST_TITLE = 500
_LONGEST_TEXT = 60_000
_Said = tuple[date, str, str, dict[str, Any]]
"""A result with its day, its author and the id of its item."""


@dataclass
class Home:
    """What is new for one department."""

    id: str
    name: str = ""
    objectives: list[dict[str, Any]] = field(default_factory=list)
    results: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    entries: list[dict[str, Any]] = field(default_factory=list)

    @property
    def changes(self) -> int:
        """How many blocks would be added."""
        return len(self.objectives) + len(self.entries) + sum(map(len, self.results.values()))


@dataclass
class Placement:
    """Everything to write, by department, and how much of the source already existed."""

    homes: dict[str, Home] = field(default_factory=dict)
    known_items: int = 0
    known_reports: int = 0
    new_items: int = 0
    new_reports: int = 0
    differences: list[Difference] = field(default_factory=list)


def placement(arrival: Arrival, known: Known, placed: Placement, *, drafts: bool = True) -> None:
    """Place one arrival beside existing items and earlier arrivals.

    With ``drafts``, items with missing information become drafts, which no rule judges.
    """
    _set_ids(arrival, known)
    parts = _parts(arrival)
    blocks: dict[Item, dict[str, Any]] = {}
    entries: dict[str, list[_Said]] = {}
    weightless = _weightless(arrival)
    for item in arrival.planned():
        if not item.id or item.span is None:
            continue
        keys = measure(item, parts.get(item, []), item.span, arrival) if item.kind == "key result" else {}
        if item in weightless and item.weight is not None:
            item.extra["x-weight"], item.weight = str(number(item.weight)), None
        block = _block(item, keys, arrival, draft=drafts and bool(item.unknown))
        _reports(item, keys, arrival, known, placed, entries)
        if item.xid in known.blocks:
            placed.known_items += 1
            placed.differences += differences_from(known.blocks[item.xid][1], block, item, item.span)
            continue
        placed.new_items += 1
        home = placed.homes.setdefault(item.home, Home(item.home))
        if item.kind == "objective":
            block["key_results"] = []
            blocks[item] = block
            home.objectives.append(block)
        elif item.objective in blocks:
            blocks[item.objective]["key_results"].append(block)
        elif item.objective is not None:
            home.results.setdefault(item.objective.id, []).append(block)
    _initiatives(arrival, blocks, {part for found in parts.values() for part in found})
    for id, found in entries.items():
        placed.homes.setdefault(id, Home(id)).entries += _grouped(found)
    for id, name in arrival.names.items():
        if id in placed.homes:
            placed.homes[id].name = placed.homes[id].name or name


def _set_ids(arrival: Arrival, known: Known) -> None:
    """Set the id of each objective and key result: from an earlier import, or made from its title."""
    there = {home: frozenset(found) for home, found in known.ids.items()}
    alike: list[Item] = []
    for item in arrival.planned():
        if not item.home or (item.cycle is None if item.kind == "objective" else not (item.objective or item).id):
            continue
        if item.xid in known.blocks:
            item.home, block = known.blocks[item.xid]
            item.id = str(block.get("id"))
        else:
            taken = known.ids.setdefault(item.home, set())
            slug = slug_of(item.title)
            item.id = free_id(slug, f"{item.kind.replace(' ', '-')}-{len(taken) + 1}", taken)
            if slug in there.get(item.home, ()):
                alike.append(item)
    for item in alike[:1]:
        more = f", and {len(alike) - 1} more" if alike[1:] else ""
        way = f"if it is the same: undo this import, add `x-id: {item.xid}` to the existing one, and import again"
        message = f"{item.title!r} exists here already; imported as {item.home}/{item.id}{more}"
        arrival.remark("import-open", item.where, message, way)


def _parts(arrival: Arrival) -> dict[Item, list[Item]]:
    """Other rows that are milestones of a key result without numbers."""
    found: dict[Item, list[Item]] = {}
    for item in arrival.of("other"):
        parent = next(iter(item.above), None)
        if parent is None or parent.kind != "key result" or parent.target is not None or parent.yes_no:
            continue
        if item.extra.get("x-type") in ("part", "task"):
            found.setdefault(parent, []).append(item)
    return found


def _weightless(arrival: Arrival) -> set[Item]:
    """Items in groups whose weights are all zero: there would be nothing to average."""
    groups: dict[tuple[str, Item | str], list[Item]] = {}
    for item in arrival.planned():
        groups.setdefault((item.kind, item.objective or item.home), []).append(item)
    return {item for group in groups.values() if not any(each.weight != 0 for each in group) for item in group}


def _block(item: Item, keys: dict[str, Any], arrival: Arrival, *, draft: bool) -> dict[str, Any]:
    """An objective or key result as written to the file."""
    assert item.span is not None
    block: dict[str, Any] = {"id": Plain(item.id), "title": item.title, "why": item.why}
    if item.kind == "objective":
        block["ambition"] = item.ambition if item.ambition in ("committed", "aspirational") else ""
        block["cycle"] = Plain(item.span.name)
    elif item.ambition:
        item.extra["x-ambition"] = item.ambition
    block["owner"] = item.owners[0] if item.owners else ""
    block["contributors"] = item.owners[1:]
    if item.weight is not None and item.weight >= 0:
        block["weight"] = number(item.weight)
    block["tags"] = item.tags
    block["supports"] = [_ref(each, item) for each in item.above if each is not item.objective and each.id]
    if item.kind == "key result":
        block["unit"] = item.unit
        block |= keys
        if item.end and item.span.start <= item.end < item.span.end and "milestones" not in keys:
            block["due"] = Plain(str(item.end))
        elif item.end and not item.span.contains(item.end):
            item.extra["x-end"] = str(item.end)
    if draft:
        block["draft"] = Plain("true")
    if item.unknown:
        item.extra["x-open"] = list(dict.fromkeys(item.unknown))
    if item.status:
        item.extra["x-status"] = item.status
    if item.progress is not None:
        item.extra["x-progress"] = f"{float(item.progress) * 100:.6g}%"
    block["x-id"] = item.xid
    block |= {key: value for key, value in item.extra.items() if key not in block}
    return _cleaned(block, item, arrival)


def _ref(target: Item, item: Item) -> Plain:
    """A reference from one item to another, with its cycle if the two don't overlap."""
    here, there = item.span, target.span
    assert here is not None and there is not None
    ref = target.id if target.home == item.home else target.ref
    return Plain(ref if here.overlaps(there) else f"{ref}@{there.name}")


def _reports(
    item: Item,
    keys: dict[str, Any],
    arrival: Arrival,
    known: Known,
    placed: Placement,
    entries: dict[str, list[_Said]],
) -> None:
    """Add the check-ins of an item that aren't in the journal yet."""
    found = entries.setdefault(item.home, []) if item.reports else []
    for report in item.reports:
        said = _cleaned(result(report, keys or {"done_when": ""}, item), item, arrival)
        sign = (item.home, item.id, str(report.day), sign_of(said))
        if sign in known.said:
            placed.known_reports += 1
            continue
        known.said.add(sign)
        placed.new_reports += 1
        by = report.by or (item.owners[0] if arrival.ids and item.owners and not report.value else "")
        found.append((report.day, by or f"import from {arrival.system}", item.id, said))


def _grouped(found: Sequence[_Said]) -> list[dict[str, Any]]:
    """Journal entries: one per day and author, or more if one author reports an item twice on a day."""
    entries: list[dict[str, Any]] = []
    latest: dict[tuple[date, str], dict[str, Any]] = {}
    for day, by, id, said in sorted(found, key=lambda each: each[0]):
        entry = latest.get((day, by))
        if entry is None or id in entry["results"]:
            entry = latest[day, by] = {"date": Plain(str(day)), "by": by, "results": {}}
            entries.append(entry)
        entry["results"][id] = said["value"] if set(said) == {"value"} else Short(said)
    return entries


def _initiatives(arrival: Arrival, blocks: Mapping[Item, dict[str, Any]], taken: set[Item]) -> None:
    """Add tasks, deliverables and projects as initiatives of their objectives, but not the ``taken`` ones."""
    for item in arrival.of("other"):
        if item in taken:
            continue
        top = objective_above(item)
        if top is None:
            arrival.leave(item.where, str(item.extra.get("x-type", "row")), item.title)
        block = blocks.get(top) if top else None
        if block is None:
            continue
        said: dict[str, Any] = {
            "title": item.title,
            "why": item.why,
            "owner": ", ".join(item.owners),
            "status": item.status,
            "due": str(item.end) if item.end else "",
            "helps": [each.id for each in item.above if each.id],
        }
        said["steps"] = [
            f"{'done' if done else 'open'}{f', due {due}' if due else ''}: {title}" for title, due, done in item.steps
        ]
        if item.progress is not None:
            said["progress"] = f"{float(item.progress) * 100:.6g}%"
        said |= {"x-id": item.xid, **item.extra}
        block.setdefault("initiatives", []).append(_cleaned(said, item, arrival))
        # what grows stands last
        block["key_results"] = block.pop("key_results")


def _cleaned(block: Mapping[str, Any], item: Item, arrival: Arrival) -> dict[str, Any]:
    """A block without empty values, and without characters that files may not contain."""
    made: dict[str, Any] = {}
    for key, value in block.items():
        if value in ("", None, [], {}) or (isinstance(value, str) and not value.strip()):
            continue
        kept = _clean(value, item, arrival)
        if key == "title" and "\n" in kept:
            kept = " ".join(kept.split())
        if key == "title" and len(kept) > _LONGEST_TITLE:
            made["x-title"], kept = kept, kept[: _LONGEST_TITLE - 1].rstrip() + "…"
            arrival.leave(item.where, "title", kept, "x-title")
        made[key] = kept
    return made


def accepted(text: str) -> str:
    """The text without characters that files may not contain."""
    return "".join(each for each in text if each in "\n\t" or find_in_scalar(each) is None)


def _clean(value: Any, item: Item, arrival: Arrival) -> Any:
    if isinstance(value, Plain):
        return value
    if isinstance(value, Mapping):
        made = {str(key): _clean(each, item, arrival) for key, each in value.items()}
        return Short(made) if isinstance(value, Short) else made
    if not isinstance(value, str):
        return [_clean(each, item, arrival) for each in value]
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    bad = find_in_scalar(text)
    if bad is not None:
        arrival.leave(item.where, "a character", bad[1])
        text = accepted(text)
    if len(text) > _LONGEST_TEXT:
        arrival.leave(item.where, f"text after {_LONGEST_TEXT:,} characters", text[_LONGEST_TEXT:])
        text = text[:_LONGEST_TEXT]
    return text
