"""How far a change reaches: which departments it can give another score, and which have a say in that.

Told from sketches of files, which say no more than whom a file names. Nothing is resolved here: whoever is named is
looked at, whatever the name turns out to mean.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from okrctl.core.model.files import FileFacts
from okrctl.core.model.items import Item, KeyResult
from okrctl.core.values.frozen import frozen


@frozen
class MentionedNames:
    """Whom a file names: in dependencies and promises, as homes of KPIs, in its journal, as former homes."""

    department: str
    contracts: tuple[str, ...] = ()
    kpis: tuple[str, ...] = ()
    journal: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()


@frozen
class ChangeReach:
    """What a change can touch. ``scored`` are departments whose scores may be others now, ``read`` those and whoever is
    needed to tell what the change means; ``grounds`` are for every department those that its scores draw on, and
    ``partners`` those that have dependencies with what changed."""

    scored: frozenset[str]
    read: frozenset[str]
    grounds: dict[str, frozenset[str]]
    partners: frozenset[str]


def sketch(file: FileFacts) -> MentionedNames | None:
    """The sketch of a file; None when it cannot be told whose it is."""
    if file.department is None:
        return None
    plans = [plan for each in file.objectives for plan in (each.current, *(earlier for _, earlier in each.earlier))]
    items: list[Item] = [item for plan in plans for item in (plan, *plan.key_results)]
    kpis = (item.kpi for item in items if isinstance(item, KeyResult) and item.kpi)
    keys = (key for entry in file.check_ins for key in (*entry.results, *entry.unchanged))
    homes = partial(_homes, department=file.department)
    return MentionedNames(
        file.department,
        # a department alone can be asked as well
        homes(ref for item in items for ref in _partners(item)),
        homes(filter(_full, kpis)),
        homes(filter(_full, keys)),
        homes(filter(_full, (name for item in items for name in item.formerly))),
    )


def _partners(item: Item) -> Iterator[str]:
    yield from (need.ref for need in item.depends_on)
    yield from (promise.ref for promise in item.promised_to)


def _full(text: str) -> bool:
    return "/" in text


def _homes(refs: Iterable[str], department: str) -> tuple[str, ...]:
    return tuple(sorted({ref.partition("@")[0].partition("/")[0] for ref in refs} - {department}))


def reach(sketches: Iterable[MentionedNames], changed: Iterable[str], *, contracts: bool) -> ChangeReach:
    """How far a change of departments reaches.

    Args:
        sketches: of all files on both sides of the change.
        changed: departments that have a file which is not the same on both sides.
        contracts: whether that can change a dependency.
    """
    known = list(sketches)
    grounds = _grounds(known)
    touched = frozenset(changed)
    scored = touched | {name for name, ground in grounds.items() if not touched.isdisjoint(ground)}
    read = set(scored).union(*(grounds[name] for name in scored if name in grounds))
    partners: set[str] = set()
    for each in known:
        if each.department in touched:
            partners.update(each.contracts)
        elif not touched.isdisjoint(each.contracts):
            partners.add(each.department)
    if contracts:
        read |= partners
    return ChangeReach(scored, frozenset(read), grounds, frozenset(partners))


def _grounds(sketches: list[MentionedNames]) -> dict[str, frozenset[str]]:
    """Whom the scores of a department draw on: itself, KPIs, where things of it were before, and whoever names these.

    In journals an old name still counts, unless others had it as well: so those are named by whoever came from there.
    """
    subjects: dict[str, set[str]] = defaultdict(set)
    naming: dict[str, set[str]] = defaultdict(set)
    for each in sketches:
        subjects[each.department].update((each.department, *each.kpis, *each.formerly))
        for name in (*each.journal, *each.formerly):
            naming[name].add(each.department)
    return {
        department: frozenset(named).union(*(naming[name] for name in named if name in naming))
        for department, named in subjects.items()
    }
