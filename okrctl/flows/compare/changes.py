"""``diff``: the changes between two workspaces."""

from __future__ import annotations

import os
from dataclasses import dataclass

from okrctl.core.checks.context import RuleContext
from okrctl.core.findings.diagnose import Positions
from okrctl.core.values import safe
from okrctl.core.values.diagnostic import Place
from okrctl.core.values.stop import Stop
from okrctl.flows.compare.sides import ComparedSessions, compared
from okrctl.flows.console import Console
from okrctl.flows.settings import Settings
from okrctl.flows.workspace import as_of, left_out
from okrctl.shell.files import repository_prefix
from okrctl.shell.hosting import line_links
from okrctl.views.changes import Changes, LinkOf
from okrctl.views.changes_data import annotations_of
from okrctl.views.diagnostics import Report


@dataclass(frozen=True)
class Comparison:
    """The changes between two sides."""

    settings: Settings
    console: Console
    sides: ComparedSessions
    positions: Positions
    changes: Changes

    def annotations(self) -> Report:
        """The notes for a reviewer beside the lines."""
        found = tuple(annotations_of(self.changes, self.positions.span))
        prefix = repository_prefix(self.sides.after.root)
        return Report(found, tuple(sorted({each.path for each in found})), prefix=prefix)

    def end(self) -> int:
        """Report what had to be left out; return the exit code."""
        if self.settings.verbose:
            self.console.note(safe.line(f"base: {self.changes.before} ({self.sides.commits[0] or 'nothing'})"))
        return left_out(self.sides.after, self.settings, self.console, self.sides.unread_before, whole=False)


def compare(settings: Settings, console: Console, revisions: str | None) -> Comparison:
    """Compare revisions by meaning: ``A``, ``A..B``, ``A...B``, or the work since the default branch."""
    day = as_of(settings)
    sides = compared(settings, console, revisions, day)
    positions = Positions(sides.after.text, sides.text_before)

    def line(path: str, at: tuple[str | int, ...], base: bool) -> int:
        return positions.span(Place(path, at, base=base)).line

    case = RuleContext(sides.after.workspace, day, sides.workspace_before, beyond=sides.beyond)
    return Comparison(settings, console, sides, positions, Changes(case, *sides.names, line, _links(sides)))


def _links(sides: ComparedSessions) -> LinkOf:
    """Links to lines, if this runs in the CI of a hosting service that shows them."""
    was, now = (line_links(os.environ, commit) for commit in sides.commits)
    prefix = repository_prefix(sides.after.root)

    def link(path: str, line: int, base: bool) -> str | None:
        side = was if base else now
        return None if side is None else side(prefix + path, line)

    return link


def since(settings: Settings, text: str) -> str:
    """What to compare with for ``--since DAY``: the last commit of that day or before."""
    from okrctl.core.review.since import parse_since
    from okrctl.flows.workspace import as_of, workspace_folder
    from okrctl.shell.git import Repository

    day = parse_since(text, as_of(settings))
    commit = Repository(workspace_folder(settings)).before(day) if day else None
    if commit is None:
        raise Stop(f"no commit is as old as {day}", hint="name a later day, or a revision: okrctl diff REV..")
    return f"{commit}.."
