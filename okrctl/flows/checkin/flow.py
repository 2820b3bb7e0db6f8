"""``checkin``: add values from people to the journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from datetime import date as day
from typing import Any

from okrctl.core.checkin import CheckInInput, Mistake, ResultInput
from okrctl.core.checkin.incoming import from_pairs, from_text
from okrctl.core.checkin.table import from_rows
from okrctl.core.model.checkins import REST
from okrctl.core.values.frozen import frozen
from okrctl.core.values.stop import Stop
from okrctl.flows.checkin.run import begin, refuse
from okrctl.flows.checkin.scope import scopes_of
from okrctl.flows.checkin.write import WriteOptions, Writing
from okrctl.flows.console import Console, having
from okrctl.flows.settings import Settings
from okrctl.flows.workspace import as_of, open_to_write


def check_in(
    settings: Settings, console: Console, target: str | None, given: CheckInOptions, how: WriteOptions, *, edit: bool
) -> None:
    """Take one check-in per department: from options, a form or questions.

    Without ``target``, it is for what the author owns. With ``edit``, the values come from a form in an editor.
    """
    session = open_to_write(settings, console)
    today = as_of(settings)
    words = words_of(console, given, today)
    when = once("date", given.date, words.date) or today
    by = once("author", given.by, words.by)
    run = begin(session, console, when, today, by, edit=edit, correct=given.correct)
    correcting = given.correct is not None
    scopes = scopes_of(run, target, words, owed_only=not correcting)
    if scopes and words.empty and not edit and not console.interactive:
        raise Stop("no values given", hint="pass --set ID=VALUE, --unchanged rest or --from FILE")
    if correcting and REST in words.unchanged:
        raise Stop("--unchanged rest cannot be used with --correct", hint="name each item: --unchanged ID")
    if not words.empty and len(scopes) > 1:
        names = ", ".join(scope.department for scope in scopes)
        raise Stop("several departments are possible", hint=f"name one of {names}")
    writing, written = Writing(session, console, how), list[str]()
    for scope in scopes:
        with having(console, f"already checked in: {', '.join(written)}" if written else None):
            entry, asked = run.entry(scope, words)
            if entry is None:
                if not asked.nothing:
                    console.note(f"No values entered for {scope.department}; nothing written.")
            elif writing.write(scope.department, entry, confirm=run.asks(words), done=asked.finish):
                written.append(scope.department)
        if asked.stopped:
            break


@frozen
class CheckInOptions:
    """Options as given; ``source`` names a table, or is ``-`` for standard input.

    ``correct`` is the day whose check-in is corrected.
    """

    values: Sequence[str] = ()
    baselines: Sequence[str] = ()
    confidence: Sequence[str] = ()
    projected: Sequence[str] = ()
    notes: Sequence[str] = ()
    unchanged: Sequence[str] = ()
    note: str | None = None
    date: day | None = None
    by: str | None = None
    source: str | None = None
    correct: day | None = None


def pairs(values: Mapping[str, Any] | None) -> tuple[str, ...]:
    """Values by id, as options of the command line have them."""
    return tuple(f"{key}={_written(value)}" for key, value in (values or {}).items())


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "done" if value else "open"
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def words_of(console: Console, given: CheckInOptions, today: date) -> CheckInInput:
    """All values as one check-in; Stop if they contradict each other."""
    same = tuple(dict.fromkeys(id.strip() for text in given.unchanged for id in text.split(",") if id.strip()))
    parts = [
        from_pairs("--set", ResultInput, given.values),
        from_pairs("--baseline", lambda text: ResultInput(baseline=text), given.baselines),
        from_pairs("--confidence", lambda text: ResultInput(confidence=text), given.confidence),
        from_pairs("--projected", lambda text: ResultInput(projected=text), given.projected),
        from_pairs("--kr-note", lambda text: ResultInput(note=text), given.notes),
        CheckInInput(unchanged=same, note=given.note),
    ]
    words = _together(console, parts)
    if given.source is None:
        return words
    return _together(console, [words, _read(given.source, given.date or today, exactly=given.date is not None)])


def once(what: str, option: Any, brought: Any) -> Any:
    """The value from the option or the table; Stop if they differ."""
    if option is not None and brought is not None and option != brought:
        raise Stop(f"two different values for the {what}", hint="leave out one of them")
    return option if option is not None else brought


def _together(console: Console, parts: Sequence[CheckInInput | Mistake]) -> CheckInInput:
    words = CheckInInput()
    for part in parts:
        both = part if isinstance(part, Mistake) else words.merged(part)
        if isinstance(both, Mistake):
            refuse(console, [both])
        words = both
    return words


def _read(source: str, day: date, *, exactly: bool) -> CheckInInput | Mistake:
    """The values in a table: a file anywhere, or standard input."""
    from okrctl.shell.handed_in import is_spreadsheet, read_input, read_spreadsheet

    if is_spreadsheet(source):
        return from_rows(read_spreadsheet(source), day, exactly=exactly)
    return from_text(read_input(source), day, exactly=exactly)
