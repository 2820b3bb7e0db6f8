"""How far a change reaches: which departments it can give another score, and which have a say in that.

Told from sketches of files, which say no more than whom a file names. Nothing is resolved here: whoever is named is
looked at, whatever the name turns out to mean.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from okrctl.core.frozen import frozen
from okrctl.core.model import FileFacts, Item, KeyResult, Objective

Tied = Callable[[str], frozenset[str]]


@frozen
class Sketch:
    """Whom a file names: in dependencies and promises, as homes of KPIs, in its journal, as former homes.

    A name without a department may be one itself, where the file has nothing of that id.
    """

    department: str
    contracts: tuple[str, ...] = ()
    kpis: tuple[str, ...] = ()
    journal: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()


@frozen
class Reach:
    """What a change can touch. ``scored`` are departments whose scores may be others now, ``read`` those and whoever is
    needed to tell what the change means; ``grounds`` are for every department those that its scores draw on."""

    scored: frozenset[str]
    read: frozenset[str]
    grounds: dict[str, frozenset[str]]


def sketch(file: FileFacts) -> Sketch | None:
    """The sketch of a file; None when it cannot be told whose it is."""
    if file.department is None:
        return None
    plans = [plan for each in file.objectives for plan in (each.current, *(earlier for _, earlier in each.earlier))]
    items: list[Item] = [item for plan in plans for item in (plan, *plan.key_results)]
    own = {id for each in file.objectives for id in _ids(each.current)} | {kpi.id for kpi in file.kpis}
    named = partial(_homes, own=own, department=file.department)
    return Sketch(
        file.department,
        named(ref for item in items for ref in _partners(item)),
        named(item.kpi for item in items if isinstance(item, KeyResult) and item.kpi),
        named(key for entry in file.check_ins for key in (*entry.results, *entry.unchanged)),
        named(name for item in items for name in item.formerly if "/" in name),
    )


def _partners(item: Item) -> Iterator[str]:
    yield from (need.ref for need in item.depends_on)
    yield from (promise.ref for promise in item.promised_to)


def _ids(objective: Objective) -> Iterator[str]:
    yield objective.id
    yield from (result.id for result in objective.key_results)


def _homes(texts: Iterable[str], own: set[str], department: str) -> tuple[str, ...]:
    found = {path for path in (text.partition("@")[0] for text in texts) if path not in own}
    return tuple(sorted({path.partition("/")[0] for path in found} - {department}))


def reach(sketches: Iterable[Sketch], changed: Iterable[str], *, contracts: bool) -> Reach:
    """How far a change of departments reaches.

    Args:
        sketches: of all files on both sides of the change.
        changed: departments that have a file which is not the same on both sides.
        contracts: whether that can change a dependency.
    """
    known = list(sketches)
    tied = _tied(known)
    grounds = _grounds(known, tied)
    touched = frozenset(each for name in changed for each in tied(name))
    scored = touched | {name for name, ground in grounds.items() if not touched.isdisjoint(ground)}
    read = set(scored).union(*(grounds[name] for name in scored if name in grounds))
    for each in known if contracts else ():
        if each.department in touched:
            read.update(each.contracts)
        elif not touched.isdisjoint(each.contracts):
            read.add(each.department)
    return Reach(scored, frozenset(read), grounds)


def _tied(sketches: list[Sketch]) -> Tied:
    """Departments between which something was moved keep one journal, in a way: an old name leads to the new home."""
    groups: dict[str, frozenset[str]] = {}
    for each in sketches:
        for home in each.formerly:
            group = groups.get(home, frozenset({home})) | groups.get(each.department, frozenset({each.department}))
            groups.update(dict.fromkeys(group, group))
    return lambda name: groups.get(name) or frozenset({name})


def _grounds(sketches: list[Sketch], tied: Tied) -> dict[str, frozenset[str]]:
    """Whom the scores of a department draw on: itself, KPIs, and every journal that speaks of the one or the other."""
    measured: dict[str, set[str]] = defaultdict(set)
    spoken: dict[str, set[str]] = defaultdict(set)
    heard: dict[str, set[str]] = defaultdict(set)
    for each in sketches:
        for name in each.kpis:
            measured[each.department] |= tied(name)
        for name in each.journal:
            for home in tied(name):
                spoken[each.department].add(home)
                heard[home] |= tied(each.department)
    found: dict[str, frozenset[str]] = {}
    for department in {each.department for each in sketches}:
        group = tied(department)
        subjects = group.union(*(measured.get(name, ()) for name in group))
        journals = (spoken.get(name, ()) for name in group)
        found[department] = subjects.union(*journals, *(heard.get(name, ()) for name in subjects))
    return found
