"""``--base REV``: the workspace that changes are judged against, and what was wrong with it already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from okrctl.commands._output import fail, note
from okrctl.commands._settings import Settings

if TYPE_CHECKING:
    from okrctl.core.diagnose import Source
    from okrctl.core.diagnostic import Diagnostic
    from okrctl.core.owners import Owners
    from okrctl.core.workspace import Workspace
    from okrctl.shell.session import Session


@dataclass(frozen=True, slots=True)
class Base:
    """The base of a comparison; without a session everything is new."""

    session: Session | None

    @property
    def workspace(self) -> Workspace | None:
        """Its workspace, where it had one."""
        return self.session.workspace if self.session else None

    @property
    def text(self) -> Source | None:
        """Finds texts of its files."""
        return self.session.text if self.session else None


def open_base(found: Settings, revision: str | None, folder: Session) -> Base:
    """The workspace where the work at hand left a revision; ends the run with 2 when there is no such revision.

    A pull request is judged by what it changes, not by what its target branch gained meanwhile: so it is the common
    ancestor that counts. The all-zero revision of a new branch, or a base without a workspace, makes everything new.
    """
    from okrctl.shell.git import GitError, Repository, is_zero
    from okrctl.shell.revision import load_revision
    from okrctl.shell.session import WorkspaceError

    if revision is None or is_zero(revision):
        return Base(None)
    try:
        repository = Repository(folder.root)
        commit = repository.commit(revision)
        head = repository.commit(found.at) if found.at else repository.head
        ancestor = repository.merge_base(commit, head) if head else commit
        session = load_revision(repository, ancestor, cached=found.cache)
    except (GitError, WorkspaceError) as error:
        fail(error.message, way_out=error.hint)
    if session is None:
        note(found, f"there was no workspace at {revision}: everything counts as new")
    return Base(session)


def code_owners(session: Session) -> Owners | None:
    """The repository's CODEOWNERS file, from the first place where hosting servers look; None without one."""
    from okrctl.core.owners import PLACES, parse_owners
    from okrctl.shell.files import read_file, repository_prefix

    prefix = repository_prefix(session.root)
    top = session.root.resolve()
    for _ in range(prefix.count("/")):
        top = top.parent
    for place in PLACES:
        if (top / place).is_file():
            text, _ = read_file(top, place)
            return None if text is None else parse_owners(text, prefix, gitlab=place.startswith(".gitlab"))
    return None


def only_new(found: Iterable[Diagnostic], before: Iterable[Diagnostic], paths: set[str]) -> list[Diagnostic]:
    """Findings that base did not have, told apart by rule, file and message, never by line.

    A finding of a file that is no longer there may have moved with its entries: its file does not count then.
    """
    known = Counter(_identity(each, each.path if each.path in paths else "") for each in before)
    fresh = []
    for each in found:
        for path in (each.path, ""):
            identity = _identity(each, path)
            if known[identity]:
                known[identity] -= 1
                break
        else:
            fresh.append(each)
    return fresh


def _identity(found: Diagnostic, path: str) -> tuple[str, str, str]:
    return (found.code, path, found.message)
