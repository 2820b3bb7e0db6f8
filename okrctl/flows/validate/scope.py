"""The paths given to ``validate``: files and folders, including files that `files:` doesn't match."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from okrctl.core.values.frozen import frozen
from okrctl.core.values.stop import Stop
from okrctl.flows.workspace import find_file
from okrctl.shell.session import Session


@frozen
class Scope:
    """The session with every named file, and the paths to show."""

    session: Session
    covers: Callable[[str], bool]

    def files(self) -> tuple[str, ...]:
        """The department files in it."""
        return tuple(file.path for file in self.session.workspace.files if self.covers(file.path))


def scope(session: Session, named: Sequence[str] | None, revision: str | None = None) -> Scope:
    """Resolve the paths on the command line; Stop if one doesn't exist.

    ``revision`` is the revision that was read, if not the working tree.
    """
    if not named:
        return Scope(session, lambda path: True)
    if revision is not None:
        return _past_scope(session, named, revision)
    config, known = session.workspace.config.path, {file.path for file in session.workspace.files}
    files: set[str] = set()
    folders: list[str] = []
    for text in named:
        if not os.path.lexists(text):
            files.add(find_file(session, text))
            continue
        path = _inside(session, text)
        if os.path.isdir(text):
            folders.append("" if path == "." else f"{path}/")
        else:
            files.add(path)
    more = sorted(files - known - {config})
    return Scope(session.including(more) if more else session, lambda path: path in files or _below(path, folders))


def _past_scope(session: Session, named: Sequence[str], revision: str) -> Scope:
    from okrctl.shell.revision import GitTree

    tree, known = session.tree, {file.path for file in session.workspace.files}
    wanted: set[str] = set()
    for text in named:
        path = _inside(session, text)
        by_name = [each for each in known if each.endswith(f"/{text}")]
        if isinstance(tree, GitTree) and tree.holds(path):
            wanted.add(path)
        elif path == ".":
            return Scope(session, lambda path: True)
        elif len(by_name) == 1:
            wanted.add(by_name[0])
        else:
            raise Stop(f"there is no file {text} at {revision}")
    folders = [f"{path}/" for path in wanted]
    more = sorted(path for path in wanted - known - {session.workspace.config.path} if tree.text(path) is not None)
    return Scope(session.including(more) if more else session, lambda path: path in wanted or _below(path, folders))


def _below(path: str, folders: list[str]) -> bool:
    return any(path.startswith(folder) for folder in folders)


def _inside(session: Session, text: str) -> str:
    """The path as the workspace names it. A link keeps its own name; the loader follows it."""
    folder, name = os.path.split(os.path.abspath(text))
    root = os.path.realpath(session.root)
    full = os.path.join(os.path.realpath(folder), name)
    if os.path.isdir(full):
        full = os.path.realpath(full)
    try:
        path = os.path.relpath(full, root).replace(os.sep, "/")
    except ValueError:
        # on Windows no relative path leads to another drive
        path = ".."
    if path == ".." or path.startswith("../"):
        raise Stop(f"{text} is outside the workspace", hint="pass another workspace with --root")
    return path
