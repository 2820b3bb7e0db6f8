"""``okrctl pull``: check in what sources say."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

import typer

from okrctl.commands._options import day
from okrctl.commands._output import EXIT_FINDINGS, emit
from okrctl.commands._output import note as note_
from okrctl.commands._settings import Settings, settings
from okrctl.core import safe

if TYPE_CHECKING:
    from datetime import date

    from okrctl.commands._checkin_target import Aim
    from okrctl.commands.checkin import Run
    from okrctl.core.checkin import Said
    from okrctl.core.checkin.scene import Scene
    from okrctl.core.diagnostic import Problem
    from okrctl.core.pull import Pull
    from okrctl.shell.session import Session

PANEL = "Every week"
_AT_ONCE = 4


def command(
    ctx: typer.Context,
    target: Annotated[
        str | None,
        typer.Argument(
            metavar="[TARGET]",
            show_default=False,
            help="A department, a file, an objective, key result or KPI; everything with a source by default.",
        ),
    ] = None,
    on: Annotated[
        Any, typer.Option("--date", metavar="DATE", parser=day, help="The day it speaks of; today by default.")
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="WHO", help="Who says it; your git address.")] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="A word on the whole.")] = None,
    allow: Annotated[
        list[str] | None,
        typer.Option("--allow", metavar="DIR", help="A folder outside the workspace that sources may read from."),
    ] = None,
    print_: Annotated[bool, typer.Option("--print", help="Print the block to paste, and write nothing.")] = False,
    dry_run: Annotated[bool, typer.Option("-n", "--dry-run", help="Show the change, and write nothing.")] = False,
    yes: Annotated[bool, typer.Option("-y", "--yes", help="Do not ask before writing.")] = False,
    commit: Annotated[bool, typer.Option("--commit", help="Commit the file with git.")] = False,
) -> None:
    """Check in the values that key results, KPIs and metrics have a `source:` for.

    Files (CSV, JSON, Parquet, XLSX) are read by DuckDB, databases by SQLite; a query reaches nothing but what its
    source names. Each value comes with a note on what it was computed from. On a terminal the change is shown before
    it is written. When a source of a department fails, nothing is written for it.
    """
    from okrctl.commands._checkin_write import Writing
    from okrctl.commands._workspace import as_of, left_out, open_to_write
    from okrctl.commands.checkin import Run, author_of, refuse
    from okrctl.core.checkin import Words
    from okrctl.core.checkin.judge import judge
    from okrctl.shell.terminal import is_interactive

    found = settings(ctx)
    session = open_to_write(ctx)
    run = Run(session, found, on or as_of(found), as_of(found), author_of(session, by), False)
    run.check_day(run.when)
    run.check_author(run.author)
    taking = Taking(session, found, tuple(allow or ()), run.when)
    writing = Writing(session, found, print_=print_, dry_run=dry_run, commit=commit)
    asks = is_interactive() and not yes
    for aim in _aims(session, found, target, run):
        scene, results = taking.take(aim)
        if results:
            entry = judge(scene, Words(results, note=note), run.author)
            if isinstance(entry, tuple):
                refuse(entry)
            run.doubt(scene, entry)
            writing.write(aim.department, entry, confirm=asks, done=lambda: None)
    taking.report(target)
    raise typer.Exit(left_out(session, found))


def _aims(session: Session, found: Settings, target: str | None, run: Run) -> list[Aim]:
    """What was named, else every department."""
    from okrctl.commands._checkin_target import Aim, aims
    from okrctl.core.checkin import Words

    if target is not None:
        return aims(session, found, target, Words(), run.author, run.when)
    return [Aim(id) for id in session.workspace.departments]


@dataclass
class Taking:
    """Takes values from sources, and remembers what went wrong."""

    session: Session
    found: Settings
    allow: tuple[str, ...]
    when: date
    problems: list[Problem] = field(default_factory=list)
    sources: int = 0

    def take(self, aim: Aim) -> tuple[Scene, dict[str, Said]]:
        """The values for one department; none when one of its sources fails."""
        from okrctl.core.checkin.scene import Scene
        from okrctl.core.diagnostic import Problem
        from okrctl.core.pull import pulls

        scene = Scene(self.session.workspace, aim.department, self.when)
        results: dict[str, Said] = {}
        wrong = len(self.problems)
        found = pulls(scene, aim.subjects(scene))
        self.sources += len(found)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            values = list(pool.map(self._value, found))
        for pull, said in zip(found, values, strict=True):
            if isinstance(said, Problem):
                self.problems.append(said)
            elif pull.known(said):
                note_(self.found, f"{pull.subject.ref} says {said.value} for {self.when} already")
            else:
                results[pull.subject.name] = said
        if len(self.problems) > wrong:
            note_(self.found, f"nothing was written for {aim.department}")
            results.clear()
        return scene, results

    def _value(self, pull: Pull) -> Said | Problem:
        from okrctl.core.origin import Fault
        from okrctl.shell.sources import compute

        config = self.session.workspace.config
        allowed = (*config.sources_allow, *map(os.path.abspath, self.allow))
        got = compute(pull.source, self.session.root, allowed, pull.given, config.sources_seconds)
        return pull.problem(got) if isinstance(got, Fault) else pull.said(got.value, got.origins)

    def report(self, target: str | None) -> None:
        """Say what went wrong, if anything did, and end with 1; or that there is nothing to pull."""
        if not self.sources:
            what = f" for {safe.line(target)}" if target else ""
            why = "nothing that runs on that day has files in its `source:`"
            note_(self.found, f"there is nothing to pull{what} on {self.when}: {why}")
        if not self.problems:
            return
        from okrctl.core.diagnose import Positions, diagnose
        from okrctl.render import diagnostics_renderer
        from okrctl.shell.terminal import width
        from okrctl.views.diagnostics import Report

        config, text = self.session.workspace.config, self.session.text
        found = diagnose(self.problems, Positions(text), config.rules, ())
        texts = {each.path: text(each.path) or "" for each in found}
        report = Report(tuple(found), tuple(texts), texts)
        emit(diagnostics_renderer("text")(report, width(sys.stdout), self.found.color))
        raise typer.Exit(EXIT_FINDINGS)
