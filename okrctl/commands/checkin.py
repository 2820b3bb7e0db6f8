"""``okrctl checkin``: report values and add them to the journal."""

from typing import Any

from okrctl.commands._options import AUTHOR, COMMENT, COMMIT, DRY_RUN, PRINT, argument, day, flag, option
from okrctl.commands._terminal import Context, opened

PANEL = "Every week"

_Pairs = list[str] | None


def command(
    ctx: Context,
    target: str | None = argument("[TARGET]", "A department, file, objective or key result; by default what you own."),
    set_: _Pairs = option("--set", "ID=VALUE", "The value of a key result or KPI."),
    baseline: _Pairs = option("--baseline", "ID=VALUE", "Its starting value."),
    confidence: _Pairs = option("--confidence", "ID=N", "How sure you are, from 0 to 10; for objectives, too."),
    projected: _Pairs = option("--projected", "ID=VALUE", "Where it will end: a value or a date."),
    note: str | None = COMMENT,
    kr_note: _Pairs = option("--kr-note", "ID=TEXT", "Comment on one item."),
    unchanged: _Pairs = option("--unchanged", "ID|rest", "Same value as before; rest: all others of TARGET."),
    on: Any = option("--date", "DATE", "The day of the check-in; today by default.", parser=day),
    by: str | None = AUTHOR,
    source: str | None = option("--from", "FILE", "Take the values from CSV, XLSX or JSON; '-' is standard input."),
    correct: Any = option("--correct", "DATE", "Correct the check-in of that day.", parser=day),
    edit: bool = flag("--edit", help="Fill in a form in your editor."),
    print_: bool = PRINT,
    dry_run: bool = DRY_RUN,
    commit: bool = COMMIT,
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

    values, starts, sure, ends = set_ or (), baseline or (), confidence or (), projected or ()
    given = CheckInOptions(values, starts, sure, ends, kr_note or (), unchanged or (), note, on, by, source, correct)
    check_in(*opened(ctx), target, given, WriteOptions(print_, dry_run, commit), edit=edit)
