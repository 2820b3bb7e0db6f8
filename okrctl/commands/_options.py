"""Options that many commands share, so that they are spelled and explained the same everywhere.

A command writes ``format: Annotated[str, FORMAT] = "text"``, with ``FORMAT = format_option("documents", "data")`` at
the top of its module (the values that its report has), and ``output: Output = None``.
"""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from okrctl.render import Value, formats

if TYPE_CHECKING:
    from datetime import date


def day(text: str) -> date:
    """The day an option names; a message for the user when it is none."""
    from okrctl.core.values.cycle import FIRST_YEAR, LAST_YEAR, parse_date

    found = parse_date(text)
    if found is None:
        raise typer.BadParameter(f"'{text}' is not a date; write it as 2026-02-14 ({FIRST_YEAR} to {LAST_YEAR})")
    return found


def beginning(text: str) -> str:
    """The day from which changes are told, as an option names it; a message for the user when it names none."""
    from datetime import date

    from okrctl.core.review.since import parse_since

    if parse_since(text, date.max) is None:
        raise typer.BadParameter(f"'{text}' is not a day; write last-monday, yesterday, 7d or 2026-02-09")
    return text


def state_of_dependencies(text: str) -> str:
    """The state of dependencies that an option names; a message for the user when it is none."""
    from okrctl.core.contracts.dependency import STATES

    if text not in STATES:
        near = get_close_matches(text, STATES, n=1, cutoff=0.5)
        raise typer.BadParameter(f"'{text}' is none; " + (f"did you mean {near[0]}?" if near else ", ".join(STATES)))
    return text


def format_option(*values: Value | Literal["documents"]) -> Any:
    """The option ``--format`` for a report that has these values: all formats that accept one of them."""
    kinds: list[Value] = []
    for value in values:
        kinds += ["screens", "pages"] if value == "documents" else [value]
    choices = sorted(formats(*kinds), key=lambda name: (name != "text", name))
    listed = ", ".join(choices)

    def choose(text: str) -> str:
        if text not in choices:
            near = get_close_matches(text, choices, n=1, cutoff=0.5)
            hint = f"did you mean '{near[0]}'?" if near else f"there is {listed}"
            raise typer.BadParameter(f"there is no format '{text}'; {hint}")
        return text

    return typer.Option(
        "--format", metavar="NAME", parser=choose, autocompletion=lambda: choices, help=f"How to write it: {listed}."
    )


Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="Write the result to a file; '-' is standard output."),
]
Departments = Annotated[list[str] | None, typer.Option("--department", metavar="ID", help="Only this department.")]
Cycles = Annotated[list[str] | None, typer.Option("--cycle", metavar="CYCLE", help="Only what runs in this cycle.")]
Owners = Annotated[list[str] | None, typer.Option("--owner", metavar="NAME", help="Only what this owner has.")]
Statuses = Annotated[list[str] | None, typer.Option("--status", metavar="STATUS", help="Only what has this status.")]
Tags = Annotated[list[str] | None, typer.Option("--tag", metavar="TAG", help="Only what carries this tag.")]
ChangedSince = Annotated[
    str | None,
    typer.Option(
        "--since", metavar="DAY", parser=beginning, help="What changed since: last-monday, yesterday, 7d, 2026-02-09."
    ),
]
Refs = Annotated[
    list[str] | None,
    typer.Argument(metavar="[REF]...", help="References, departments, file names or paths.", show_default=False),
]


def holiday(text: str) -> str:
    """The name of a holiday that moves; a message for the user when it is none."""
    from okrctl.core.values.holidays import HOLIDAYS

    if text not in HOLIDAYS:
        near = get_close_matches(text, HOLIDAYS, n=1, cutoff=0.5)
        hint = f"did you mean '{near[0]}'?" if near else f"available: {', '.join(HOLIDAYS)}"
        raise typer.BadParameter(f"there is no holiday '{text}'; {hint}")
    return text


Season = Annotated[
    str | None,
    typer.Option("--season", metavar="FILE[#COLUMN]", help="Last year's values, for checkpoints by its season."),
]
Holidays = Annotated[
    list[str] | None,
    typer.Option(
        "--holiday",
        metavar="NAME",
        parser=holiday,
        help="A holiday that moves, such as easter or black-friday; again for more.",
    ),
]
DryRun = Annotated[bool, typer.Option("-n", "--dry-run", help="Show the change, and write nothing.")]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason.", show_default=False)]
Since = Annotated[
    Any, typer.Option("--date", metavar="DATE", parser=day, help="The first day it holds; today by default.")
]
