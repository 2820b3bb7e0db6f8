"""``okrctl checkin``: from what people know to one more entry in the journal."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from okrctl.commands._options import day
from okrctl.commands._terminal import opened

PANEL = "Every week"

_Pairs = list[str] | None


def command(
    ctx: typer.Context,
    target: Annotated[
        str | None,
        typer.Argument(
            metavar="[TARGET]",
            show_default=False,
            help="A department, a file, an objective or key result; what you answer for by default.",
        ),
    ] = None,
    set_: Annotated[_Pairs, typer.Option("--set", metavar="ID=VALUE", help="The value of a key result or KPI.")] = None,
    baseline: Annotated[_Pairs, typer.Option("--baseline", metavar="ID=VALUE", help="Its starting value.")] = None,
    confidence: Annotated[
        _Pairs, typer.Option("--confidence", metavar="ID=N", help="How sure you are, 0 to 10; of an objective, too.")
    ] = None,
    projected: Annotated[
        _Pairs,
        typer.Option("--projected", metavar="ID=VALUE", help="Where it will end: a value, or a day."),
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Comment on this check-in.")] = None,
    kr_note: Annotated[
        _Pairs, typer.Option("--kr-note", metavar="ID=TEXT", help="Comment on one of them, or on an objective.")
    ] = None,
    unchanged: Annotated[
        _Pairs,
        typer.Option("--unchanged", metavar="ID|rest", help="Seen, same as before; rest: all others of TARGET."),
    ] = None,
    on: Annotated[
        Any, typer.Option("--date", metavar="DATE", parser=day, help="The day of the check-in; today by default.")
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="WHO", help="Author (default: git user.email).")] = None,
    source: Annotated[
        str | None,
        typer.Option("--from", metavar="FILE", help="Take the values from CSV, XLSX or JSON; '-' is standard input."),
    ] = None,
    correct: Annotated[
        Any, typer.Option("--correct", metavar="DATE", parser=day, help="Correct what the check-ins of that day said.")
    ] = None,
    edit: Annotated[bool, typer.Option("--edit", help="Fill in a form in your editor.")] = False,
    print_: Annotated[bool, typer.Option("--print", help="Print the block to paste, and write nothing.")] = False,
    dry_run: Annotated[bool, typer.Option("-n", "--dry-run", help="Show the change, and write nothing.")] = False,
    commit: Annotated[bool, typer.Option("--commit", help="Commit the file with git.")] = False,
) -> None:
    """Check in: report values, confidence and notes.

    On a terminal it asks key result by key result, unless values are given. Values can be short: 57.5k, 52,000, +=3
    (three more than last time). One entry is added at the end of the department's journal and nothing else in the file
    changes; where that is not safe, the block to paste is printed instead.

    A mistake in an earlier check-in: okrctl checkin marketing --correct 2026-02-02 shows what was said that day and
    asks what is right; --set ID=~ takes a value back.
    """
    from okrctl.flows.checkin.flow import check_in
    from okrctl.flows.checkin.given import Given
    from okrctl.flows.checkin.write import How

    given = Given(
        values=set_ or (),
        baselines=baseline or (),
        confidence=confidence or (),
        projected=projected or (),
        notes=kr_note or (),
        unchanged=unchanged or (),
        note=note,
        date=on,
        by=by,
        source=source,
        correct=correct,
    )
    check_in(*opened(ctx), target, given, How(print_, dry_run, commit), edit=edit)
