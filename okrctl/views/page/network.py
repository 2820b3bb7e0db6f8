"""Dependencies for people: between departments, each one, and the chains to trouble."""

from __future__ import annotations

from okrctl.core.contracts.dependency import STATES, Dependency
from okrctl.core.review.choice import chosen
from okrctl.core.values.frozen import frozen
from okrctl.views.conflicts import CONFLICTS
from okrctl.views.deps import facts
from okrctl.views.page.parts import Context, Link, Place

TROUBLE = ("late", "disputed", "at-risk")


@frozen
class Row:
    """One dependency with its details."""

    state: str
    waits: Link
    on: Link
    waiting: Link
    asked: Link
    need: str
    due: str
    facts: tuple[str, ...]
    chain: tuple[Link, ...]
    place: Place

    @property
    def inside(self) -> bool:
        """Whether both sides are in one department."""
        return self.waiting.ref == self.asked.ref


@frozen
class Flow:
    """All dependencies of one department on another; ``exposed`` if some of them lead to trouble."""

    waiting: Link
    asked: Link
    worst: str
    rows: tuple[Row, ...]
    exposed: bool


@frozen
class Party:
    """One side of a conflict."""

    item: Link
    value: str
    place: Place


@frozen
class Clash:
    """Departments with contradictory plans for one metric."""

    metric: str
    kind: str
    parties: tuple[Party, ...]


@frozen
class Dependencies:
    """All dependencies. ``flows`` are between two departments each, the worst first."""

    rows: tuple[Row, ...]
    flows: tuple[Flow, ...]
    counts: tuple[tuple[str, int], ...]
    chains: tuple[tuple[Link, ...], ...]
    circles: tuple[tuple[Link, ...], ...]
    longest: tuple[Link, ...]
    most: tuple[tuple[Link, int], ...]
    conflicts: tuple[Clash, ...]

    @property
    def trouble(self) -> tuple[Row, ...]:
        """Those late, disputed or at risk."""
        return tuple(row for row in self.rows if row.state in TROUBLE)

    def of(self, department: str) -> tuple[list[Flow], list[Flow]]:
        """A department's dependencies on others, and those of others on it."""
        return (
            [flow for flow in self.flows if flow.waiting.ref == department],
            [flow for flow in self.flows if flow.asked.ref == department],
        )


def dependencies(context: Context) -> Dependencies:
    """The selected dependencies, and what concerns the whole company."""
    network = context.network
    wanted = chosen(network.dependencies, context.report_day, context.selection)
    rows = tuple(row_of(context, row) for row in wanted)
    counts = [(state, sum(1 for row in rows if row.state == state)) for state in STATES]
    return Dependencies(
        rows=rows,
        flows=_flows(rows),
        counts=tuple((state, count) for state, count in counts if count),
        chains=_chains(rows),
        circles=tuple(tuple(map(context.named, refs)) for refs in network.cycles),
        longest=tuple(map(context.named, network.longest_chain)),
        most=tuple((context.department(id), count) for id, count in network.most_depended_on()[:5]),
        conflicts=tuple(
            Clash(
                each.metric,
                CONFLICTS[each.kind],
                tuple(
                    Party(context.named(party.ref), party.value, context.place(party.place.path, party.place.at))
                    for party in each.parties
                ),
            )
            for each in network.conflicts
        ),
    )


def row_of(context: Context, row: Dependency) -> Row:
    """A dependency for the pages."""
    place = row.contract.need.place
    provider = context.way_to(row.provider) if row.provider else context.named(row.on)
    return Row(
        state=row.state,
        waits=context.way_to(row.asker),
        on=Link(provider.anchor, row.on, provider.title),
        waiting=context.department(row.waiting_department),
        asked=context.department(row.asked_department),
        need=row.contract.need.need or "",
        due=str(row.due or ""),
        facts=tuple(facts(row, context.report_day.day)),
        chain=tuple(map(context.named, row.chain)),
        place=context.place(place.path, place.at),
    )


def _flows(rows: tuple[Row, ...]) -> tuple[Flow, ...]:
    between: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row.waiting.ref != row.asked.ref:
            between.setdefault((row.waiting.ref, row.asked.ref), []).append(row)
    flows = [
        Flow(
            found[0].waiting,
            found[0].asked,
            min((row.state for row in found), key=STATES.index),
            tuple(found),
            any(row.chain for row in found),
        )
        for found in between.values()
    ]
    return tuple(sorted(flows, key=lambda flow: (STATES.index(flow.worst), -len(flow.rows), flow.waiting.ref)))


def _chains(rows: tuple[Row, ...]) -> tuple[tuple[Link, ...], ...]:
    """The chains to trouble with at least one step between, without those that are the end of a longer one."""
    found = {tuple(link.ref for link in row.chain): row.chain for row in rows if len(row.chain) > 2}
    ends = {refs[at:] for refs in found for at in range(1, len(refs) - 1)}
    return tuple(chain for refs, chain in found.items() if refs not in ends)
