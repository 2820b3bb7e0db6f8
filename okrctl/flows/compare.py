"""``diff``: the two workspaces that the command line names, and the changes between them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.workspace import build
from okrctl.core.findings.diagnose import Positions
from okrctl.core.values import safe
from okrctl.core.values.diagnostic import Place
from okrctl.core.values.stop import Stop
from okrctl.flows.console import Console
from okrctl.flows.settings import Settings
from okrctl.flows.workspace import as_of, left_out, open_tree_at, workspace_folder
from okrctl.shell.cache import NO_CACHE, usual
from okrctl.shell.files import repository_prefix
from okrctl.shell.git import GitError, Repository, is_zero
from okrctl.shell.hosting import line_links
from okrctl.shell.revision import open_revision, whole_tree
from okrctl.shell.session import OpenedWorkspace, Session, open_tree
from okrctl.shell.sides import load_sides
from okrctl.views.changes import Changes, LinkOf
from okrctl.views.changes_data import annotations_of
from okrctl.views.diagnostics import Report


@dataclass(frozen=True)
class Comparison:
    """The changes between two sides, and their commits; without an earlier side, everything is new."""

    settings: Settings
    console: Console
    before: Session | None
    after: Session
    commits: tuple[str | None, str | None]
    positions: Positions
    changes: Changes

    def annotations(self) -> Report:
        """The notes for a reviewer beside the lines."""
        found = tuple(annotations_of(self.changes, self.positions.span))
        prefix = repository_prefix(self.after.root)
        return Report(found, tuple(sorted({each.path for each in found})), prefix=prefix)

    def end(self) -> int:
        """Report what had to be left out; return the exit code."""
        if self.settings.verbose:
            self.console.note(safe.line(f"base: {self.changes.before} ({self.commits[0] or 'nothing'})"))
        files = self.before.workspace.files if self.before else ()
        unread = [f"{file.path} at {self.changes.before}" for file in files if file.unreadable]
        return left_out(self.after, self.settings, self.console, unread, whole=False)


def compare(settings: Settings, console: Console, revisions: str | None) -> Comparison:
    """Compare revisions by meaning: ``A``, ``A..B``, ``A...B``, or the work since the default branch.

    Raises:
        Stop: a revision doesn't exist.
    """
    day, repository = as_of(settings), Repository(workspace_folder(settings))
    first, second, itself = _named(revisions)
    now = second or settings.at
    commit, name = _base(repository, first, now, itself=itself)
    if now is not None:
        new = open_tree_at(settings, now)
    else:
        new = open_tree(settings.root, cached=settings.cache, named=True)
        new = OpenedWorkspace(new.root, whole_tree(new.tree, repository, new.config), new.config)
    old = open_revision(repository, commit, cached=settings.cache, lenient=True) if commit else None
    if old is None:
        console.note(f"there was no workspace at {name[:12]}: everything counts as new")
    sides = load_sides(old, new, day, usual(new.root) if settings.cache else NO_CACHE)
    commits = (commit, repository.commit(now) if now else repository.head)
    before, after = sides.before, sides.after
    positions = Positions(after.text, before.text if before else None)

    def line(path: str, at: tuple[str | int, ...], base: bool) -> int:
        return positions.span(Place(path, at, base=base)).line

    base = before.workspace if before else build(after.workspace.config, [])
    case = RuleContext(after.workspace, day, base, beyond=sides.beyond)
    changes = Changes(case, name, now or "working tree", line, _links(after.root, commits))
    return Comparison(settings, console, before, after, commits, positions, changes)


def _links(root: Path, commits: tuple[str | None, str | None]) -> LinkOf:
    """Links to lines, if this runs in the CI of a hosting service that shows them."""
    was, now = (line_links(os.environ, commit) for commit in commits)
    prefix = repository_prefix(root)

    def link(path: str, line: int, base: bool) -> str | None:
        side = was if base else now
        return None if side is None else side(prefix + path, line)

    return link


def since(settings: Settings, text: str) -> str:
    """What to compare with for ``--since DAY``: the last commit of that day or before."""
    from okrctl.core.review.since import parse_since

    day = parse_since(text, as_of(settings))
    commit = Repository(workspace_folder(settings)).before(day) if day else None
    if commit is None:
        raise Stop(f"no commit is as old as {day}", hint="name a later day, or a revision: okrctl diff REV..")
    return f"{commit}.."


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
    name, first = first, _default_branch(repository) if first is None else first
    if is_zero(first):
        return None, first
    commit = repository.commit(first)
    head = repository.commit(second) if second else repository.head
    ancestor = commit if itself or head is None else repository.merge_base(commit, head)
    return ancestor, name if name and ancestor == commit else ancestor[:12]


def _default_branch(repository: Repository) -> str:
    if repository.head is None:
        raise GitError("nothing is committed yet", "commit the workspace first")
    branch = repository.default_branch()
    if branch is None:
        raise GitError("there is no branch main or master to compare with", "name a revision: okrctl diff REV")
    return branch
