"""The values from the options of ``checkin`` and from its table, combined."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from okrctl.core.checkin import CheckInInput, Mistake, ResultInput
from okrctl.core.checkin.incoming import from_pairs, from_text
from okrctl.core.checkin.table import from_rows
from okrctl.core.values.frozen import frozen
from okrctl.core.values.stop import Stop
from okrctl.flows.checkin.run import refuse
from okrctl.flows.console import Console

Day = date


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
    date: date | None = None
    by: str | None = None
    source: str | None = None
    correct: Day | None = None


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
    from okrctl.shell.spreadsheet import is_spreadsheet, read_spreadsheet
    from okrctl.shell.stdin import read_input

    if is_spreadsheet(source):
        return from_rows(read_spreadsheet(source), day, exactly=exactly)
    return from_text(read_input(source), day, exactly=exactly)
