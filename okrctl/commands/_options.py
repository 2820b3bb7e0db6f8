"""Options that many commands share, so that they are spelled and explained the same everywhere.

A command writes ``format: Annotated[Literal["text", "json"], FORMAT] = "text"`` and ``output: Output = None``.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from okrctl.core.cycle import parse_date


def day(text: str) -> date:
    """The day an option names; a message for the user when it is none."""
    found = parse_date(text)
    if found is None:
        raise typer.BadParameter(f"'{text}' is not a date; write it as 2026-02-14 (1970 to 2200)")
    return found


FORMAT: Any = typer.Option("--format", help="How to write the result.")

Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="Write the result to a file; '-' is standard output."),
]
Departments = Annotated[list[str] | None, typer.Option("--department", metavar="ID", help="Only this department.")]
Cycles = Annotated[list[str] | None, typer.Option("--cycle", metavar="CYCLE", help="Only what runs in this cycle.")]
Owners = Annotated[list[str] | None, typer.Option("--owner", metavar="NAME", help="Only what this owner has.")]
Statuses = Annotated[list[str] | None, typer.Option("--status", metavar="STATUS", help="Only what has this status.")]
Tags = Annotated[list[str] | None, typer.Option("--tag", metavar="TAG", help="Only what carries this tag.")]
Refs = Annotated[
    list[str] | None,
    typer.Argument(metavar="[REF]...", help="References, departments, file names or paths.", show_default=False),
]
