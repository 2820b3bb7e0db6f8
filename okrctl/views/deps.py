"""``okrctl deps``: who waits for whom between departments; trouble first, then the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from okrctl.core.contracts.conflicts import Conflict
from okrctl.core.contracts.department_links import Shared
from okrctl.core.contracts.dependencies import Cell as MatrixCell
from okrctl.core.contracts.dependencies import Network
from okrctl.core.contracts.dependency import STATES, Dependency
from okrctl.core.contracts.requests import confirming
from okrctl.core.scores.scoring import ScoredObjective
from okrctl.core.values.width import width
from okrctl.views.blocks import Blank, Block, Cell, Column, Document, Heading, Line, Run, Table, document
from okrctl.views.figures import share
from okrctl.views.projection import leads_to
from okrctl.views.signs import marked, sign, style

_TROUBLE = ("late", "disputed", "at-risk")
_OPEN = ("unplanned", "unconfirmed")
_INDENT = 15
_CHAIN_SHOWN = 6
_PARTNERS_SHOWN = 4
_PARTIES_SHOWN = 9
_NARROWEST_HEAD = 3
_CORNER = "who waits ↓ for whom →"
_LIST = (
    Column("state"),
    Column("who waits", shrink=True),
    Column("for whom", shrink=True),
    Column("due"),
    Column("heading for"),
)
_CONFLICTS = {
    "target": "different targets",
    "direction": "opposite directions",
    "unit": "different units",
    "baseline": "different baselines",
    "deliverable": "promised twice",
}


def deps_document(
    organization: str, network: Network, rows: Sequence[Dependency], *, whole: bool, room: int | None
) -> Document:
    """The report.

    Args:
        organization: whose it is.
        network: everything there is.
        rows: the dependencies asked for, worst first.
        whole: whether that is all of them; what concerns the whole company is left out otherwise.
        room: columns that the matrix may take before its heads are cut; None for as many as it needs.
    """
    return document(list(_blocks(organization, network, rows, whole, room)))


def _blocks(
    organization: str, network: Network, rows: Sequence[Dependency], whole: bool, room: int | None
) -> Iterator[Block]:
    yield Heading(organization, f"dependencies as of {network.day}")
    if not rows:
        yield Line("Nobody waits for anybody." if whole else "No dependency is like that.")
    else:
        yield Line(_summary(rows))
    yield from _section("Trouble", _rows(filter(_is_trouble, rows), network.day))
    if whole:
        yield from _section("Waiting in a circle", [_circle(each) for each in network.cycles])
    yield from _section("Not agreed yet", _rows((row for row in rows if row.state in _OPEN), network.day))
    if rows:
        yield Blank()
        yield Heading("All dependencies" if whole else "All of these", level=2)
        ahead = any(row.forecast for row in rows)
        yield Table(_LIST if ahead else _LIST[:-1], tuple(_listed(row)[: None if ahead else -1] for row in rows))
    if whole:
        yield from _company(network, room)
    yield from _next(rows)


def _listed(row: Dependency) -> tuple[Cell, ...]:
    return (marked(row.state), row.waits, row.on, str(row.due or ""), leads_to(row.forecast))


def _summary(rows: Sequence[Dependency]) -> Cell:
    counts = [(state, sum(1 for row in rows if row.state == state)) for state in STATES]
    parts: list[Run | str] = [f"{len(rows)} {'dependency' if len(rows) == 1 else 'dependencies'}: "]
    for number, (state, count) in enumerate((state, count) for state, count in counts if count):
        parts += [", " if number else "", Run(f"{count} {state}", style(state))]
    exposed = sum(1 for row in rows if row.chain)
    return (*parts, f" · {exposed} exposed to trouble" if exposed else "")


def _section(title: str, lines: list[Line]) -> Iterator[Block]:
    if lines:
        yield Blank()
        yield Heading(title, level=2)
        yield from lines


def _is_trouble(row: Dependency) -> bool:
    return row.state in _TROUBLE or (bool(row.chain) and row.state not in _OPEN)


def _rows(rows: Iterable[Dependency], day: date) -> list[Line]:
    return [line for row in rows for line in _row(row, day)]


def _row(row: Dependency, day: date) -> Iterator[Line]:
    """A dependency with its facts below it, and the chain to the trouble it is exposed to."""
    itself = row.state in (*_TROUBLE, *_OPEN)
    name, look = (row.state, row.state) if itself else ("exposed", "at-risk")
    mark = Run(f"{sign(look)} {name:<{_INDENT - 4}}  ", style(look))
    yield Line((mark, Run(row.waits, "strong"), " ← ", Run(row.on, "strong")), hang=2)
    facts = [fact for fact in (row.contract.need.need, *_facts(row, day)) if fact]
    if facts:
        yield Line(Run(" · ".join(facts), "dim"), indent=_INDENT)
    if len(row.chain) > 2:
        yield Line((Run("exposed: ", "dim"), _arrows(row.chain)), indent=_INDENT)


def _facts(row: Dependency, day: date) -> Iterator[str]:
    contract, provider = row.contract, row.provider
    if row.state == "disputed" and contract.asked and contract.promised:
        yield f"asked for {contract.asked}, promised for {contract.promised}"
    elif row.due:
        yield f"due {row.due}, {_when(row.due, day)}"
    if row.state == "unplanned":
        yield f"no objective or key result of {row.on} is named: nobody there has planned it"
    if row.state == "unconfirmed":
        yield f"to confirm: {confirming(contract, day)}"
    if provider is None or row.state in _OPEN:
        return
    yield _standing(row)
    if row.forecast is not None:
        by = "then" if row.ahead == row.due else str(row.ahead)
        yield f"its trend leads to {share(Fraction(row.forecast.at_end))} by {by}"


def _standing(row: Dependency) -> str:
    """Where the provider is: a milestone is open, everything else has a status and, once reported, progress."""
    provider, milestone = row.provider, row.contract.provider.milestone
    assert provider is not None
    if milestone:
        return f"still open, the key result is {provider.status}"
    parts = provider.key_results if isinstance(provider, ScoredObjective) else (provider,)
    reported = provider.score is not None and any(part.progress is not None for part in parts)
    return f"{provider.status} at {share(provider.score)}" if reported else provider.status


def _when(due: date, day: date) -> str:
    days = (due - day).days
    if not days:
        return "today"
    count = "1 day" if abs(days) == 1 else f"{abs(days)} days"
    return f"in {count}" if days > 0 else f"{count} ago"


def _arrows(refs: Sequence[str]) -> str:
    """A chain in words; of a long one the beginning and the end."""
    if len(refs) > _CHAIN_SHOWN:
        skipped = len(refs) - _CHAIN_SHOWN + 1
        refs = (*refs[: _CHAIN_SHOWN - 2], f"{skipped} more", refs[-1])
    return " → ".join(refs)


def _circle(refs: Sequence[str]) -> Line:
    return Line((Run("↻ ", "warn"), _arrows((*refs, refs[0]))), hang=2)


def _company(network: Network, room: int | None) -> Iterator[Block]:
    """What concerns the whole company: the matrix, who is asked most, the longest chain, shared things, conflicts."""
    yield from _matrix(network.matrix(), room)
    most = [f"{department} ({count})" for department, count in network.most_depended_on()[:3]]
    chain = _arrows(network.longest_chain)
    parts = [f"Most depended on: {', '.join(most)}"] if most else []
    parts += [f"longest chain: {chain}" if most else f"Longest chain: {chain}"] if chain else []
    if parts:
        yield Blank()
        yield Line(" · ".join(parts))
    yield from _section("Conflicts", [line for each in network.conflicts for line in _conflict(each)])
    yield from _section("Shared", list(_shared(network.shared)))


def _matrix(cells: Sequence[MatrixCell], room: int | None) -> Iterator[Block]:
    if not cells:
        return
    waiting = sorted({cell.waiting for cell in cells})
    asked = sorted({cell.asked for cell in cells})
    by_pair = {(cell.waiting, cell.asked): cell for cell in cells}
    heads = _heads(asked, max(width(name) for name in (*waiting, _CORNER)), room)
    yield Blank()
    if heads is None:
        yield Heading("Who waits for whom", level=2)
        for name in waiting:
            row: list[Run | str] = [name, " waits for "]
            for number, cell in enumerate(cell for cell in cells if cell.waiting == name):
                row += [" · " if number else "", f"{cell.asked} ", _count(cell)]
            yield Line(tuple(row), hang=2)
        return
    rows: Iterator[tuple[Cell, ...]] = (
        (name, *(_count(by_pair[name, other]) if (name, other) in by_pair else Run("–", "dim") for other in asked))
        for name in waiting
    )
    yield Table((Column(_CORNER), *(Column(head, "right") for head in heads)), tuple(rows))


def _count(cell: MatrixCell) -> Run:
    return Run(f"{cell.count} {sign(cell.worst)}", style(cell.worst))


def _heads(names: Sequence[str], first: int, room: int | None) -> Sequence[str] | None:
    """The heads of the matrix's columns, cut alike where they would not fit; None when they would mean nothing then."""
    if room is None or first + sum(width(name) + 2 for name in names) <= room:
        return names
    for length in range(max(width(name) for name in names), _NARROWEST_HEAD - 1, -1):
        heads = [name if len(name) <= length else f"{name[: length - 1]}…" for name in names]
        if first + sum(len(head) + 2 for head in heads) <= room and len(set(heads)) == len(heads):
            return heads
    return None


def _conflict(conflict: Conflict) -> Iterator[Line]:
    yield Line((Run(conflict.metric, "strong"), f": {_CONFLICTS[conflict.kind]}"), hang=2)
    for party in conflict.parties[:_PARTIES_SHOWN]:
        yield Line(f"{party.ref}  {party.value}", indent=2, hang=2)
    if len(conflict.parties) > _PARTIES_SHOWN:
        yield Line(f"and {len(conflict.parties) - _PARTIES_SHOWN} more", indent=2)


def _shared(ties: Sequence[Shared]) -> Iterator[Line]:
    for tie in ties:
        if tie.kind == "joint":
            partners = tie.departments[1:]
            many = len(partners) > _PARTNERS_SHOWN
            named = f"{len(partners)} other departments" if many else ", ".join(partners)
            yield Line((Run(tie.refs[0], "strong"), f" is owned jointly with {named}"), hang=2)
    for tie in ties:
        if tie.kind == "metric":
            more = len(tie.refs) - _PARTIES_SHOWN
            refs = ", ".join(tie.refs[:_PARTIES_SHOWN]) + (f" and {more} more" if more > 0 else "")
            yield Line((Run(tie.metric or "", "strong"), f" is measured in {refs}"), hang=2)
    count = sum(1 for tie in ties if tie.kind == "supports")
    if count:
        noun = "goal supports one" if count == 1 else "goals support those"
        yield Line((f"{count} {noun} of another department: ", Run("okrctl tree", "info")), hang=2)


def _next(rows: Sequence[Dependency]) -> Iterator[Block]:
    worst = next((row for row in rows if row.provider is not None and _is_trouble(row)), None)
    if worst is None or worst.provider is None:
        return
    yield Blank()
    yield Line((Run(f"okrctl show {worst.provider.planned.ref}", "info"), " tells more about the first one"))
