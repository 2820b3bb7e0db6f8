"""Due check-ins by department, each with its command."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from okrctl.core.company.workspace import Workspace
from okrctl.core.contracts.requests import Request
from okrctl.core.review.due import Owed
from okrctl.core.values.counted import counted
from okrctl.core.values.frozen import frozen
from okrctl.views.blocks import Blank, Block, Cell, Column, Document, Heading, Line, Run, Table, document, section
from okrctl.views.needs import CheckinCommands, request_lines
from okrctl.views.projection import FORECAST, LEGEND, forecast_json, leads_to
from okrctl.views.published import sheet
from okrctl.views.records import TEXT, Record, head, listed, report

_ITEM = Record(
    "ref title owner department last_check_in due_since overdue_days", {"forecast": FORECAST, "command": TEXT}
)
_REQUEST = Record({"from": TEXT}, "on department need due command")
SHAPE = report("okrctl/due/v1", {"items": listed(_ITEM), "requests": listed(_REQUEST)})


@frozen
class Calendar:
    """Due check-ins as calendar events, as of a day."""

    organization: str
    day: date
    items: tuple[Owed, ...]


def document_of(
    ws: Workspace, day: date, items: Sequence[Owed], asked: Sequence[Request] = (), *, spare: bool = False
) -> Document:
    """Longest overdue first within a department, departments by their longest.

    ``asked`` are requests of others that wait for an answer. With ``spare``, repetitions are left out, to fit a
    terminal.
    """
    late = sum(1 for item in items if item.overdue_days)
    blocks: list[Block] = [Heading((Run(ws.config.organization, "strong"), f"  check-ins due as of {day}"))]
    requests = section("Requests to confirm", *(line for each in asked for line in request_lines(each)))
    if not items:
        return document([*blocks, Line(Run("✓ No check-in is due.", "good")), *requests])
    count = f"{len(items)} owed"
    blocks.append(Line((count, ", ", Run(f"{late} overdue", "bad") if late else Run("none overdue", "good"))))
    command = CheckinCommands(ws)
    by_department: dict[str, list[Owed]] = {}
    for item in items:
        by_department.setdefault(item.department, []).append(item)
    for department, theirs in by_department.items():
        owners = {item.owner for item in theirs}
        common = owners.pop() if spare and len(owners) == 1 else None
        name = ws.departments[department].name
        title = (Run(name, "strong"), Run(f"  {common}", "dim")) if common else (name,)
        table = _table(day, theirs, spare=spare, common=common is not None)
        blocks += section(title, table, note=Run(command(department), "info"))
    if any(item.forecast for item in items):
        blocks += [Blank(), LEGEND]
    return document([*blocks, *requests])


def _table(day: date, items: Sequence[Owed], *, spare: bool, common: bool) -> Table:
    columns = [Column("State"), Column("What"), Column("Title", shrink=True), Column("Last"), Column("Heading for")]
    rows = []
    for item in items:
        name = item.ref.removeprefix(f"{item.department}/") if spare else item.ref
        last = f"last {item.last}" if item.last else "never looked at"
        row: list[Cell] = [_state(day, item), name, Run(item.title, "dim"), Run(last, "dim"), leads_to(item.forecast)]
        if not common:
            row.insert(3, item.owner or "")
        rows.append(tuple(row))
    if not common:
        columns.insert(3, Column("Owner", shrink=True))
    return Table(tuple(columns), tuple(rows), header=False, indent=2)


def _state(day: date, item: Owed) -> Run:
    if item.overdue_days:
        return Run(f"✗ {counted(item.overdue_days, 'day')} overdue", "bad")
    if item.since is None or item.since <= day:
        return Run("◌ due", "warn")
    return Run(f"· due {item.since}", "dim")


_SHEET = "ref title owner department last_check_in due_since overdue_days forecast probability command"


def sheet_of(items: Sequence[Owed]) -> Document:
    """One row per check-in, as precise as the JSON."""
    rows = []
    for row in map(_item, items):
        trend = row["forecast"] or {}
        rows.append(row | {"forecast": trend.get("at_end"), "probability": trend.get("probability")})
    return sheet(_SHEET, rows)


def object_of(ws: Workspace, day: date, items: Sequence[Owed], asked: Sequence[Request] = ()) -> dict[str, Any]:
    """The list as one versioned object."""
    requests = [_REQUEST.of(each, each.row, each.contract.need, from_=each.row.waits) for each in asked]
    return SHAPE.of(head(ws.config.organization, day), items=[_item(item) for item in items], requests=requests)


def _item(item: Owed) -> dict[str, Any]:
    return _ITEM.of(
        item,
        last_check_in=item.last,
        due_since=item.since,
        forecast=forecast_json(item.forecast),
        command=f"okrctl checkin {item.ref}",
    )
