"""``okrctl checkin``: report values and add them to the journal."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from okrctl.commands._options import Author, Comment, Commit, DryRun, Print, argument, day, option
from okrctl.commands._terminal import opened

PANEL = "Every week"

_Pairs = list[str] | None
_TARGET = argument("[TARGET]", "A department, file, objective or key result; by default what you own.")
_SET = option("--set", "ID=VALUE", "The value of a key result or KPI.")
_START = option("--baseline", "ID=VALUE", "Its starting value.")
_SURE = option("--confidence", "ID=N", "How sure you are, from 0 to 10; for objectives, too.")
_END = option("--projected", "ID=VALUE", "Where it will end: a value or a date.")
_COMMENT = option("--kr-note", "ID=TEXT", "Comment on one item.")
_SAME = option("--unchanged", "ID|rest", "Same value as before; rest: all others of TARGET.")
_DATE = option("--date", "DATE", "The day of the check-in; today by default.", parser=day)
_RIGHT = option("--correct", "DATE", "Correct the check-in of that day.", parser=day)
_FROM = option("--from", "FILE", "Take the values from CSV, XLSX or JSON; '-' is standard input.")


def command(
    ctx: typer.Context,
    target: Annotated[str | None, _TARGET] = None,
    set_: Annotated[_Pairs, _SET] = None,
    baseline: Annotated[_Pairs, _START] = None,
    confidence: Annotated[_Pairs, _SURE] = None,
    projected: Annotated[_Pairs, _END] = None,
    note: Comment = None,
    kr_note: Annotated[_Pairs, _COMMENT] = None,
    unchanged: Annotated[_Pairs, _SAME] = None,
    on: Annotated[Any, _DATE] = None,
    by: Author = None,
    source: Annotated[str | None, _FROM] = None,
    correct: Annotated[Any, _RIGHT] = None,
    edit: Annotated[bool, typer.Option("--edit", help="Fill in a form in your editor.")] = False,
    print_: Print = False,
    dry_run: DryRun = False,
    commit: Commit = False,
) -> None:
    """Check in: report values, confidence and notes.

    On a terminal, it goes through your key results one by one, unless you pass values. You can write values as 57.5k,
    52,000 or +=3 (three more than last time). It adds one entry to the department's journal and changes nothing else.
    If that isn't safe, it prints a block to paste.

    To correct a mistake, run okrctl checkin marketing --correct 2026-02-02. It shows that day's values and asks for the
    right ones; --set ID=~ removes a value.

    For example: okrctl checkin marketing --set organic-traffic=57.5k --confidence organic-traffic=7
    """
    from okrctl.flows.checkin.flow import CheckInOptions, check_in
    from okrctl.flows.checkin.write import WriteOptions

    given = CheckInOptions(
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
    check_in(*opened(ctx), target, given, WriteOptions(print_, dry_run, commit), edit=edit)
