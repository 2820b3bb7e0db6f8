"""Loading a workspace: where it is, what its files say, and their texts when something is to be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from functools import partial
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from okrctl.core.company.workspace import Workspace, build
from okrctl.core.loading.config import load_config
from okrctl.core.model.files import FileFacts
from okrctl.core.model.kept import few_at_hand
from okrctl.core.model.settings import Config
from okrctl.core.values.frozen import frozen
from okrctl.core.values.stop import Failure
from okrctl.core.values.text import decode
from okrctl.shell.cache import NO_CACHE, Cache, usual
from okrctl.shell.files import CONFIG, find_files, find_root, matching, read_bytes, read_file
from okrctl.shell.garbage import no_garbage
from okrctl.shell.progress import counted, working
from okrctl.shell.reading import blob_name, config_of, facts_of, kept_facts


class WorkspaceError(Failure):
    """There is no workspace to work with."""


class Tree(Protocol):
    """Where texts come from: the working tree, or a revision."""

    @property
    def read(self) -> Mapping[str, str]:
        """Git's names for the contents that were read, by path, where they are not given by the path."""
        ...

    def find(self, patterns: tuple[str, ...]) -> list[str]:
        """Paths that the patterns match."""
        ...

    def listing(self, patterns: tuple[str, ...]) -> dict[str, str | None]:
        """Those paths with git's names for their contents; None for what is no plain file."""
        ...

    def all_facts(self, paths: Sequence[str]) -> Iterable[FileFacts]:
        """The facts of files, in their order."""
        ...

    def facts(self, path: str) -> FileFacts:
        """The facts of one file."""
        ...

    def text(self, path: str) -> str | None:
        """The text of a file, where it can be read."""
        ...


@frozen
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

    @property
    def read(self) -> Mapping[str, str]:
        """Git's names for the contents that were read, by path."""
        return self.names or {}

    def listing(self, patterns: tuple[str, ...]) -> dict[str, str | None]:
        """Those paths with git's names for their contents."""
        found: dict[str, str | None] = {}
        for path in self.find(patterns):
            raw, _ = read_bytes(self.root, path)
            found[path] = None if raw is None else blob_name(raw)
        return found

    def all_facts(self, paths: Sequence[str]) -> Iterable[FileFacts]:
        """The facts of files, in their order."""
        return map(self.facts, paths)

    def facts(self, path: str) -> FileFacts:
        """The facts of one file, its text let go again."""
        raw, problem = read_bytes(self.root, path)
        if raw is None:
            return facts_of(NO_CACHE, path, b"", lambda: (None, problem))
        name = None
        if self.names is not None:
            self.names[path] = name = blob_name(raw)
        return facts_of(self.cache, path, raw, lambda: decode(path, raw), name)

    def kept(self, path: str, raw: bytes) -> FileFacts | None:
        """The facts of a file of just that content, where they are kept."""
        return kept_facts(self.cache, path, raw)

    def text(self, path: str) -> str | None:
        """The text of a file, read again when it is asked for."""
        if path not in self._texts:
            self._texts[path] = read_file(self.root, path)[0]
        return self._texts[path]


@frozen
class Texts:
    """Files that are nowhere but in memory, by path."""

    texts: Mapping[str, str]

    @property
    def read(self) -> Mapping[str, str]:
        """Nothing is read under another name."""
        return {}

    def find(self, patterns: tuple[str, ...]) -> list[str]:
        """Paths that the patterns match."""
        return matching(self.texts, patterns)

    def listing(self, patterns: tuple[str, ...]) -> dict[str, str | None]:
        """Those paths with git's names for their contents."""
        return {path: blob_name(self.texts[path].encode()) for path in self.find(patterns)}

    def all_facts(self, paths: Sequence[str]) -> Iterable[FileFacts]:
        """The facts of files, in their order."""
        return map(self.facts, paths)

    def facts(self, path: str) -> FileFacts:
        """The facts of one file."""
        return facts_of(NO_CACHE, path, b"", partial(_given, self.texts[path]))

    def text(self, path: str) -> str | None:
        """The text of a file."""
        return self.texts.get(path)


def load_texts(texts: Mapping[str, str]) -> Session:
    """The workspace that these texts make, okrctl.yaml among them.

    Raises:
        WorkspaceError: there is no okrctl.yaml, or it cannot be used.
    """
    tree = Texts(texts)
    if CONFIG not in texts:
        raise WorkspaceError(f"there is no {CONFIG} among these texts", "add its text")
    config = usable(load_config(CONFIG, texts[CONFIG]))
    return OpenedWorkspace(Path(), tree, config).with_files(tree.all_facts(tree.find(config.files)))


Kind_co = TypeVar("Kind_co", bound=Tree, covariant=True)


@frozen
class OpenedWorkspace(Generic[Kind_co]):
    """A workspace of which nothing but the settings has been read."""

    root: Path
    tree: Kind_co
    config: Config

    def with_files(self, files: Iterable[FileFacts]) -> Session:
        """The workspace that these of its files make."""
        return Session(self.root, self.tree, build(self.config, files))


@frozen
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
        before = self.workspace
        return replace(self, workspace=build(before.config, [*before.files, *map(self.tree.facts, paths)]))


def locate_root(root: Path | None) -> Path:
    """The workspace's folder: the one given or around it, or the nearest upward from here, with an okrctl.yaml.

    Raises:
        WorkspaceError: there is none.
    """
    if root is not None and (root / CONFIG).is_file():
        return root
    found = find_root(root or Path.cwd())
    if found is not None:
        return found
    from okrctl.shell.checkout import way_to_workspace

    way = way_to_workspace(root or Path.cwd(), CONFIG)
    if root is not None:
        message = f"there is no {CONFIG} in {root.as_posix()}"
        raise WorkspaceError(message, way or f"to create one: okrctl init {root.as_posix()}")
    init = "to create a workspace: okrctl init; to use another one: --root DIR"
    raise WorkspaceError(f"no {CONFIG} here or in any folder above", way or init)


def open_tree(
    root: Path | None, replaced: Mapping[str, str] | None = None, *, cached: bool, named: bool
) -> OpenedWorkspace[WorkingTree]:
    """The workspace of the working tree before its files are read; see :func:`load`."""
    folder = locate_root(root)
    tree = WorkingTree(folder, dict(replaced or {}), usual(folder) if cached else NO_CACHE, {} if named else None)
    return OpenedWorkspace(folder, tree, read_config(folder, tree.cache))


def load(
    root: Path | None = None,
    replaced: Mapping[str, str] | None = None,
    *,
    cached: bool = False,
    named: bool = False,
) -> Session:
    """Load the workspace of the working tree.

    Args:
        root: its folder; None to look upward from the working directory.
        replaced: texts to take instead of what is on disk, by path (to see what an edit would mean).
        cached: take from the user's cache what is kept there of these files, and keep the rest.
        named: note what git would call each file's content.

    Raises:
        WorkspaceError: there is no workspace, or its okrctl.yaml cannot be used.
    """
    opened = open_tree(root, replaced, cached=cached, named=named)
    tree, config = opened.tree, opened.config
    paths = tree.find(config.files)
    with no_garbage(), working("Reading files", len(paths)):
        if replaced:
            facts: Iterable[FileFacts] = [
                facts_of(NO_CACHE, path, b"", partial(_given, replaced[path])) if path in replaced else tree.facts(path)
                for path in paths
            ]
        else:
            facts = tree.all_facts(paths)
        return opened.with_files(few_at_hand(counted(facts)))


def _given(text: str) -> tuple[str, None]:
    return text, None


def read_config(folder: Path, cache: Cache = NO_CACHE) -> Config:
    """The workspace's settings.

    Raises:
        WorkspaceError: okrctl.yaml cannot be read, or is none.
    """
    raw, problem = read_bytes(folder, CONFIG)
    config = problem if raw is None else config_of(cache, CONFIG, raw, lambda: decode(CONFIG, raw))
    if isinstance(config, Config):
        return usable(config)
    assert config is not None
    raise WorkspaceError(f"{CONFIG} cannot be used: {config.message}", config.help or "fix the file")


def usable(config: Config) -> Config:
    """The settings, unless there is an error in them that leaves nothing to work with.

    Raises:
        WorkspaceError: there is one.
    """
    if config.unusable:
        first = config.problems[0]
        span = first.place.span
        where = f"{CONFIG}:{span.line}:{span.column}" if span else CONFIG
        raise WorkspaceError(
            f"{where}: {first.message}", first.help or "to create a new workspace elsewhere: okrctl init DIR"
        )
    return config
