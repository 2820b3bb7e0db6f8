"""From planned changes to proven texts, and to the findings that they cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.workspace import Workspace
from okrctl.core.edit import Refusal
from okrctl.core.edit.changes import Change, carry_out
from okrctl.core.edit.proposal import BOM, Proposal
from okrctl.core.findings.rule import rule_named
from okrctl.core.values.data import value_at
from okrctl.core.values.diagnostic import DocPath, Problem
from okrctl.core.values.frozen import frozen
from okrctl.core.yaml import read

PlannedChanges = Mapping[str, Sequence[Change]]
"""The planned changes, by file."""


def together(first: PlannedChanges, second: PlannedChanges) -> PlannedChanges:
    """Both; in a file that both change, the first ones come first."""
    return {path: [*first.get(path, ()), *second.get(path, ())] for path in {**first, **second}}


@dataclass(frozen=True)
class Files:
    """The texts of files, including byte order marks, and their plain data; each read once."""

    read: Callable[[str], str]
    _texts: dict[str, str] = field(default_factory=dict)
    _data: dict[str, Any] = field(default_factory=dict)

    def text(self, path: str) -> str:
        """The text of a file."""
        if path not in self._texts:
            self._texts[path] = self.read(path)
        return self._texts[path]

    def at(self, path: str, at: DocPath) -> Any:
        """The data of a file at a document path; None if there is none."""
        if path not in self._data:
            self._data[path] = read(path, self.text(path).removeprefix(BOM)).data
        return value_at(self._data[path], at)

    def text_at(self, path: str, at: DocPath) -> DocPath:
        """The path of a text as written: a single item may stand without its list, a promise without braces."""
        while at and not isinstance(self.at(path, at), str):
            at = at[:-1]
        return at


@frozen
class Doubt:
    """A file that cannot be changed, the reason, and its planned changes."""

    path: str
    refusal: Refusal
    changes: tuple[Change, ...]


@frozen
class Consequences:
    """New findings after a change: those that forbid it, and others worth knowing."""

    errors: tuple[Problem, ...]
    others: tuple[Problem, ...]


def propose(files: Files, planned: PlannedChanges) -> Proposal | Doubt:
    """The texts of all files with the changes, or the first file where they cannot be made safely."""
    updated = {}
    for path, changes in planned.items():
        before = files.text(path)
        after = carry_out(path, before, changes)
        if isinstance(after, Refusal):
            return Doubt(path, after, tuple(changes))
        updated[path] = (before, after)
    return Proposal(updated)


def consequences(before: Workspace, after: Workspace, today: date) -> Consequences:
    """New findings of the loader and the rules in a changed workspace.

    New problems of the loader forbid a change, and so do errors of a new kind; others are new if their message is.
    """
    there = list(RuleContext(before, today).problems(day=False))
    known, words = Counter(map(_identity, there)), {(_identity(problem), problem.message) for problem in there}
    loaded = {problem for file in after.files for problem in file.problems}
    errors, others = [], []
    for problem in RuleContext(after, today).problems(day=False):
        identity, severity = _identity(problem), _severity(after, problem)
        if severity == "error" or problem in loaded:
            if not known[identity]:
                errors.append(problem)
            known[identity] -= known[identity] > 0
        elif severity != "off" and (identity, problem.message) not in words:
            others.append(problem)
    return Consequences(tuple(errors), tuple(others))


def _identity(problem: Problem) -> tuple[str, str, DocPath]:
    return (problem.rule, problem.place.path, problem.place.at)


def _severity(ws: Workspace, problem: Problem) -> str:
    rule = rule_named(problem.rule)
    return ws.config.rules.get(rule.code) or problem.severity or rule.severity
