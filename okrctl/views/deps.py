"""``okrctl deps``: who waits for whom between departments; trouble first, then everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from okrctl.core.contracts.department_links import Shared
from okrctl.core.contracts.dependencies import Cell as MatrixCell
from okrctl.core.contracts.dependencies import Network
from okrctl.core.contracts.dependency import STATES, Dependency
from okrctl.core.contracts.requests import confirming
from okrctl.core.scores.scoring import ScoredObjective
from okrctl.core.values.counted import counted, some
from okrctl.core.values.frozen import frozen
from okrctl.core.values.width import width
from okrctl.views.blocks import Blank, Block, Cell, Column, Heading, Line, Run, Table, as_document, section
from okrctl.views.conflicts import PARTIES_SHOWN, conflict_lines
from okrctl.views.figures import share
from okrctl.views.projection import leads_to
from okrctl.views.signs import marked, sign, style

if TYPE_CHECKING:
    from okrctl.core.review.since import DependencyTurn

_TROUBLE = ("late", "disputed", "at-risk")
_OPEN = ("unplanned", "unconfirmed")
_INDENT = 15
_CHAIN_SHOWN = 6
_PARTNERS_SHOWN = 4
_NARROWEST_HEAD = 3
_ROWS = 12
_CORNER = "who waits ↓ for whom →"
_LIST = (
    Column("state"),
    Column("who waits", shrink=True),
    Column("for whom", shrink=True),
    Column("due"),
    Column("heading for"),
)


@frozen
class Shape:
    """What the report contains.

    ``whole``: nothing was filtered, so it includes what concerns the whole company. ``everything``: nothing is
    summarized. ``room``: the available columns for the matrix; None for any number. ``changed``: dependencies whose
    state changed since a day, if requested.
    """

    whole: bool
    everything: bool
    room: int | None
    changed: tuple[date, Sequence[DependencyTurn]] | None = None


@as_document
def deps_document(organization: str, network: Network, rows: Sequence[Dependency], shape: Shape) -> Iterator[Block]:
    """The report of these dependencies (worst first) among all of the company's; each is shown once."""
    yield Heading(organization, f"dependencies as of {network.day}")
    if not rows:
        yield Line("No department waits for another." if shape.whole else "No dependency matches.")
    else:
        yield Line(_summary(rows))
    if shape.changed:
        from okrctl.views.since import dependency_turns

        yield from dependency_turns(shape.changed[1], shape.changed[0])
    short = shape.whole and not shape.everything
    trouble = [_row(row, network.day) for row in rows if _is_trouble(row)]
    yield from _section("Trouble", *_first(trouble, 6, short))
    if shape.whole:
        yield from _section("Waiting in a circle", *_first([[_circle(each)] for each in network.cycles], 3, short))
    not_agreed = [_row(row, network.day) for row in rows if row.state in _OPEN]
    yield from _section("Not agreed yet", *_first(not_agreed, 3, short))
    calm = [row for row in rows if not (_is_trouble(row) or row.state in _OPEN)]
    if calm and not short:
        last = len(_LIST) if any(row.forecast for row in calm) else -1
        yield from section("In order", Table(_LIST[:last], tuple(_listed(row)[:last] for row in calm)))
    if shape.whole:
        yield from _company(network, shape)
    yield from _next(rows, calm if short else ())


def _first(entries: Sequence[Sequence[Line]], count: int, short: bool) -> tuple[list[Line], int]:
    """The lines of the first entries, and how many entries are left out."""
    shown = entries[:count] if short else entries
    return [line for entry in shown for line in entry], len(entries) - len(shown)


def _listed(row: Dependency) -> tuple[Cell, ...]:
    return (marked(row.state), row.waits, row.on, str(row.due or ""), leads_to(row.forecast))


def _summary(rows: Sequence[Dependency]) -> Cell:
    counts = [(state, sum(1 for row in rows if row.state == state)) for state in STATES]
    parts: list[Run | str] = [f"{counted(len(rows), 'dependency', 'dependencies')}: "]
    for number, (state, count) in enumerate((state, count) for state, count in counts if count):
        parts += [", " if number else "", Run(f"{count} {state}", style(state))]
    exposed = sum(1 for row in rows if row.chain)
    return (*parts, f" · {exposed} exposed to trouble" if exposed else "")


def _section(title: str, lines: list[Line], left_out: int = 0) -> Iterator[Block]:
    yield from section(title, *lines)
    if left_out:
        yield Line(Run(f"… and {left_out} more", "dim"))


def _is_trouble(row: Dependency) -> bool:
    return row.state in _TROUBLE or (bool(row.chain) and row.state not in _OPEN)


def _row(row: Dependency, day: date) -> list[Line]:
    """A dependency with details below it, and the chain to the trouble it is exposed to."""
    itself = row.state in (*_TROUBLE, *_OPEN)
    name, look = (row.state, row.state) if itself else ("exposed", "at-risk")
    mark = Run(f"{sign(look)} {name:<{_INDENT - 4}}  ", style(look))
    lines = [Line((mark, Run(row.waits, "strong"), " ← ", Run(row.on, "strong")), hang=2)]
    told = [fact for fact in (row.contract.need.need, *facts(row, day)) if fact]
    if told:
        lines.append(Line(Run(" · ".join(told), "dim"), indent=_INDENT))
    if len(row.chain) > 2:
        lines.append(Line((Run("exposed: ", "dim"), _arrows(row.chain)), indent=_INDENT))
    return lines


def facts(row: Dependency, day: date) -> Iterator[str]:
    """Details of a dependency besides its state and its two sides."""
    contract, provider = row.contract, row.provider
    if row.state == "disputed" and contract.asked and contract.promised:
        yield f"asked for {contract.asked}, promised for {contract.promised}"
    elif row.due:
        yield f"due {row.due}, {_when(row.due, day)}"
    if row.state == "unplanned":
        yield f"{row.on} has not planned an objective or key result for it"
    if row.state == "unconfirmed":
        yield f"to confirm: {confirming(contract, day)}"
    if provider is None or row.state in _OPEN:
        return
    yield _standing(row)
    if row.forecast is not None:
        by = "then" if row.ahead == row.due else str(row.ahead)
        yield f"its trend leads to {share(Fraction(row.forecast.at_end))} by {by}"


def _standing(row: Dependency) -> str:
    """The state of the provider: a milestone is open; everything else has a status and, once reported, progress."""
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
    count = counted(abs(days), "day")
    return f"in {count}" if days > 0 else f"{count} ago"


def _arrows(refs: Sequence[str]) -> str:
    """A chain in words; for a long one, its start and end."""
    if len(refs) > _CHAIN_SHOWN:
        skipped = len(refs) - _CHAIN_SHOWN + 1
        refs = (*refs[: _CHAIN_SHOWN - 2], f"{skipped} more", refs[-1])
    return " → ".join(refs)


def _circle(refs: Sequence[str]) -> Line:
    return Line((Run("↻ ", "warn"), _arrows((*refs, refs[0]))), hang=2)


def _company(network: Network, shape: Shape) -> Iterator[Block]:
    """What concerns the whole company: the matrix, the most requested, the longest chain, conflicts, shared items."""
    yield from _matrix(network.matrix(), shape)
    most = [f"{department} ({count})" for department, count in network.most_depended_on()[:3]]
    chain = _arrows(network.longest_chain)
    parts = [f"Most depended on: {', '.join(most)}"] if most else []
    parts += [f"longest chain: {chain}" if most else f"Longest chain: {chain}"] if chain else []
    if parts:
        yield Blank()
        yield Line(" · ".join(parts), hang=2)
    conflicts = [list(conflict_lines(each)) for each in network.conflicts]
    yield from _section("Conflicts", *_first(conflicts, 3, not shape.everything))
    if shape.everything:
        yield from _section("Shared", list(_shared(network.shared)))


def _matrix(cells: Sequence[MatrixCell], shape: Shape) -> Iterator[Block]:
    if not cells:
        return
    waiting = sorted({cell.waiting for cell in cells})
    asked = sorted({cell.asked for cell in cells})
    by_pair = {(cell.waiting, cell.asked): cell for cell in cells}
    heads = _heads(asked, max(width(name) for name in (*waiting, _CORNER)), shape.room)
    if heads is None or (shape.room is not None and len(waiting) > _ROWS and not shape.everything):
        yield from _by_department(cells, shape)
        return
    yield Blank()
    rows: Iterator[tuple[Cell, ...]] = (
        (name, *(_count(by_pair[name, other]) if (name, other) in by_pair else Run("–", "dim") for other in asked))
        for name in waiting
    )
    yield Table((Column(_CORNER), *(Column(head, "right") for head in heads)), tuple(rows))


def _by_department(cells: Sequence[MatrixCell], shape: Shape) -> Iterator[Block]:
    """The matrix as lines, if it is too large for a table: the departments in trouble first."""
    by_waiting: dict[str, list[MatrixCell]] = {}
    for cell in cells:
        by_waiting.setdefault(cell.waiting, []).append(cell)
    names = sorted(by_waiting, key=lambda name: (min(STATES.index(cell.worst) for cell in by_waiting[name]), name))
    lines = []
    for name in names:
        row: list[Run | str] = [Run(name, "strong"), " waits for "]
        for number, cell in enumerate(sorted(by_waiting[name], key=lambda cell: STATES.index(cell.worst))):
            row += [" · " if number else "", f"{cell.asked} ", _count(cell)]
        lines.append([Line(tuple(row), hang=2)])
    yield from _section("Who waits for whom", *_first(lines, _ROWS, not shape.everything))


def _count(cell: MatrixCell) -> Run:
    return Run(f"{cell.count} {sign(cell.worst)}", style(cell.worst))


def _heads(names: Sequence[str], first: int, room: int | None) -> Sequence[str] | None:
    """The headings of the matrix's columns, shortened alike if needed; None if they would be meaningless."""
    if room is None or first + sum(width(name) + 2 for name in names) <= room:
        return names
    for length in range(max(width(name) for name in names), _NARROWEST_HEAD - 1, -1):
        heads = [name if len(name) <= length else f"{name[: length - 1]}…" for name in names]
        if first + sum(len(head) + 2 for head in heads) <= room and len(set(heads)) == len(heads):
            return heads
    return None


def _shared(ties: Sequence[Shared]) -> Iterator[Line]:
    for tie in ties:
        if tie.kind == "joint":
            partners = tie.departments[1:]
            many = len(partners) > _PARTNERS_SHOWN
            named = f"{len(partners)} other departments" if many else ", ".join(partners)
            yield Line((Run(tie.refs[0], "strong"), f" is owned jointly with {named}"), hang=2)
    for tie in ties:
        if tie.kind == "metric":
            refs = some(tie.refs, PARTIES_SHOWN)
            yield Line((Run(tie.metric or "", "strong"), f" is measured in {refs}"), hang=2)
    count = sum(1 for tie in ties if tie.kind == "supports")
    if count:
        noun = "goal supports one" if count == 1 else "goals support those"
        yield Line((f"{count} {noun} of another department: ", Run("okrctl tree", "info")), hang=2)


def _next(rows: Sequence[Dependency], summed_up: Sequence[Dependency]) -> Iterator[Block]:
    worst = next((row for row in rows if row.provider is not None and _is_trouble(row)), None)
    if not summed_up and (worst is None or worst.provider is None):
        return
    yield Blank()
    if summed_up:
        yield Line((f"{len(summed_up)} in order, and what is shared: ", Run("okrctl deps --all", "info")))
    if worst is not None and worst.provider is not None:
        yield Line(("More about the first: ", Run(f"okrctl show {worst.provider.planned.ref}", "info")))
