"""Takes values from sources, a few at a time, and collects their problems."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from okrctl.core.checkin import ResultInput
from okrctl.core.checkin.department_day import DepartmentDay
from okrctl.core.checkin.pull import Pull, pulls
from okrctl.core.findings.diagnose import Positions, diagnose
from okrctl.core.model.origin import Fault
from okrctl.core.values import safe
from okrctl.core.values.diagnostic import Problem
from okrctl.flows.checkin.scope import CheckInScope
from okrctl.flows.console import Console
from okrctl.shell.progress import counted, working
from okrctl.views.diagnostics import Report

if TYPE_CHECKING:
    from okrctl.shell.session import Session


_AT_ONCE = 4


@dataclass
class Puller:
    """Takes values from sources and collects their problems."""

    session: Session
    console: Console
    allow: tuple[str, ...]
    when: date
    problems: list[Problem] = field(default_factory=list)
    sources: int = 0

    def take(self, scope: CheckInScope) -> tuple[DepartmentDay, dict[str, ResultInput]]:
        """The values for one department; none if one of its sources fails."""
        dept = DepartmentDay(self.session.workspace, scope.department, self.when)
        results: dict[str, ResultInput] = {}
        failed = False
        found = pulls(dept, scope.subjects(dept))
        self.sources += len(found)
        with working("Asking sources", len(found)), ThreadPoolExecutor(_AT_ONCE) as pool:
            values = list(counted(pool.map(self._value, found)))
        for pull, said in zip(found, values, strict=True):
            if isinstance(said, Problem):
                failed = True
                self._remember(said)
            elif pull.known(said):
                self.console.note(f"{pull.subject.ref} already has {said.value} on {self.when}")
            else:
                results[pull.subject.name] = said
                if said.baseline is not None:
                    day = pull.given["start"]
                    self.console.note(f"{pull.subject.ref} starts at {said.baseline}, the value of {day}")
        if failed:
            self.console.note(f"Nothing written for {scope.department}.")
            results.clear()
        return dept, results

    def _remember(self, problem: Problem) -> None:
        """Report a missing package once, no matter how many sources need it."""
        from okrctl.shell.sources.answer import INSTALL

        if problem.help != INSTALL or all(each.help != INSTALL for each in self.problems):
            self.problems.append(problem)

    def _value(self, pull: Pull) -> ResultInput | Problem:
        from okrctl.shell.sources import compute

        config = self.session.workspace.config
        allowed = (*config.sources.allow, *map(os.path.abspath, self.allow))
        root, seconds = self.session.root, config.sources.seconds
        got = compute(pull.source, root, allowed, pull.given, seconds)
        if isinstance(got, Fault):
            return pull.problem(got)
        start = compute(pull.source, root, allowed, pull.start, seconds) if pull.start is not None else None
        return pull.said(got.value, got.origins, None if start is None or isinstance(start, Fault) else start.value)

    def report(self, target: str | None) -> Report | None:
        """The problems, if any; prints a note if there is nothing to pull."""
        if not self.sources:
            what = f" for {safe.line(target)}" if target else ""
            why = "no active item has files in its `source:`"
            self.console.note(f"nothing to pull{what} on {self.when}: {why}")
        if not self.problems:
            return None

        config, text = self.session.workspace.config, self.session.text
        found = diagnose(self.problems, Positions(text), config.rules, ())
        texts = {each.path: text(each.path) or "" for each in found}
        return Report(tuple(found), tuple(texts), texts)
