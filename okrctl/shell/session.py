"""Loading a workspace: where it is, what its files say, and their texts when something is to be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from okrctl.core.model import Config, FileFacts
from okrctl.core.text import decode
from okrctl.core.workspace import Workspace, build
from okrctl.shell import recording, replay
from okrctl.shell.ahead import each_facts
from okrctl.shell.cache import NO_CACHE, Cache, usual
from okrctl.shell.files import CONFIG, find_files, find_root, read_bytes, read_file
from okrctl.shell.garbage import no_garbage
from okrctl.shell.reading import blob_name, facts_of, kept_facts, settings_of


class WorkspaceError(Exception):
    """There is no workspace to work with; ``message`` says why and ``hint`` the way out. Commands exit with 2."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Tree(Protocol):
    """Where texts come from: the working tree, or a revision."""

    def find(self, patterns: tuple[str, ...]) -> list[str]:
        """Paths that the patterns match."""
        ...

    def facts(self, path: str) -> FileFacts:
        """The facts of one file."""
        ...

    def text(self, path: str) -> str | None:
        """The text of a file, where it can be read."""
        ...


@dataclass(frozen=True)
class WorkingTree:
    """The files as they are on disk."""

    root: Path
    _texts: dict[str, str | None] = field(default_factory=dict)
    cache: Cache = NO_CACHE
    names: dict[str, str] | None = None
    """Git's names for the contents that were read, by path; kept where a revision is to be compared with them."""

    def find(self, patterns: tuple[str, ...]) -> list[str]:
        """Paths that the patterns match."""
        return find_files(self.root, patterns)

    def facts(self, path: str) -> FileFacts:
        """The facts of one file, its text let go again."""
        raw, problem = read_bytes(self.root, path)
        if raw is None:
            return facts_of(NO_CACHE, path, b"", lambda: (None, problem))
        if self.names is not None:
            self.names[path] = blob_name(raw)
        return facts_of(self.cache, path, raw, lambda: decode(path, raw))

    def kept(self, path: str, raw: bytes) -> FileFacts | None:
        """The facts of a file of just that content, where they are kept."""
        return kept_facts(self.cache, path, raw)

    def text(self, path: str) -> str | None:
        """The text of a file, read again when it is asked for."""
        if path not in self._texts:
            self._texts[path] = read_file(self.root, path)[0]
        return self._texts[path]


@dataclass(frozen=True)
class Session:
    """A loaded workspace, and access to its texts."""

    root: Path
    tree: Tree
    workspace: Workspace

    def text(self, path: str) -> str | None:
        """The text of a file of the workspace, for excerpts and positions."""
        return self.tree.text(path)

    def including(self, paths: Iterable[str]) -> Session:
        """The same workspace with files that its patterns do not match."""
        recording.forget()
        before = self.workspace
        return replace(self, workspace=build(before.config, [*before.files, *map(self.tree.facts, paths)]))


def locate_root(root: Path | None) -> Path:
    """The workspace's folder: the one given or around it, or the nearest upwards from here, with an okrctl.yaml.

    Raises:
        WorkspaceError: there is none.
    """
    if root is not None and (root / CONFIG).is_file():
        return root
    # around a folder that is not there lies somebody else's workspace
    found = find_root(root or Path.cwd()) if root is None or root.is_dir() else None
    if root is not None:
        # which one is around a folder may change without a file of it changing
        recording.forget()
    if found is None and root is not None:
        raise WorkspaceError(f"there is no {CONFIG} in {root.as_posix()}", f"okrctl init {root.as_posix()} makes one")
    if found is None:
        raise WorkspaceError(
            f"no {CONFIG} here or in any folder above",
            "okrctl init --template ecommerce makes a workspace here; --root DIR points to one",
        )
    return found


def load(
    root: Path | None = None,
    replaced: Mapping[str, str] | None = None,
    *,
    cached: bool = False,
    named: bool = False,
) -> Session:
    """Load the workspace of the working tree.

    Args:
        root: its folder; None to look upwards from the working directory.
        replaced: texts to take instead of what is on disk, by path (to see what an edit would mean).
        cached: take from the user's cache what is kept there of these files, and keep the rest.
        named: note what git would call each file's content.

    Raises:
        WorkspaceError: there is no workspace, or its okrctl.yaml cannot be used.
    """
    folder = locate_root(root)
    tree = WorkingTree(folder, dict(replaced or {}), usual(folder) if cached else NO_CACHE, {} if named else None)
    config = read_config(tree, folder)
    replay.draws_on(tree.cache, folder, config.files)
    paths = tree.find(config.files)
    with no_garbage():
        if replaced:
            facts = [
                facts_of(NO_CACHE, path, b"", partial(_given, replaced[path])) if path in replaced else tree.facts(path)
                for path in paths
            ]
        else:
            facts = list(each_facts(tree, paths))
        return Session(folder, tree, build(config, facts))


def _given(text: str) -> tuple[str, None]:
    return text, None


def read_config(tree: WorkingTree, folder: Path) -> Config:
    """The workspace's settings.

    Raises:
        WorkspaceError: okrctl.yaml cannot be read, or is none.
    """
    text, problem = read_file(folder, CONFIG)
    if text is None:
        assert problem is not None
        raise WorkspaceError(f"{CONFIG} cannot be used: {problem.message}", problem.help or "mend the file")
    config = settings_of(tree.cache, CONFIG, text)
    if config.unusable:
        first = config.problems[0]
        span = first.place.span
        where = f"{CONFIG}:{span.line}:{span.column}" if span else CONFIG
        raise WorkspaceError(f"{where}: {first.message}", first.help or "okrctl init makes a new workspace elsewhere")
    return config
