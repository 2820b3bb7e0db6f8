"""Merges two orders: common items keep their order, added ones stay after their predecessor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from okrctl.core.merge.names import Name
from okrctl.core.values.cycle import parse_date
from okrctl.core.yaml import Data

Rank = tuple[str, str, str]
"""Date, author and text of a check-in."""


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
    if ranks is not None and _dated(found, ranks) and _sorted(base, ranks):
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


def _dated(names: Sequence[Name], ranks: Mapping[Name, Rank]) -> bool:
    return all(parse_date(ranks[name][0]) for name in names)


def _sorted(names: Sequence[Name], ranks: Mapping[Name, Rank]) -> bool:
    dates = [ranks[name][0] for name in names if name in ranks]
    return dates == sorted(dates)
