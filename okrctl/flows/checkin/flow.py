"""``checkin`` and ``pull``: add values from people or sources to the journal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from okrctl.core.checkin import CheckInInput
from okrctl.core.checkin.judge import judge
from okrctl.core.model.checkins import REST
from okrctl.core.values.stop import EXIT_FINDINGS, Stop
from okrctl.flows.checkin.given import CheckInOptions, once, words_of
from okrctl.flows.checkin.pull import Puller
from okrctl.flows.checkin.run import Run, author_of, refuse
from okrctl.flows.checkin.scope import CheckInScope, scopes_of
from okrctl.flows.checkin.write import WriteOptions, Writing
from okrctl.flows.console import Console, having
from okrctl.flows.settings import Settings
from okrctl.flows.workspace import as_of, left_out, open_to_write
from okrctl.views.diagnostics import Report


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
    author = author_of(session, once("author", given.by, words.by))
    run = Run(session, console, when, today, author, edit, given.correct)
    run.check_day(when)
    run.check_author(author)
    scopes = scopes_of(session, console, target, words, author, given.correct or when, owed_only=given.correct is None)
    if scopes and words.empty and not edit and not console.interactive:
        raise Stop("no values given", hint="pass --set ID=VALUE, --unchanged rest or --from FILE")
    if given.correct is not None and REST in words.unchanged:
        raise Stop("--unchanged rest cannot be used with --correct", hint="name each item: --unchanged ID")
    if not words.empty and len(scopes) > 1:
        names = ", ".join(scope.department for scope in scopes)
        raise Stop("several departments are possible", hint=f"name one of {names}")
    writing, written = Writing(session, console, how), list[str]()
    for scope in scopes:
        with having(console, f"already checked in: {', '.join(written)}" if written else None):
            outcome = run.outcome(scope, words)
            if outcome.entry is None:
                if not outcome.nothing:
                    console.note(f"No values entered for {scope.department}; nothing written.")
            elif writing.write(scope.department, outcome.entry, confirm=run.asks(words), done=outcome.finish):
                written.append(scope.department)
        if outcome.stopped:
            break


def pull(
    settings: Settings,
    console: Console,
    target: str | None,
    *,
    on: date | None,
    by: str | None,
    note: str | None,
    allow: Sequence[str],
    how: WriteOptions,
    ask: bool,
) -> tuple[int, Report | None]:
    """Check in values from sources; return the exit code and the problems with sources."""
    session = open_to_write(settings, console)
    run = Run(session, console, on or as_of(settings), as_of(settings), author_of(session, by), False)
    run.check_day(run.when)
    run.check_author(run.author)
    taking = Puller(session, console, tuple(allow), run.when)
    writing = Writing(session, console, how, resumes=False)
    if target is None:
        scopes = [CheckInScope(id) for id in session.workspace.departments]
    else:
        scopes = scopes_of(session, console, target, CheckInInput(), run.author, run.when)
    for scope in scopes:
        dept, results = taking.take(scope)
        if results:
            entry = judge(dept, CheckInInput(results, note=note), run.author)
            if isinstance(entry, tuple):
                refuse(console, entry)
            run.doubt(dept, entry)
            writing.write(scope.department, entry, confirm=console.interactive and ask, done=lambda: None)
    report = taking.report(target)
    return (EXIT_FINDINGS, report) if report else (left_out(session, settings, console), None)
