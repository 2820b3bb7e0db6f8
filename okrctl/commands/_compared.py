"""The two workspaces that ``diff`` compares, as the command line names them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from okrctl.commands._output import fail, note
from okrctl.commands._settings import Settings
from okrctl.core.frozen import frozen

if TYPE_CHECKING:
    from okrctl.core.diagnose import Source
    from okrctl.core.workspace import Workspace
    from okrctl.shell.git import Repository
    from okrctl.shell.session import Session


@frozen
class Compared:
    """Both sides and their names; without a session before, everything is new."""

    before: Session | None
    after: Session
    names: tuple[str, str]

    @property
    def workspace_before(self) -> Workspace:
        """The workspace before; an empty one when there was none."""
        from okrctl.core.workspace import build

        return self.before.workspace if self.before else build(self.after.workspace.config, [])

    @property
    def text_before(self) -> Source | None:
        """Finds texts of files as they were before."""
        return self.before.text if self.before else None

    @property
    def unread_before(self) -> list[str]:
        """Files that could not be read as they were before."""
        if self.before is None:
            return []
        return [f"{file.path} at {self.names[0]}" for file in self.before.workspace.files if file.unreadable]


def compared(ctx: typer.Context, found: Settings, revisions: str | None) -> Compared:
    """What to compare; a revision that is not there ends the run with 2."""
    from okrctl.commands._workspace import open_revision, open_workspace, workspace_folder
    from okrctl.shell.git import GitError, Repository, is_zero
    from okrctl.shell.revision import whole

    try:
        repository = Repository(workspace_folder(found))
        first, second = _named(revisions)
        if first is None:
            first = _left_from(repository, found.at)
            name = first[:12]
        else:
            name = first
        if revisions is not None and second is not None and "..." in revisions:
            first = repository.merge_base(repository.commit(first), repository.commit(second))
            name = first[:12]
        commit = None if is_zero(first) else repository.commit(first)
        after = open_workspace(ctx, named=True) if second is None else open_revision(replace(found, at=second), second)
        if second is None and found.at is None:
            after = whole(after, repository)
    except GitError as error:
        fail(error.message, way_out=error.hint)
    before = _before(found, repository, commit, name, after)
    return Compared(before, after, (name, second or found.at or "working tree"))


def _named(revisions: str | None) -> tuple[str | None, str | None]:
    """The revisions of ``A``, ``A..B`` and ``A...B``; a side left out is HEAD, as in git."""
    for dots in ("...", ".."):
        if revisions is not None and dots in revisions:
            first, _, second = revisions.partition(dots)
            return first or "HEAD", second or "HEAD"
    return revisions, None


def _left_from(repository: Repository, at: str | None) -> str:
    """The commit where the work at hand left the default branch; the last commit when it never did."""
    from okrctl.shell.git import GitError

    if repository.head is None:
        raise GitError("nothing is committed yet", "commit the workspace; then there is something to compare with")
    branch = repository.default_branch()
    if branch is None:
        raise GitError("there is no branch main or master to compare with", "name a revision: okrctl diff REV")
    return repository.merge_base(repository.commit(branch), repository.commit(at) if at else repository.head)


def _before(found: Settings, repository: Repository, commit: str | None, name: str, after: Session) -> Session | None:
    """The base; None, and a word about it, when there was no workspace."""
    from okrctl.shell.revision import known_facts, load_revision
    from okrctl.shell.session import WorkspaceError

    try:
        known = known_facts(after)
        session = load_revision(repository, commit, known, cached=found.cache) if commit else None
    except WorkspaceError as error:
        fail(error.message, way_out=error.hint)
    if session is None:
        note(found, f"there was no workspace at {name[:12]}: everything counts as new")
    return session
