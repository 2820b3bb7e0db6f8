"""The two workspaces that ``diff`` compares, as named on the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from okrctl.core.values.frozen import frozen
from okrctl.flows.settings import Settings

if TYPE_CHECKING:
    from okrctl.core.company.workspace import Workspace
    from okrctl.core.diff.scores import OmittedScores
    from okrctl.core.findings.diagnose import Source
    from okrctl.flows.console import Console
    from okrctl.shell.git import Repository
    from okrctl.shell.session import OpenedWorkspace, Session, Tree

Answer = TypeVar("Answer")


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
