"""Dependencies for people: between departments, each one, and the chains to trouble."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from okrctl.core.contracts.conflict import Conflict
from okrctl.core.contracts.dependency import STATES, Dependency
from okrctl.core.review.choice import chosen
from okrctl.views.conflicts import CONFLICTS
from okrctl.views.deps import facts
from okrctl.views.page.parts import Context, Link

TROUBLE = ("late", "disputed", "at-risk")


class Row:
    """One dependency with its details."""

    def __init__(self, context: Context, row: Dependency) -> None:
        place = row.contract.need.place
        provider = context.way_to(row.provider) if row.provider else context.named(row.on)
        self.state = row.state
        self.waits = context.way_to(row.asker)
        self.on = Link(provider.anchor, row.on, provider.title)
        self.waiting = context.department(row.waiting_department)
        self.asked = context.department(row.asked_department)
        self.need = row.contract.need.need or ""
        self.facts = tuple(facts(row, context.report_day.day))
        self.chain = tuple(map(context.named, row.chain))
        self.place = context.place(place.path, place.at)

    @property
    def inside(self) -> bool:
        """Whether both sides are in one department."""
        return self.waiting.ref == self.asked.ref


class Flow:
    """All dependencies of one department on another; ``exposed`` if some of them lead to trouble."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.waiting = rows[0].waiting
        self.asked = rows[0].asked
        self.worst = min((row.state for row in rows), key=STATES.index)
        self.rows = rows
        self.exposed = any(row.chain for row in rows)


class Clash:
    """Departments with contradictory plans for one metric: of each item, what it says and where."""

    def __init__(self, context: Context, conflict: Conflict) -> None:
        self.metric = conflict.metric
        self.kind = CONFLICTS[conflict.kind]
        self.parties = tuple(
            (context.named(each.ref), each.value, context.place(each.place.path, each.place.at))
            for each in conflict.parties
        )


class Dependencies:
    """All dependencies. ``flows`` are between two departments each, the worst first."""

    def __init__(self, context: Context) -> None:
        network = context.network
        wanted = chosen(network.dependencies, context.report_day, context.selection)
        counts = Counter(row.state for row in wanted)
        self.rows = tuple(Row(context, row) for row in wanted)
        self.flows = _flows(self.rows)
        self.counts = tuple((state, counts[state]) for state in STATES if counts[state])
        self.chains = _chains(self.rows)
        self.circles = tuple(tuple(map(context.named, refs)) for refs in network.cycles)
        self.longest = tuple(map(context.named, network.longest_chain))
        self.most = tuple((context.department(id), count) for id, count in network.most_depended_on()[:5])
        self.conflicts = tuple(Clash(context, each) for each in network.conflicts)

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


def _flows(rows: tuple[Row, ...]) -> tuple[Flow, ...]:
    between: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row.waiting.ref != row.asked.ref:
            between.setdefault((row.waiting.ref, row.asked.ref), []).append(row)
    return tuple(
        sorted(
            map(Flow, between.values()), key=lambda flow: (STATES.index(flow.worst), -len(flow.rows), flow.waiting.ref)
        )
    )


def _chains(rows: tuple[Row, ...]) -> tuple[tuple[Link, ...], ...]:
    """The chains to trouble with at least one step between, without those that are the end of a longer one."""
    found = {tuple(link.ref for link in row.chain): row.chain for row in rows if len(row.chain) > 2}
    ends = {refs[at:] for refs in found for at in range(1, len(refs) - 1)}
    return tuple(chain for refs, chain in found.items() if refs not in ends)
