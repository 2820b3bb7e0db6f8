"""``diff``: the two workspaces that the command line names, and the changes between them."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TypeVar

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.workspace import Workspace
from okrctl.core.diff.scores import OmittedScores
from okrctl.core.findings.diagnose import Positions, Source
from okrctl.core.values import safe
from okrctl.core.values.diagnostic import Place
from okrctl.core.values.frozen import frozen
from okrctl.core.values.stop import Stop
from okrctl.flows.console import Console
from okrctl.flows.settings import Settings
from okrctl.flows.workspace import as_of, left_out
from okrctl.shell.files import repository_prefix
from okrctl.shell.git import Repository
from okrctl.shell.hosting import line_links
from okrctl.shell.session import OpenedWorkspace, Session, Tree
from okrctl.views.changes import Changes, LinkOf
from okrctl.views.changes_data import annotations_of
from okrctl.views.diagnostics import Report

Answer = TypeVar("Answer")


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


@frozen
class ComparedSessions:
    """Both sides, with their names and commits; without an earlier session, everything is new."""

    before: Session | None
    after: Session
    names: tuple[str, str]
    commits: tuple[str | None, str | None]
    beyond: OmittedScores

    @property
    def workspace_before(self) -> Workspace:
        """The earlier workspace; an empty one if it did not exist."""
        from okrctl.core.company.workspace import build

        return self.before.workspace if self.before else build(self.after.workspace.config, [])

    @property
    def text_before(self) -> Source | None:
        """Finds earlier texts of files."""
        return self.before.text if self.before else None

    @property
    def unread_before(self) -> list[str]:
        """Files whose earlier version could not be read."""
        if self.before is None:
            return []
        return [f"{file.path} at {self.names[0]}" for file in self.before.workspace.files if file.unreadable]


def compared(settings: Settings, console: Console, revisions: str | None, day: date) -> ComparedSessions:
    """What to compare; Stop if a revision doesn't exist."""
    from okrctl.flows.workspace import workspace_folder
    from okrctl.shell.cache import NO_CACHE, usual
    from okrctl.shell.garbage import no_garbage
    from okrctl.shell.git import Repository
    from okrctl.shell.sides import load_sides

    repository = Repository(workspace_folder(settings))
    first, second, itself = _named(revisions)
    now = second or settings.at
    commit, name = _base(repository, first, now, itself=itself)
    after = _after(settings, repository, now)
    before = _before(settings, console, repository, commit, name)
    with no_garbage():
        sides = load_sides(before, after, day, usual(after.root) if settings.cache else NO_CACHE)
    commits = (commit, repository.commit(now) if now else repository.head)
    beyond = sides.beyond
    partners = None if beyond.partners is None else partial(_late, beyond.partners)
    beyond = replace(beyond, others=partial(_late, beyond.others), partners=partners)
    return ComparedSessions(sides.before, sides.after, (name, now or "working tree"), commits, beyond)


def _late(read: Callable[[], Answer]) -> Answer:
    """Files that are read only when needed, such as those of other departments."""
    from okrctl.shell.garbage import no_garbage

    with no_garbage():
        return read()


def _after(settings: Settings, repository: Repository, revision: str | None) -> OpenedWorkspace[Tree]:
    """The other side: a revision, or the working tree, including files that git doesn't check out."""
    from okrctl.flows.workspace import open_tree_at
    from okrctl.shell.revision import whole_tree
    from okrctl.shell.session import OpenedWorkspace, open_tree

    if revision is not None:
        return open_tree_at(settings, revision)
    opened = open_tree(settings.root, cached=settings.cache, named=True)
    return OpenedWorkspace(opened.root, whole_tree(opened.tree, repository, opened.config), opened.config)


def _named(revisions: str | None) -> tuple[str | None, str | None, bool]:
    """The revisions of ``A``, ``A..B`` and ``A...B``, and whether to compare with A itself.

    As in git, a missing first side means HEAD; a missing second one means the working tree.
    """
    for dots in ("...", ".."):
        if revisions is not None and dots in revisions:
            first, _, second = revisions.partition(dots)
            return first or "HEAD", second or None, dots == ".."
    return revisions, None, False


def _base(repository: Repository, first: str | None, second: str | None, *, itself: bool) -> tuple[str | None, str]:
    """The commit to compare with (None for a new branch) and its name.

    The changes of a branch don't include what the other one gained since: so the base is the common ancestor, unless
    the revision itself is asked for.
    """
    from okrctl.shell.git import is_zero

    if first is None:
        first = _default_branch(repository)
        name = None
    else:
        name = first
    if is_zero(first):
        return None, first
    commit = repository.commit(first)
    head = repository.commit(second) if second else repository.head
    ancestor = commit if itself or head is None else repository.merge_base(commit, head)
    return ancestor, name if name and ancestor == commit else ancestor[:12]


def _default_branch(repository: Repository) -> str:
    from okrctl.shell.git import GitError

    if repository.head is None:
        raise GitError("nothing is committed yet", "commit the workspace first")
    branch = repository.default_branch()
    if branch is None:
        raise GitError("there is no branch main or master to compare with", "name a revision: okrctl diff REV")
    return branch


def _before(
    settings: Settings, console: Console, repository: Repository, commit: str | None, name: str
) -> OpenedWorkspace[Tree] | None:
    """The base; None, with a note, if it has no workspace."""
    from okrctl.shell.revision import open_revision

    opened = open_revision(repository, commit, cached=settings.cache, lenient=True) if commit else None
    if opened is None:
        console.note(f"there was no workspace at {name[:12]}: everything counts as new")
    return opened
