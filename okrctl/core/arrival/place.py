"""From decided items to the data of files: ids, references, drafts, and what is new since an earlier import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from okrctl.core.arrival.clean import cleaned
from okrctl.core.arrival.decided import Decided, slug_of
from okrctl.core.arrival.known import Known, sign_of
from okrctl.core.arrival.measured import free_id, measure, number, result
from okrctl.core.arrival.newer import Difference, differences_from
from okrctl.core.arrival.values import Item, Leftover
from okrctl.core.edit.written import Plain, Short


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
    refs: dict[str, str] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)


def placement(made: Decided, known: Known, placed: Placement, *, drafts: bool = True) -> None:
    """Place one arrival beside existing items and earlier arrivals.

    With ``drafts``, items with missing information become drafts, which no rule judges.
    """
    items = {item.key: item for item in made.arrival.items}
    ids = _ids(made, known)
    parts = _parts(made, items)
    blocks: dict[str, dict[str, Any]] = {}
    entries: dict[str, list[tuple[date, int, str, str, dict[str, Any]]]] = {}
    weightless = _weightless(made, items)
    for item in [*made.arrival.of("objective"), *made.arrival.of("key result")]:
        if item.key not in made.homes or item.key not in ids:
            continue
        owner = made.owner_of.get(item.key)
        cycle = made.cycles[owner or item.key]
        keys: dict[str, Any] = {}
        if item.kind == "key result":
            keys = measure(item, made.xids[item.key], parts.pop(item.key, []), cycle, made.arrival)
        if item.key in weightless and item.weight is not None:
            item.extra["x-weight"], item.weight = str(number(item.weight)), None
        block = _block(item, made, ids, keys, draft=drafts and bool(item.unknown))
        _reports(item, made, ids[item.key], keys, known, placed, entries)
        if made.xids[item.key] in known.xids:
            placed.known_items += 1
            before, ref = known.blocks.get(made.xids[item.key], {}), f"{made.homes[item.key]}/{ids[item.key]}"
            placed.differences += differences_from(before, block, item, ref, cycle)
            continue
        placed.new_items += 1
        home = placed.homes.setdefault(made.homes[item.key], Home(made.homes[item.key]))
        if item.kind == "objective":
            block["key_results"] = []
            blocks[item.key] = block
            home.objectives.append(block)
        elif owner in blocks:
            blocks[owner]["key_results"].append(block)
        else:
            home.results.setdefault(ids[owner or ""], []).append(block)
    _initiatives(made, items, blocks, ids)
    for id, found in entries.items():
        home = placed.homes.setdefault(id, Home(id))
        home.entries += _grouped(found)
    for id, name in made.names.items():
        if id in placed.homes:
            placed.homes[id].name = placed.homes[id].name or name
    placed.refs |= {made.xids[key]: f"{made.homes[key]}/{id}" for key, id in ids.items()}


def _ids(made: Decided, known: Known) -> dict[str, str]:
    """The id of each objective and key result: from an earlier import, or made from its title."""
    ids: dict[str, str] = {}
    there = {home: frozenset(found) for home, found in known.ids.items()}
    alike: list[tuple[Item, str]] = []
    for item in [*made.arrival.of("objective"), *made.arrival.of("key result")]:
        home, xid = made.homes.get(item.key), made.xids.get(item.key, "")
        if home is None or (item.kind == "objective" and item.key not in made.cycles):
            continue
        if item.kind == "key result" and made.owner_of.get(item.key) not in ids:
            continue
        if xid in known.xids:
            made.homes[item.key], ids[item.key] = known.xids[xid]
        else:
            taken = known.ids.setdefault(home, set())
            slug = slug_of(item.title)
            ids[item.key] = free_id(slug, f"{item.kind.replace(' ', '-')}-{len(taken) + 1}", taken)
            if slug in there.get(home, ()):
                alike.append((item, f"{home}/{ids[item.key]}"))
    for item, ref in alike[:1]:
        more = f", and {len(alike) - 1} more" if alike[1:] else ""
        way = f"if it is the same: undo this import, write `x-id: {made.xids[item.key]}` to what exists, import again"
        arrival = made.arrival
        arrival.remark("import-open", item.where, f"{item.title!r} exists here already; imported as {ref}{more}", way)
    return ids


def _parts(made: Decided, items: Mapping[str, Item]) -> dict[str, list[Item]]:
    """Other rows that are milestones of a key result without numbers."""
    found: dict[str, list[Item]] = {}
    for item in made.arrival.of("other"):
        parent = items.get(item.parents[0]) if item.parents else None
        plain = parent is not None and parent.kind == "key result" and parent.target is None and not parent.yes_no
        if plain and parent is not None and item.extra.get("x-type") in ("part", "task"):
            found.setdefault(parent.key, []).append(item)
    return found


def _weightless(made: Decided, items: Mapping[str, Item]) -> set[str]:
    """Items in groups whose weights are all zero: there would be nothing to average."""
    groups: dict[tuple[str, str], list[Item]] = {}
    for item in items.values():
        if item.kind != "other":
            group = made.owner_of.get(item.key) or made.homes.get(item.key, "")
            groups.setdefault((item.kind, group), []).append(item)
    return {
        item.key
        for group in groups.values()
        if not any(1 if item.weight is None else item.weight for item in group)
        for item in group
    }


def _block(item: Item, made: Decided, ids: Mapping[str, str], keys: dict[str, Any], *, draft: bool) -> dict[str, Any]:
    """An objective or key result as written to the file."""
    block: dict[str, Any] = {"id": Plain(ids[item.key]), "title": item.title, "why": item.why}
    owner = made.owner_of.get(item.key)
    cycle = made.cycles[owner or item.key]
    if item.kind == "objective":
        block |= {
            "ambition": item.ambition if item.ambition in ("committed", "aspirational") else "",
            "cycle": Plain(cycle.name),
        }
    elif item.ambition:
        item.extra["x-ambition"] = item.ambition
    block["owner"] = item.owners[0] if item.owners else ""
    block["contributors"] = item.owners[1:]
    if item.weight is not None and item.weight >= 0:
        block["weight"] = number(item.weight)
    block["tags"] = item.tags
    block["supports"] = [ref for key in item.parents if key != owner and (ref := _ref(key, item, made, ids))]
    if item.kind == "key result":
        block["unit"] = item.unit
        block |= keys
        if item.end and cycle.start <= item.end < cycle.end and "milestones" not in keys:
            block["due"] = Plain(str(item.end))
        elif item.end and not cycle.contains(item.end):
            item.extra["x-end"] = str(item.end)
    if draft:
        block["draft"] = Plain("true")
    if item.unknown:
        item.extra["x-open"] = list(dict.fromkeys(item.unknown))
    if item.status:
        item.extra["x-status"] = item.status
    if item.progress is not None:
        item.extra["x-progress"] = f"{float(item.progress) * 100:.6g}%"
    block["x-id"] = made.xids[item.key]
    block |= {key: value for key, value in item.extra.items() if key not in block}
    return cleaned(block, item, made.arrival)


def _ref(key: str, item: Item, made: Decided, ids: Mapping[str, str]) -> Plain | None:
    """A reference from one item to another, with its cycle if the two don't overlap."""
    if key not in ids or key not in made.homes:
        return None
    here, there = made.owner_of.get(item.key) or item.key, made.owner_of.get(key) or key
    ref = ids[key] if made.homes[key] == made.homes[item.key] else f"{made.homes[key]}/{ids[key]}"
    if not made.cycles[here].overlaps(made.cycles[there]):
        ref += f"@{made.cycles[there].name}"
    return Plain(ref)


def _reports(
    item: Item,
    made: Decided,
    id: str,
    keys: dict[str, Any],
    known: Known,
    placed: Placement,
    entries: dict[str, list[tuple[date, int, str, str, dict[str, Any]]]],
) -> None:
    """Add the check-ins of an item that aren't in the journal yet."""
    home = made.homes[item.key]
    found = entries.setdefault(home, []) if item.reports else []
    for report in item.reports:
        said = cleaned(result(report, keys or {"done_when": ""}, item), item, made.arrival)
        sign = (home, id, str(report.day), sign_of(said))
        if sign in known.said:
            placed.known_reports += 1
            continue
        known.said.add(sign)
        placed.new_reports += 1
        by = report.by or (item.owners[0] if made.arrival.ids and item.owners and not report.value else "")
        found.append((report.day, len(found), by or f"import from {made.arrival.system}", id, said))


def _grouped(found: Sequence[tuple[date, int, str, str, dict[str, Any]]]) -> list[dict[str, Any]]:
    """Journal entries: one per day and author, or more if one author reports an item twice on a day."""
    entries: list[dict[str, Any]] = []
    open_: dict[str, dict[str, Any]] = {}
    day_now: date | None = None
    for day, _, by, id, said in sorted(found, key=lambda each: (each[0], each[1])):
        if day != day_now:
            day_now, open_ = day, {}
        entry = open_.get(by)
        if entry is None or id in entry["results"]:
            entry = open_[by] = {"date": Plain(str(day)), "by": by, "results": {}}
            entries.append(entry)
        entry["results"][id] = said["value"] if set(said) == {"value"} else Short(said)
    return entries


def _initiatives(
    made: Decided,
    items: Mapping[str, Item],
    blocks: Mapping[str, dict[str, Any]],
    ids: Mapping[str, str],
) -> None:
    """Add tasks, deliverables and projects as initiatives of their objectives."""
    taken = {part.key for found in _parts(made, items).values() for part in found}
    for item in made.arrival.of("other"):
        if item.key in taken:
            continue
        owner, parents = _above(item, made, items)
        if owner is None or owner not in blocks:
            if made.xids[item.key] and owner is None:
                made.arrival.leftovers.append(Leftover(item.where, str(item.extra.get("x-type", "row")), item.title))
            continue
        said: dict[str, Any] = {
            "title": item.title,
            "why": item.why,
            "owner": ", ".join(item.owners),
            "status": item.status,
        }
        said |= {"due": str(item.end) if item.end else "", "helps": [ids[key] for key in parents if key in ids]}
        said["steps"] = [
            f"{'done' if done else 'open'}{f', due {due}' if due else ''}: {title}" for title, due, done in item.steps
        ]
        if item.progress is not None:
            said["progress"] = f"{float(item.progress) * 100:.6g}%"
        said |= {"x-id": made.xids[item.key], **item.extra}
        block = blocks[owner]
        block.setdefault("initiatives", []).append(cleaned(said, item, made.arrival))
        # what grows stands last
        block["key_results"] = block.pop("key_results")


def _above(item: Item, made: Decided, items: Mapping[str, Item]) -> tuple[str | None, list[str]]:
    """The objective that another row contributes to, and the parents it names."""
    key = item.parents[0] if item.parents else None
    for _ in range(20):
        if key is None:
            break
        above = items[key]
        if above.kind == "objective":
            return key, item.parents
        if above.kind == "key result":
            return made.owner_of.get(key), item.parents
        key = above.parents[0] if above.parents else None
    return None, []
