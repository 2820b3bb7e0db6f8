"""All dependencies on a day: which are exposed to trouble, the longest chain, counts by department.

Contracts, which don't depend on the day, are in ``core/contracts/contracts.py``; the state of a single dependency is in
``core/contracts/dependency.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from okrctl.core.company.links import Link, links
from okrctl.core.company.references import Unresolved
from okrctl.core.company.workspace import Workspace, as_planned
from okrctl.core.contracts.arithmetic import sums
from okrctl.core.contracts.conflict import Conflict
from okrctl.core.contracts.conflicts import conflicts
from okrctl.core.contracts.contracts import contracts, dependency_loops
from okrctl.core.contracts.department_links import Shared, shared
from okrctl.core.contracts.dependency import STATES, Dependency, dependency, parts_of, waiting
from okrctl.core.contracts.loops import longest_chain, steps_to
from okrctl.core.scores.plan import Plan
from okrctl.core.scores.scoring import Scores
from okrctl.core.values.diagnostic import Spot
from okrctl.core.values.frozen import frozen

CHAIN_AT_MOST = 100
"""The most links of a chain that are shown: the first ones, and the trouble at its end."""


@frozen
class Cell:
    """How many items of one department wait for another, and the worst state among them."""

    waiting: str
    asked: str
    count: int
    worst: str


@frozen
class Network:
    """All dependencies on a day, worst first.

    ``unresolved`` are those that lead nowhere; ``unprojected`` are providers whose forecasts were over the limit.
    """

    day: date
    dependencies: tuple[Dependency, ...]
    shared: tuple[Shared, ...]
    conflicts: tuple[Conflict, ...]
    cycles: tuple[tuple[str, ...], ...]
    longest_chain: tuple[str, ...]
    unresolved: tuple[Link, ...]
    unprojected: tuple[str, ...] = ()

    def matrix(self) -> tuple[Cell, ...]:
        """Waiting departments by provider; dependencies within a department are left out."""
        cells: dict[tuple[str, str], list[str]] = {}
        for each in self.dependencies:
            if not each.contract.internal:
                cells.setdefault((each.waiting_department, each.asked_department), []).append(each.state)
        return tuple(
            Cell(waiting, asked, len(states), min(states, key=STATES.index))
            for (waiting, asked), states in sorted(cells.items())
        )

    def most_depended_on(self) -> tuple[tuple[str, int], ...]:
        """Departments by how many items of others wait for them, most first; without outside groups."""
        counts: dict[str, int] = {}
        for each in self.dependencies:
            if not each.contract.internal and not each.contract.external:
                counts[each.asked_department] = counts.get(each.asked_department, 0) + 1
        return tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def network(ws: Workspace, scores: Scores) -> Network:
    """All dependencies on the day of these scores, by the plan of that day."""
    day, planned, parts = scores.day, as_planned(ws, scores.day), parts_of(scores)
    found = links(planned)
    refs = {placed.spot: placed.ref for placed in planned.objectives}
    rows = [row for row in (dependency(parts, each, day) for each in contracts(found)) if row is not None]
    rows = _exposed(sorted(rows, key=_worst_first), refs)
    loops = dependency_loops(row.contract for row in rows)
    return Network(
        day=day,
        dependencies=tuple(rows),
        shared=shared(found, scores, ws.departments),
        conflicts=tuple(_conflicts(ws, scores.plan, found)),
        cycles=tuple(tuple(placed.ref for placed in loop.objectives) for loop in loops),
        longest_chain=_longest(rows, refs),
        unresolved=tuple(each for each in found if _leads_nowhere(each) and waiting(each, parts)),
        unprojected=tuple(parts.unprojected),
    )


def _leads_nowhere(link: Link) -> bool:
    """Whether its target is nothing, or a KPI, which is never done."""
    target = link.target
    if link.kind != "depends_on":
        return False
    return isinstance(target, Unresolved) or (target.entry is not None and target.entry.objective is None)


def _worst_first(row: Dependency) -> tuple[object, ...]:
    place = row.contract.need.place
    return STATES.index(row.state), row.due or date.max, row.waits, row.on, place.path, place.at


def _exposed(rows: Sequence[Dependency], refs: Mapping[Spot, str]) -> list[Dependency]:
    """The rows with the chains to the trouble they are exposed to; a met dependency passes no trouble on.

    A chain continues to where the trouble starts: a provider that is off-track because it waits itself isn't its end.
    Only if everything is in a circle, it ends with the nearest.
    """
    ends = (row.ends for row in rows if row.state != "met")
    edges = list(dict.fromkeys((asker, provider) for asker, provider in ends if provider is not None))
    near = _Ways(edges, [row for row in rows if row.trouble])
    far = _Ways(edges, [row for row in rows if row.trouble and row.ends[1] not in near.following])
    return [replace(row, chain=_chain(row, near, far, refs) if row.state != "met" else ()) for row in rows]


class _Ways:
    """For each objective that leads to some trouble, the next step there, and the trouble."""

    def __init__(self, edges: Sequence[tuple[Spot, Spot]], trouble: Sequence[Dependency]) -> None:
        roots: dict[Spot, str] = {}
        for row in trouble:
            roots.setdefault(row.ends[0], row.on)
        self.following = steps_to(edges, roots)
        self.behind: dict[Spot, str] = {}
        for node, step in self.following.items():
            self.behind[node] = roots[node] if step is None else self.behind[step]


def _chain(row: Dependency, near: _Ways, far: _Ways, refs: Mapping[Spot, str]) -> tuple[str, ...]:
    asker, provider = row.ends
    ways = far if provider in far.following else near
    if provider is None or provider not in ways.following or (row.trouble and ways is near):
        return (row.waits, row.on) if row.trouble else ()
    chain = [row.waits]
    at: Spot | None = provider
    while at is not None and len(chain) < CHAIN_AT_MOST - 1:
        if at == asker and row.trouble:
            return row.waits, row.on
        chain.append(refs[at])
        at = ways.following[at]
    return (*chain, ways.behind[provider])


def _longest(rows: Sequence[Dependency], refs: Mapping[Spot, str]) -> tuple[str, ...]:
    following: dict[Spot, set[Spot]] = {}
    for row in rows:
        asker, provider = row.ends
        if provider is not None and provider != asker:
            following.setdefault(asker, set()).add(provider)
            following.setdefault(provider, set())
    ordered = sorted(following, key=lambda at: (refs[at], at))
    rank = {at: position for position, at in enumerate(ordered)}
    edges = {at: sorted(following[at], key=rank.__getitem__) for at in ordered}
    return tuple(refs[at] for at in longest_chain(edges))


def _conflicts(ws: Workspace, plan: Plan, found: tuple[Link, ...]) -> Iterator[Conflict]:
    """Conflicts with a party that hasn't ended yet."""
    by_name = (
        replace(each, parties=tuple(sorted(each.parties, key=lambda party: (party.ref, party.place.path))))
        for each in conflicts(plan, found)
    )
    for each in (*by_name, *sums(plan, ws.config.metrics)):
        if any(plan.day <= (party.planned.closed_on or party.planned.cycle.end) for party in each.parties):
            yield each
