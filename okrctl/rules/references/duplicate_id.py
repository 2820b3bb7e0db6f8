"""An id means two things on the same day in one department, or two milestones share an id.

References, check-ins and commands use ids. Within a department, an id must be unique among items with overlapping
cycles, in all files (KPIs have no cycle: they always overlap). Ids under `formerly` count, too, because their check-ins
belong to the item. The next quarter can use the same ids again.

Give one of the two another id; `okrctl rename` updates references and the journal.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.periods import Periods
from okrctl.core.company.workspace import Entry
from okrctl.core.values.cycle import Cycle
from okrctl.core.values.diagnostic import DocPath, Place, Problem, Problems, Related
from okrctl.core.values.frozen import frozen

CODE = "OKR201"
SEVERITY = "error"


def check(case: RuleContext) -> Problems:
    """Duplicate ids of items and milestones."""
    refused = {(file.path, problem.place.at) for file in case.ws.files for problem in file.problems}
    for ids in case.ws.entries.values():
        for entries in ids.values():
            if len(entries) > 1:
                yield from _clashes(tuple(entry for entry in entries if _has_id_and_cycle(entry, refused)))
    yield from _former(case)
    for placed, result in case.ws.key_results():
        seen: dict[str, DocPath] = {}
        for step, inside in result.measure.placed_steps("id") if result.measure else ():
            at = (*result.at, *inside)
            if step.id in seen:
                first = Related(Place(placed.path, seen[step.id]), "the first one")
                message = f"{result.id} has two milestones {step.id}"
                yield Problem("duplicate-id", Place(placed.path, at), message, "give one another id", (first,))
            elif (placed.path, at) not in refused:
                seen[step.id] = at


def _former(case: RuleContext) -> Problems:
    """Former ids that another item has or had on the same days: the history could belong to either."""
    holders: dict[tuple[str, str], list[_Holder]] = {}
    for placed in case.ws.objectives:
        for item in (placed.history.current, *placed.history.current.key_results):
            for position, name in enumerate(item.formerly):
                home, _, id = name.rpartition("/")
                where = Place(placed.path, (*item.at, "formerly", position))
                if placed.cycle is not None:
                    found = holders.setdefault((home or placed.department, id), [])
                    found.append(_Holder(where, placed.cycle, item.id, (placed.path, item.at)))
    for (department, id), found in holders.items():
        for holder, other in _taken(case, department, id, found):
            message = f"{holder.id} was {department}/{id} before, but another item has that id on the same days"
            help = "remove it from `formerly`, or give the other item another id"
            yield Problem("duplicate-id", holder.place, message, help, (Related(other, "the other one"),))


@frozen
class _Holder:
    """An item with a former id: the place of that id, when the item is active, and what it is."""

    place: Place
    cycle: Cycle
    id: str
    spot: tuple[str, DocPath]


def _taken(case: RuleContext, department: str, id: str, holders: list[_Holder]) -> Iterator[tuple[_Holder, Place]]:
    """Items whose former id belongs to another item on the same days, and that item's place."""
    used = id in case.ws.entries.get(department, {})
    last: _Holder | None = None
    for holder in sorted(holders, key=lambda each: each.cycle.start):
        alive = case.ws.periods(department, id).alive(holder.cycle.start, holder.cycle.end) if used else ()
        other = next((entry.place("id") for entry in alive if entry.spot != holder.spot), None)
        if other is None and last is not None and last.spot != holder.spot and last.cycle.overlaps(holder.cycle):
            other = last.place
        if other is not None:
            yield holder, other
        if last is None or holder.cycle.end > last.cycle.end:
            last = holder


def _has_id_and_cycle(entry: Entry, refused: set[tuple[str, DocPath]]) -> bool:
    """Whether its id was given and its dates are known; anything else has been reported."""
    return (entry.path, entry.place("id").at) not in refused and (entry.kind == "kpi" or entry.cycle is not None)


def _clashes(entries: tuple[Entry, ...]) -> Problems:
    periods = Periods(entries)
    for later in entries:
        first = (periods.alive(later.cycle.start, later.cycle.end) if later.cycle else entries)[0]
        if first is later:
            continue
        message = f"{later.ref} means two things on the same days"
        words = {"objective": "an objective", "key_result": "a key result", "kpi": "a KPI"}[first.kind]
        when = f" in {first.cycle.name}" if first.cycle else ""
        other = Related(first.place("id"), f"{words} with this id{when}")
        yield Problem("duplicate-id", later.place("id"), message, "give one of them another id", (other,))
