"""An id that means two things on the same day in one department, or two milestones of one key result.

References, check-ins and the command line name things by their ids. Among everything whose cycles overlap (KPIs have no
cycle: they are always there) an id therefore means one thing in its department, whatever file it stands in. An id under
`formerly` counts, too, because the journal under it goes with the item. The next quarter may use the same ids again.

Give one of the two another id; `okrctl rename` carries references and the journal along.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.periods import Periods
from okrctl.core.company.workspace import Entry
from okrctl.core.values.cycle import Cycle
from okrctl.core.values.diagnostic import DocPath, Place, Problem, Related
from okrctl.core.values.frozen import frozen
from okrctl.rules._measures import key_results

CODE = "OKR201"
SEVERITY = "error"


def check(case: RuleContext) -> Iterator[Problem]:
    """Ids that are taken already, and milestones' ids that are."""
    refused = {(file.path, problem.place.at) for file in case.ws.files for problem in file.problems}
    for ids in case.ws.entries.values():
        for entries in ids.values():
            if len(entries) > 1:
                yield from _clashes(tuple(entry for entry in entries if _has_id_and_cycle(entry, refused)))
    yield from _former(case)
    for placed, result in key_results(case):
        seen: dict[str, DocPath] = {}
        for step, inside in result.measure.placed_steps("id") if result.measure else ():
            at = (*result.at, *inside)
            if step.id in seen:
                first = Related(Place(placed.path, seen[step.id]), "the first one")
                message = f"{result.id} has two milestones {step.id}"
                yield Problem("duplicate-id", Place(placed.path, at), message, "give one another id", (first,))
            elif (placed.path, at) not in refused:
                seen[step.id] = at


def _former(case: RuleContext) -> Iterator[Problem]:
    """Former ids that are somebody's id, or former id, in the same days: the history would go with either."""
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
            message = f"{holder.id} was {department}/{id} before, which means another thing in the same days"
            help = "take it out of `formerly`, or give the other one another id"
            yield Problem("duplicate-id", holder.place, message, help, (Related(other, "the other one"),))


@frozen
class _Holder:
    """An item that had an id before: where it says so, when it is alive, and what it is."""

    place: Place
    cycle: Cycle
    id: str
    spot: tuple[str, DocPath]


def _taken(case: RuleContext, department: str, id: str, holders: list[_Holder]) -> Iterator[tuple[_Holder, Place]]:
    """Those whose former id means another thing in their days, and where that stands."""
    used = id in case.ws.entries.get(department, {})
    last: _Holder | None = None
    for holder in sorted(holders, key=lambda each: each.cycle.start):
        alive = case.ws.periods(department, id).alive(holder.cycle.start, holder.cycle.end) if used else ()
        other = next((entry.place for entry in alive if (entry.path, entry.at) != holder.spot), None)
        if other is None and last is not None and last.spot != holder.spot and last.cycle.overlaps(holder.cycle):
            other = last.place
        if other is not None:
            yield holder, other
        if last is None or holder.cycle.end > last.cycle.end:
            last = holder


def _has_id_and_cycle(entry: Entry, refused: set[tuple[str, DocPath]]) -> bool:
    """Whether its id is the author's, and when it is alive is known; anything else has been reported."""
    return (entry.path, entry.place.at) not in refused and (entry.kind == "kpi" or entry.cycle is not None)


def _clashes(entries: tuple[Entry, ...]) -> Iterator[Problem]:
    periods = Periods(entries)
    for later in entries:
        first = (periods.alive(later.cycle.start, later.cycle.end) if later.cycle else entries)[0]
        if first is later:
            continue
        message = f"{later.ref} means two things in the same days"
        words = {"objective": "an objective", "key_result": "a key result", "kpi": "a KPI"}[first.kind]
        when = f" in {first.cycle.name}" if first.cycle else ""
        other = Related(first.place, f"{words} of this id{when}")
        yield Problem("duplicate-id", later.place, message, "give one of them another id", (other,))
