"""Options that several commands share, so that their names and help agree.

A command writes ``format: str = format_option("documents", "data")`` (the values that it has to show), and ``output:
Path | None = OUTPUT``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any, Literal

import typer

from okrctl.render import Value, formats


def argument(metavar: str, help: str, default: Any = ..., **more: Any) -> Any:
    """An argument, shown by this name; one in brackets can be left out."""
    default = None if default is ... and metavar.startswith("[") else default
    return typer.Argument(default, metavar=metavar, help=help, **{"show_default": False, **more})


def option(name: str, metavar: str | None, help: str, default: Any = None, **more: Any) -> Any:
    """An option with a value. Without ``metavar``, its help shows the words to choose from."""
    return typer.Option(default, name, metavar=metavar, help=help, **more)


def flag(*names: str, help: str) -> Any:
    """An option without a value."""
    return typer.Option(False, *names, help=help)


def day(text: str) -> date:
    """The date that an option names; a message for the user if it isn't one."""
    from okrctl.core.values.cycle import FIRST_YEAR, LAST_YEAR, parse_date

    found = parse_date(text)
    if found is None:
        raise typer.BadParameter(f"'{text}' is not a date; write it as 2026-02-14 ({FIRST_YEAR} to {LAST_YEAR})")
    return found


def beginning(text: str) -> str:
    """The first day of the changes to report, as given in an option; a message for the user if it isn't a day."""
    from okrctl.core.review.since import parse_since

    if parse_since(text, date.max) is None:
        raise typer.BadParameter(f"'{text}' is not a day; write last-monday, yesterday, 7d or 2026-02-09")
    return text


def _one_of(what: str, text: str, choices: Sequence[str]) -> str:
    """The same text; a message for the user if it isn't one of the choices."""
    if text not in choices:
        near = get_close_matches(text, choices, n=1, cutoff=0.5)
        hint = f"did you mean '{near[0]}'?" if near else f"available: {', '.join(choices)}"
        raise typer.BadParameter(f"no {what} '{text}'; {hint}")
    return text


def state_of_dependencies(text: str) -> str:
    """The state of dependencies that an option names; a message for the user if it isn't one."""
    from okrctl.core.contracts.dependency import STATES

    return _one_of("state", text, STATES)


def format_option(*values: Value | Literal["documents"], default: str = "text") -> Any:
    """The option ``--format`` for a report that has these values: all formats that accept one of them."""
    kinds: list[Value] = []
    for value in values:
        kinds += ["screens", "pages"] if value == "documents" else [value]
    choices = sorted(formats(*kinds), key=lambda name: (name != "text", name))
    listed = ", ".join(choices)

    def choose(text: str) -> str:
        return _one_of("format", text, choices)

    return option(
        "--format", "NAME", f"The output format: {listed}.", default, parser=choose, autocompletion=lambda: choices
    )


OUTPUT = typer.Option(
    None, "-o", "--output", metavar="FILE", help="Write the result to this file; '-' is standard output."
)
DEPARTMENTS = option("--department", "ID", "Only this department.")
CYCLES = option("--cycle", "CYCLE", "Only this cycle.")
OWNERS = option("--owner", "NAME", "Only this owner.")
STATUSES = option("--status", "STATUS", "Only this status.")
TAGS = option("--tag", "TAG", "Only this tag.")
CHANGED_SINCE = option("--since", "DAY", "Show changes since last-monday, yesterday, 7d, 2026-02-09.", parser=beginning)
REFS = argument("[REF]...", "References, departments, file names or paths.")


def holiday(text: str) -> str:
    """The name of a movable holiday; a message for the user if it isn't one."""
    from okrctl.core.values.holidays import HOLIDAYS

    return _one_of("holiday", text, tuple(HOLIDAYS))


SEASON = option("--season", "FILE[#COLUMN]", "Last year's values, to set checkpoints by season.")
HOLIDAYS = option(
    "--holiday", "NAME", "A movable holiday, such as easter or black-friday; repeat for more.", parser=holiday
)
DRY_RUN = flag("-n", "--dry-run", help="Show the change; write nothing.")
AUTHOR = option("--by", "WHO", "Author (default: git user.email).")
COMMENT = option("--note", "TEXT", "Comment on this check-in.")
ALLOWED = option("--allow", "DIR", "A folder outside the workspace that sources may read.")
PRINT = flag("--print", help="Print a block to paste; write nothing.")
COMMIT = flag("--commit", help="Commit the file with git.")
YES = flag("-y", "--yes", help="Don't ask before writing.")
WHY = option("--why", "TEXT", "The reason.", default=...)
SINCE = option("--date", "DATE", "The first day it applies; today by default.", parser=day)
