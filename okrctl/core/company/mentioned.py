"""How far a change reaches: which departments' scores it can change, and which departments are involved.

It uses sketches of files, which list only the departments that a file names. Nothing is resolved here: every named
department counts.
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
    """The departments that a file names: in dependencies and promises, for KPIs, in its journal, in former ids."""

    department: str
    contracts: tuple[str, ...] = ()
    kpis: tuple[str, ...] = ()
    journal: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()


@frozen
class ChangeReach:
    """What a change can affect. ``scored`` are departments whose scores may have changed, ``read`` those plus the ones
    needed to compare them; ``grounds`` are, for every department, those that its scores depend on, and ``partners``
    those that have dependencies with what changed."""

    scored: frozenset[str]
    read: frozenset[str]
    grounds: dict[str, frozenset[str]]
    partners: frozenset[str]


def sketch(file: FileFacts) -> MentionedNames | None:
    """The sketch of a file; None if its department is unknown."""
    if file.department is None:
        return None
    plans = [plan for each in file.objectives for plan in (each.current, *(earlier for _, earlier in each.earlier))]
    items: list[Item] = [item for plan in plans for item in (plan, *plan.key_results)]
    kpis = (item.kpi for item in items if isinstance(item, KeyResult) and item.kpi)
    keys = (key for entry in file.check_ins for key in (*entry.results, *entry.unchanged))
    homes = partial(_homes, department=file.department)
    return MentionedNames(
        file.department,
        # a request can also name just a department
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

    ``sketches`` are of all files on both sides, ``changed`` the departments with a file that differs; ``contracts``
    says whether the change can affect a dependency.
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
    """The departments that a department's scores depend on: itself, those of KPIs and former ids, and others naming it.

    In journals a former name still counts unless other items had it too; those items' departments are included.
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
