"""Matches the list items of versions: by id, by reference, or by content; and merges their orders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cache

from okrctl.core.format import holds
from okrctl.core.format.doc import everything
from okrctl.core.model.files import department_doc
from okrctl.core.values.cycle import parse_date
from okrctl.core.yaml import Data

Name = Hashable
Steps = tuple[Name, ...]
"""A path of keys and names of list items."""

JOURNAL: Steps = ("check_ins",)
Rank = tuple[str, str, str]
"""Date, author and text of a check-in."""
_SPEAKERS = ("id", "ref", "url")
# the keys that identify a changed entry
_SIGNATURES = {JOURNAL: ("date", "by"), "amended": ("date", "field")}


def is_set(path: Steps) -> bool:
    """Whether the list at a path has distinguishable members and isn't just a value."""
    if any(str(step).startswith("x-") for step in path) or "source" in path:
        return False
    return path == JOURNAL or path[-1] in _lists() or path[-2:-1] == ("results",)


@cache
def _lists() -> frozenset[object]:
    """The keys of lists in a department's file."""
    return frozenset(field.key for field in everything(department_doc()) if holds.many(field.info))


def names(path: Steps, *versions: Sequence[Data]) -> list[list[Name]]:
    """Names for the items of a list in several versions, base first: the same name means the same item."""
    if path == JOURNAL or path[-1] == "amended":
        signature = _SIGNATURES[JOURNAL if path == JOURNAL else "amended"]
        base, *others = [_counted(map(frozen, version)) for version in versions]
        return [
            base,
            *(_changed(signature, versions[0], base, *side) for side in zip(versions[1:], others, strict=True)),
        ]
    plain = [[step_to(item) for item in version] for version in versions]
    if any(len(set(each)) < len(each) for each in plain):
        # one id may stand in several cycles
        plain = [[(step_to(item), _field(item, "cycle")) for item in version] for version in versions]
        return [_counted(each) for each in plain]
    base, *sides = plain
    return [base, *(_renamed(base, items, side) for items, side in zip(versions[1:], sides, strict=True))]


def frozen(data: Data) -> Name:
    """Data in a hashable form."""
    if isinstance(data, dict):
        return ("map", *sorted((key, frozen(value)) for key, value in data.items() if value is not None))
    return ("list", *map(frozen, data)) if isinstance(data, list) else ("text", data)


def _field(item: Data, key: str) -> str | None:
    value = item.get(key) if isinstance(item, dict) else None
    return value if isinstance(value, str) else None


def step_to(item: Data) -> Name:
    """The name of a list item without duplicates."""
    # a plain text can be short for a reference mapping
    told = item if isinstance(item, str) else next((found for key in _SPEAKERS if (found := _field(item, key))), None)
    return frozen(item) if told is None else _told(told)


def _told(text: str) -> Name:
    return ("item", text)


def _counted(found: Iterable[Name]) -> list[Name]:
    seen: Counter[Name] = Counter()
    numbered: list[Name] = []
    for name in found:
        numbered.append((name, seen[name]))
        seen[name] += 1
    return numbered


def _renamed(base: list[Name], items: Sequence[Data], side: list[Name]) -> list[Name]:
    """Give a renamed item the name of its former id."""
    known = set(base)
    gone = known - set(side)
    found = list(side)
    for number, item in enumerate(items):
        if side[number] in known or not gone:
            continue
        formerly = item.get("formerly") if isinstance(item, dict) else None
        olds = [formerly] if isinstance(formerly, str) else formerly if isinstance(formerly, list) else []
        old = next((_told(old) for old in olds if isinstance(old, str) and _told(old) in gone), None)
        if old is not None:
            found[number] = old
            gone.remove(old)
    return found


def _changed(
    signature: tuple[str, ...], before: Sequence[Data], base: list[Name], items: Sequence[Data], side: list[Name]
) -> list[Name]:
    """Give a changed entry the name of the removed entry that it resembles."""
    known, there = set(base), set(side)
    gone: dict[Name, list[Name]] = {}
    for item, name in zip(before, base, strict=True):
        if name not in there:
            gone.setdefault(tuple(_field(item, key) for key in signature), []).append(name)
    found = []
    for item, name in zip(items, side, strict=True):
        like = gone.get(tuple(_field(item, key) for key in signature)) if name not in known else None
        found.append(like.pop(0) if like else name)
    return found


def rank(item: Data, text: str) -> Rank:
    """The sort key for check-ins of different sides."""
    known = item if isinstance(item, dict) else {}
    return str(known.get("date") or ""), str(known.get("by") or ""), text


def united(versions: Sequence[Sequence[Name]], ranks: Mapping[Name, Rank] | None = None) -> list[Name]:
    """All names of both sides (given base, ours, theirs) in one order; with ``ranks``, that of a journal.

    In a journal, additions of both sides in one place are sorted by date; each side's entries of the same day keep
    their order, which affects their meaning. A journal that was in date order stays so.
    """
    base, ours, theirs = versions
    swapped = _common(ours, theirs) != _common(theirs, ours) and _common(base, ours) == _common(ours, base)
    main, other = (theirs, ours) if swapped else (ours, theirs)
    behind = _groups(other, set(main))
    own = _groups(main, set(other))
    found: list[Name] = []
    for point, mine in own.items():
        pair = (behind.get(point, []), mine) if swapped else (mine, behind.get(point, []))
        found += ([] if point is None else [point]) + ([*pair[0], *pair[1]] if ranks is None else _zip(*pair, ranks))
    if ranks is not None and all(parse_date(ranks[name][0]) for name in found) and _sorted(base, ranks):
        found.sort(key=lambda name: ranks[name][0])
    return found


def _common(one: Sequence[Name], other: Sequence[Name]) -> list[Name]:
    known = set(other)
    return [name for name in one if name in known]


def _groups(names: Sequence[Name], common: set[Name]) -> dict[Name | None, list[Name]]:
    """The other names after each common name (None: before the first)."""
    found: dict[Name | None, list[Name]] = {None: []}
    point: Name | None = None
    for name in names:
        if name in common:
            point = name
            found[point] = []
        else:
            found[point].append(name)
    return found


def _zip(ours: Sequence[Name], theirs: Sequence[Name], ranks: Mapping[Name, Rank]) -> list[Name]:
    """Merge two runs of entries by date, then author and text, but never against a side's own order."""
    one = sorted(ours, key=lambda name: ranks[name][0])
    two = sorted(theirs, key=lambda name: ranks[name][0])
    found: list[Name] = []
    while one and two:
        found.append((one if ranks[one[0]] <= ranks[two[0]] else two).pop(0))
    return [*found, *one, *two]


def _sorted(names: Sequence[Name], ranks: Mapping[Name, Rank]) -> bool:
    dates = [ranks[name][0] for name in names if name in ranks]
    return dates == sorted(dates)
