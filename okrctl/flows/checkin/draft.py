"""``draft``: propose a check-in from sources, the git log and saved exports of issues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from okrctl.core.arrival.source import Unread
from okrctl.core.checkin import CheckInInput
from okrctl.core.draft.evidence import ClosedIssue, Evidence, LoggedCommit, of_commits, of_issues
from okrctl.core.draft.issues import closed_issues
from okrctl.core.draft.proposal import Draft, draft_of, first_day, last_check_in, names_in, objectives_of
from okrctl.core.scores.plan import plan_on
from okrctl.core.values import safe
from okrctl.core.values.counted import counted
from okrctl.core.values.stop import EXIT_FINDINGS, Stop
from okrctl.flows.checkin.pull import Puller, SourceOptions
from okrctl.flows.checkin.scope import scopes_of
from okrctl.flows.checkin.write import WriteOptions
from okrctl.flows.console import Console
from okrctl.flows.settings import Settings
from okrctl.flows.workspace import need_files
from okrctl.shell.git import NoRepositoryError, Repository
from okrctl.shell.session import Session
from okrctl.shell.sources.issue_exports import issue_exports
from okrctl.views.diagnostics import Report
from okrctl.views.draft import draft_document


def draft(
    settings: Settings,
    console: Console,
    wanted: SourceOptions,
    how: WriteOptions,
    *,
    since: date | None = None,
    issues: Sequence[str] = (),
) -> tuple[int, Report | None]:
    """Show a draft per department, and write it once somebody agrees; return the exit code and problems with sources.

    Without a terminal, only ``yes`` is an agreement. ``since`` is the first day of the evidence, ``issues`` are files.
    """
    agreed = wanted.yes or how.printed or how.dry_run or console.interactive
    taking = Puller.of(settings, console, wanted, how if agreed else replace(how, dry_run=True))
    session, run = taking.session, taking.run
    scopes = scopes_of(run, wanted.target, CheckInInput(), owed_only=False)
    starts = {
        id: since or last_check_in(session.workspace, id, run.when) or first_day(run.department_day(id))
        for id in (scope.department for scope in scopes)
    }
    found = _evidence(session, console, issues, min(starts.values(), default=run.when), run.when)
    for scope in scopes:
        dept, values = taking.take(scope)
        objectives = objectives_of(dept, scope.ref, scope.path)
        made = draft_of(dept, scope.subjects(dept), objectives, values, found, starts[scope.department])
        _show(session, console, made, beside=how.printed)
        if made.items:
            taking.write(dept, made.words(wanted.note))
            if not agreed:
                console.note("Nothing written. Run the same command with --yes to write it.")
    return taking.end(tell=bool(taking.problems))


def _evidence(session: Session, console: Console, issues: Sequence[str], since: date, until: date) -> list[Evidence]:
    names = names_in(plan_on(session.workspace, until))
    prefix, commits = _commits(session, console, since, until)
    own = {f"{prefix}{path}" for path in (*(file.path for file in session.workspace.files), "okrctl.yaml")}
    return [*of_commits(commits, names, own), *of_issues(_issues(session, console, issues), names)]


def _commits(session: Session, console: Console, since: date, until: date) -> tuple[str, list[LoggedCommit]]:
    """The commits of these days, and the workspace's folder in the repository."""
    try:
        repository = Repository(session.root)
    except NoRepositoryError:
        console.note("not a git repository: the draft has no commits")
        return "", []
    return repository.prefix, repository.recent(since, until)


def _issues(session: Session, console: Console, named: Sequence[str]) -> list[ClosedIssue]:
    """The closed issues of all exports; what cannot be used is named."""
    sources = session.workspace.config.sources
    need_files(named)
    found: list[ClosedIssue] = []
    for source in issue_exports(session.root, sources.issues, sources.allow, named):
        if isinstance(source, Unread):
            where = f"{source.file}:{source.at}" if source.at else source.file
            raise Stop(safe.line(f"{where}: {source.message}"), EXIT_FINDINGS, safe.line(source.way) or None)
        every = list(closed_issues(source))
        found += [each for each in every if isinstance(each, ClosedIssue)]
        skipped = [each for each in every if not isinstance(each, ClosedIssue)]
        for each in skipped[:1]:
            more = f" ({counted(len(skipped), 'row')} skipped)" if len(skipped) > 1 else ""
            console.complain(safe.line(f"{each.file}:{each.at}: {each.message}{more}"))
    return found


def _show(session: Session, console: Console, made: Draft, *, beside: bool) -> None:
    """Show the draft; beside the result if that is only a block to paste."""
    home = session.workspace.departments[made.department]
    if made.items or made.perhaps:
        shown = draft_document(made, home.name or made.department)
        (console.aside if beside else console.show)(shown)
    if not made.items:
        console.note(
            f"nothing for {made.department} since {made.since}: no source, commit or closed issue names its items"
        )
