"""Check-ins owed, department by department, each with the command that settles it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from okrctl.core.due import Owed
from okrctl.core.workspace import Workspace
from okrctl.views.blocks import Blank, Block, Cell, Column, Document, Heading, Line, Run, Table, document
from okrctl.views.needs import CheckinCommands

SCHEMA = "okrctl/due/v1"


def document_of(ws: Workspace, day: date, items: Sequence[Owed]) -> Document:
    """Longest overdue first within a department, departments by their longest."""
    late = sum(1 for item in items if item.overdue_days)
    title = (Run(ws.config.organization, "strong"), f"  check-ins due as of {day}")
    blocks: list[Block] = [Heading(title)]
    if not items:
        return document([*blocks, Line(Run("✓ nothing is owed", "good"))])
    count = f"{len(items)} owed" if len(items) != 1 else "1 owed"
    blocks.append(Line((count, ", ", Run(f"{late} overdue", "bad") if late else Run("none overdue", "good"))))
    columns = (
        Column("State"),
        Column("What"),
        Column("Title", shrink=True),
        Column("Owner", shrink=True),
        Column("Last"),
    )
    command = CheckinCommands(ws)
    by_department: dict[str, list[Owed]] = {}
    for item in items:
        by_department.setdefault(item.department, []).append(item)
    for department, theirs in by_department.items():
        rows = tuple(_row(day, item) for item in theirs)
        name = ws.departments[department].name
        blocks += [Blank(), Heading(name, Run(command(department), "info"), 2)]
        blocks.append(Table(columns, rows, header=False, indent=2))
    return document(blocks)


def _row(day: date, item: Owed) -> tuple[Cell, ...]:
    last = f"last {item.last}" if item.last else "never looked at"
    return (_state(day, item), item.ref, Run(item.title, "dim"), item.owner or "", Run(last, "dim"))


def _state(day: date, item: Owed) -> Run:
    if item.overdue_days:
        return Run(f"✗ {item.overdue_days} day{'' if item.overdue_days == 1 else 's'} overdue", "bad")
    if item.since is None or item.since <= day:
        return Run("◌ due", "warn")
    return Run(f"· due {item.since}", "dim")


def object_of(day: date, items: Sequence[Owed]) -> dict[str, Any]:
    """The list as one versioned object."""
    return {
        "schema": SCHEMA,
        "as_of": day.isoformat(),
        "items": [
            {
                "ref": item.ref,
                "title": item.title,
                "owner": item.owner,
                "department": item.department,
                "last_check_in": item.last.isoformat() if item.last else None,
                "due_since": item.since.isoformat() if item.since else None,
                "overdue_days": item.overdue_days,
                "command": f"okrctl checkin {item.ref}",
            }
            for item in items
        ],
    }
