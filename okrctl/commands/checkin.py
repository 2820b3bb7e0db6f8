"""``okrctl checkin``: from what people know to one more entry in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from okrctl.commands._options import day
from okrctl.commands._output import fail
from okrctl.commands._output import note as note_
from okrctl.commands._settings import settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from okrctl.core.checkin import Mistake, Words

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
    confidence: Annotated[
        _Pairs, typer.Option("--confidence", metavar="ID=N", help="How sure you are, 0 to 10.")
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="A word on the whole.")] = None,
    kr_note: Annotated[_Pairs, typer.Option("--kr-note", metavar="ID=TEXT", help="A word on one of them.")] = None,
    unchanged: Annotated[
        _Pairs,
        typer.Option("--unchanged", metavar="ID|rest", help="Seen, same as before; rest for all others of TARGET."),
    ] = None,
    on: Annotated[
        Any, typer.Option("--date", metavar="DATE", parser=day, help="The day it speaks of; today by default.")
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="WHO", help="Who says it; your git address.")] = None,
    source: Annotated[
        str | None,
        typer.Option("--from", metavar="FILE", help="Take the values from CSV, XLSX or JSON; '-' is standard input."),
    ] = None,
    edit: Annotated[bool, typer.Option("--edit", help="Fill in a form in your editor.")] = False,
    print_: Annotated[bool, typer.Option("--print", help="Print the block to paste, and write nothing.")] = False,
    dry_run: Annotated[bool, typer.Option("-n", "--dry-run", help="Show the change, and write nothing.")] = False,
    commit: Annotated[bool, typer.Option("--commit", help="Commit the file with git.")] = False,
) -> None:
    """Check in: report values, confidence and notes.

    On a terminal it asks key result by key result, unless values are given. One entry is added at the end of the
    department's journal and nothing else in the file changes; where that cannot be done without doubt, the block to
    paste is printed instead.
    """
    from okrctl.commands._checkin_run import Run, author_of
    from okrctl.commands._checkin_target import aims
    from okrctl.commands._checkin_write import Writing
    from okrctl.commands._workspace import as_of, open_to_write
    from okrctl.shell.terminal import is_interactive

    found = settings(ctx)
    session = open_to_write(ctx)
    words = _given(set_ or [], confidence or [], kr_note or [], unchanged or [], note)
    if source is not None:
        words = _together([words, _read(source, on or as_of(found), exactly=on is not None)])
    when = _once("date", on, words.date) or as_of(found)
    author = author_of(session, _once("author", by, words.by))
    run = Run(session, found, when, as_of(found), author, edit)
    run.check_day(when)
    run.check_author(author)
    aimed = aims(session, found, target, words, author, when)
    if aimed and words.empty and not edit and not is_interactive():
        fail("nothing is said", way_out="give --set ID=VALUE, --unchanged rest or --from FILE; on a terminal it asks")
    if not words.empty and len(aimed) > 1:
        names = ", ".join(aim.department for aim in aimed)
        fail("it is unclear which department this is for", way_out=f"name one of {names}")
    writing = Writing(session, found, print_=print_, dry_run=dry_run, commit=commit)
    for aim in aimed:
        outcome = run.outcome(aim, words)
        if outcome.entry is None:
            note_(found, f"nothing is said of {aim.department}, and nothing was written")
        else:
            writing.write(aim.department, outcome.entry, confirm=run.asks(words), done=outcome.finish)
        if outcome.stopped:
            break


def _given(values: list[str], confidence: list[str], notes: list[str], unchanged: list[str], note: str | None) -> Words:
    """What the options say together."""
    from okrctl.core.checkin import Said, Words
    from okrctl.core.checkin.incoming import from_pairs

    same = tuple(dict.fromkeys(id.strip() for text in unchanged for id in text.split(",") if id.strip()))
    return _together(
        [
            from_pairs("--set", Said, values),
            from_pairs("--confidence", lambda text: Said(confidence=text), confidence),
            from_pairs("--kr-note", lambda text: Said(note=text), notes),
            Words(unchanged=same, note=note),
        ]
    )


def _together(parts: Sequence[Words | Mistake]) -> Words:
    from okrctl.commands._checkin_run import refuse
    from okrctl.core.checkin import Mistake, Words

    words = Words()
    for part in parts:
        both = part if isinstance(part, Mistake) else words.merged(part)
        if isinstance(both, Mistake):
            refuse([both])
        words = both
    return words


def _read(source: str, day: date, *, exactly: bool) -> Words | Mistake:
    """What a table says: a file of any place, or standard input."""
    from okrctl.core.checkin.incoming import from_text
    from okrctl.core.checkin.table import from_rows
    from okrctl.core.values import safe
    from okrctl.shell.spreadsheet import is_spreadsheet, read_spreadsheet
    from okrctl.shell.stdin import Unread, read_input

    if is_spreadsheet(source):
        rows = read_spreadsheet(source)
        if isinstance(rows, Unread):
            fail(safe.path(rows.message), way_out=rows.hint)
        return from_rows(rows, day, exactly=exactly)
    text = read_input(source)
    if isinstance(text, Unread):
        fail(safe.path(text.message), way_out=text.hint)
    return from_text(text, day, exactly=exactly)


def _once(what: str, option: Any, brought: Any) -> Any:
    if option is not None and brought is not None and option != brought:
        fail(f"the {what} is given twice, and differently", way_out="leave one of the two out")
    return option if option is not None else brought
