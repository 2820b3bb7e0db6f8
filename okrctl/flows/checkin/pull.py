"""``pull``: takes values from sources, a few at a time, and adds them to the journal."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date

from okrctl.core.checkin import CheckInInput, ResultInput
from okrctl.core.checkin.department_day import DepartmentDay
from okrctl.core.checkin.judge import judge
from okrctl.core.checkin.pull import Pull, pulls
from okrctl.core.findings.diagnose import Positions, diagnose
from okrctl.core.model.origin import Fault
from okrctl.core.values import safe
from okrctl.core.values.diagnostic import Problem
from okrctl.core.values.frozen import frozen
from okrctl.core.values.stop import EXIT_FINDINGS
from okrctl.flows.checkin.run import Run, begin, refuse
from okrctl.flows.checkin.scope import CheckInScope, scopes_of
from okrctl.flows.checkin.write import WriteOptions, Writing
from okrctl.flows.console import Console
from okrctl.flows.settings import Settings
from okrctl.flows.workspace import as_of, left_out, open_to_write
from okrctl.shell.progress import counted, working
from okrctl.shell.session import Session
from okrctl.views.diagnostics import Report

_AT_ONCE = 4


@frozen
class SourceOptions:
    """The options of ``pull`` and ``draft``; ``allow`` are folders that sources may read from, too."""

    target: str | None = None
    on: date | None = None
    by: str | None = None
    note: str | None = None
    allow: Sequence[str] = ()
    yes: bool = False


def pull(settings: Settings, console: Console, wanted: SourceOptions, how: WriteOptions) -> tuple[int, Report | None]:
    """Check in values from sources; return the exit code and the problems with sources."""
    taking = Puller.of(settings, console, wanted, how)
    session, run = taking.session, taking.run
    if wanted.target is None:
        scopes = [CheckInScope(id) for id in session.workspace.departments]
    else:
        scopes = scopes_of(run, wanted.target, CheckInInput())
    for scope in scopes:
        dept, results = taking.take(scope)
        if results:
            taking.write(dept, CheckInInput(results, note=wanted.note))
    return taking.end()


@dataclass
class Puller:
    """Takes values from sources, writes them to the journal, and collects problems."""

    settings: Settings
    run: Run
    wanted: SourceOptions
    writing: Writing
    problems: list[Problem] = field(default_factory=list)
    sources: int = 0

    @classmethod
    def of(cls, settings: Settings, console: Console, wanted: SourceOptions, how: WriteOptions) -> Puller:
        """One for the workspace of this run."""
        session, today = open_to_write(settings, console), as_of(settings)
        run = begin(session, console, wanted.on or today, today, wanted.by)
        return cls(settings, run, wanted, Writing(session, console, how, resumes=False))

    @property
    def session(self) -> Session:
        """The workspace."""
        return self.run.session

    @property
    def console(self) -> Console:
        """Where problems are noted."""
        return self.run.console

    def take(self, scope: CheckInScope) -> tuple[DepartmentDay, dict[str, ResultInput]]:
        """The values for one department; none if one of its sources fails."""
        dept = DepartmentDay(self.session.workspace, scope.department, self.run.when)
        results: dict[str, ResultInput] = {}
        failed = False
        found = pulls(dept, scope.subjects(dept))
        self.sources += len(found)
        with working("Asking sources", len(found)), ThreadPoolExecutor(_AT_ONCE) as pool:
            values = list(counted(pool.map(self._value, found)))
        for pull, said in zip(found, values, strict=True):
            if isinstance(said, Problem):
                from okrctl.shell.sources.answer import INSTALL

                failed = True
                # a missing package is reported once, no matter how many sources need it
                if said.help != INSTALL or all(each.help != INSTALL for each in self.problems):
                    self.problems.append(said)
            elif pull.known(said):
                self.console.note(f"{pull.subject.ref} already has {said.value} on {self.run.when}")
            else:
                results[pull.subject.name] = said
                if said.baseline is not None:
                    day = pull.given["start"]
                    self.console.note(f"{pull.subject.ref} starts at {said.baseline}, the value of {day}")
        if failed:
            self.console.note(f"Nothing written for {scope.department}.")
            results.clear()
        return dept, results

    def _value(self, pull: Pull) -> ResultInput | Problem:
        from okrctl.shell.sources import compute

        config = self.session.workspace.config
        allowed = (*config.sources.allow, *map(os.path.abspath, self.wanted.allow))
        root, seconds = self.session.root, config.sources.seconds
        got = compute(pull.source, root, allowed, pull.given, seconds)
        if isinstance(got, Fault):
            return pull.problem(got)
        start = compute(pull.source, root, allowed, pull.start, seconds) if pull.start is not None else None
        return pull.said(got.value, got.origins, None if start is None or isinstance(start, Fault) else start.value)

    def write(self, dept: DepartmentDay, words: CheckInInput) -> None:
        """Write one check-in, once somebody agrees."""
        entry = judge(dept, words, self.run.author)
        if isinstance(entry, tuple):
            refuse(self.console, entry)
        self.run.doubt(dept, entry)
        self.writing.write(dept.department, entry, confirm=self.console.interactive and not self.wanted.yes)

    def end(self, *, tell: bool = True) -> tuple[int, Report | None]:
        """The exit code, and the problems if any; with ``tell``, a note says if there is nothing to pull."""
        if tell and not self.sources:
            what = f" for {safe.line(self.wanted.target)}" if self.wanted.target else ""
            why = "no active item has files in its `source:`"
            self.console.note(f"nothing to pull{what} on {self.run.when}: {why}")
        if not self.problems:
            return left_out(self.session, self.settings, self.console), None
        config, text = self.session.workspace.config, self.session.text
        found = diagnose(self.problems, Positions(text), config.rules, ())
        texts = {each.path: text(each.path) or "" for each in found}
        return EXIT_FINDINGS, Report(tuple(found), tuple(texts), texts)
