"""A workspace at a commit: files are read from git's objects, and the working tree isn't touched.

A link to a file inside the workspace is followed as in the working tree.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from posixpath import dirname, join, normpath

from okrctl.core.company.workspace import build
from okrctl.core.loading.config import load_config
from okrctl.core.model.files import FileFacts
from okrctl.core.model.settings import Config
from okrctl.core.values.diagnostic import Place, Problem, Span
from okrctl.core.values.text import MOST_BYTES, decode
from okrctl.shell.cache import NO_CACHE, Cache, usual
from okrctl.shell.files import CONFIG, fixed_part, matches
from okrctl.shell.git import Blob, GitError, Repository
from okrctl.shell.reading import facts_of, kept_facts
from okrctl.shell.session import OpenedWorkspace, Session, Tree, WorkingTree, WorkspaceError

_HOPS = 40
_LONGEST = 4096


@dataclass
class GitTree:
    """The files of one commit. Facts of blobs may be shared between commits through ``known``.

    What a clone left out may be known from the cache all the same: with ``lenient`` such a file merely has no text to
    quote, unless there are suppressions in it.
    """

    repository: Repository
    blobs: dict[str, Blob]
    known: dict[tuple[str, str], FileFacts] = field(default_factory=dict)
    cache: Cache = NO_CACHE
    lenient: bool = False
    _contents: dict[str, bytes] = field(default_factory=dict)

    def find(self, patterns: tuple[str, ...]) -> list[str]:
        """Paths that the patterns match."""
        return sorted(path for path in self.blobs if matches(path, patterns))

    @property
    def read(self) -> Mapping[str, str]:
        """Nothing: a path's content in a commit never changes."""
        return {}

    def listing(self, patterns: tuple[str, ...]) -> dict[str, str | None]:
        """Those paths with their blobs; None for links."""
        blobs = (self.blobs[path] for path in self.find(patterns))
        return {blob.path: blob.name if blob.regular else None for blob in blobs}

    def all_facts(self, paths: Sequence[str]) -> Iterable[FileFacts]:
        """The facts of files, in order; missing contents are fetched all at once."""
        names = {path: self.blobs[path].name for path in paths}
        for at in names.items():
            kept = kept_facts(self.cache, *at) if at not in self.known and self.blobs[at[0]].regular else None
            if kept is not None:
                self.known[at] = kept
        missing = [name for path, name in names.items() if (path, name) not in self.known]
        self._contents.update(self.repository.contents(missing, MOST_BYTES))
        return map(self.facts, paths)

    def facts(self, path: str) -> FileFacts:
        """The facts of one file; the same blob under the same name is read once."""
        key = (path, self.blobs[path].name)
        if not self.blobs[path].regular:
            return facts_of(NO_CACHE, *key, lambda: self._decoded(path))
        if key not in self.known:
            self.known[key] = facts_of(self.cache, *key, lambda: self._decoded(path))
        return self.known[key]

    def text(self, path: str) -> str | None:
        """The text of a file of the commit."""
        if path not in self.blobs:
            return None
        try:
            return self._decoded(path)[0]
        except GitError:
            known = self.known.get((path, self.blobs[path].name))
            if not self.lenient or known is None or known.speaks:
                raise
            return None

    def holds(self, path: str) -> bool:
        """Whether there is a file or folder of that path."""
        return path in self.blobs or any(each.startswith(f"{path}/") for each in self.blobs)

    def _decoded(self, path: str) -> tuple[str | None, Problem | None]:
        blob = self.blobs[path]
        if not blob.regular:
            message = "the file is a link that doesn't lead to a file of the workspace"
            return None, Problem(
                "unreadable-file", Place(path, span=Span(1, 1, 1, 1)), message, "commit the file itself"
            )
        if blob.name not in self._contents:
            self._contents.update(self.repository.contents([blob.name], MOST_BYTES))
        return decode(path, self._contents.get(blob.name, b""))


def open_revision(
    repository: Repository,
    commit: str,
    known: dict[tuple[str, str], FileFacts] | None = None,
    *,
    cached: bool = False,
    lenient: bool = False,
) -> OpenedWorkspace[GitTree] | None:
    """The workspace at a commit before its files are read; None if it has none there.

    ``known`` are facts by path and blob, shared so that each blob is read once; with ``cached``, so are those in the
    user's cache. ``lenient`` takes it where texts to quote are not in this clone; see :class:`GitTree`.

    Raises:
        WorkspaceError: its okrctl.yaml there cannot be used.
    """
    cache = usual(repository.folder) if cached else NO_CACHE
    blobs = with_config(repository, {blob.path: blob for blob in repository.blobs(commit)})
    tree = GitTree(repository, blobs, {} if known is None else known, cache, lenient)
    if CONFIG not in tree.blobs:
        return None
    text = tree.text(CONFIG)
    config = load_config(CONFIG, text or "")
    if config.unusable:
        raise WorkspaceError(f"{CONFIG} at {commit[:12]} cannot be used", "choose another revision")
    tree.blobs = followed(repository, blobs, config.files)
    return OpenedWorkspace(repository.folder, tree, config)


def known_facts(session: Session) -> dict[tuple[str, str], FileFacts]:
    """The facts of a session's files by path and blob; files with the same content in a revision needn't be read."""
    tree = session.tree
    if isinstance(tree, GitTree):
        return tree.known
    here, known = (tree.here, dict(tree.unchecked.known)) if isinstance(tree, _Whole) else (tree, {})
    names = here.names if isinstance(here, WorkingTree) else None
    facts = {file.path: file for file in session.workspace.files}
    return known | {(path, name): facts[path] for path, name in (names or {}).items() if path in facts}


@dataclass(frozen=True)
class _Whole:
    """A working tree, and git's data for files that are not checked out."""

    here: Tree
    unchecked: GitTree

    def find(self, patterns: tuple[str, ...]) -> list[str]:
        """Paths that the patterns match."""
        return sorted({*self.here.find(patterns), *self.unchecked.find(patterns)})

    @property
    def read(self) -> Mapping[str, str]:
        """Git's names for the contents that were read from the working tree."""
        return self.here.read

    def listing(self, patterns: tuple[str, ...]) -> dict[str, str | None]:
        """Those paths with git's names for their contents."""
        return dict(sorted({**self.here.listing(patterns), **self.unchecked.listing(patterns)}.items()))

    def all_facts(self, paths: Sequence[str]) -> Iterable[FileFacts]:
        """The facts of files, in their order."""
        return map(self.facts, paths)

    def facts(self, path: str) -> FileFacts:
        """The facts of one file."""
        return (self.unchecked if path in self.unchecked.blobs else self.here).facts(path)

    def text(self, path: str) -> str | None:
        """The text of a file, if it can be read."""
        return (self.unchecked if path in self.unchecked.blobs else self.here).text(path)


def whole(session: Session, repository: Repository) -> Session:
    """The working tree of a sparse checkout, with the files left out of it, which were not deleted."""
    ws = session.workspace
    tree = whole_tree(session.tree, repository, ws.config)
    if not isinstance(tree, _Whole):
        return session
    facts = tree.unchecked.all_facts(tree.unchecked.find(ws.config.files))
    return replace(session, tree=tree, workspace=build(ws.config, [*ws.files, *facts]))


def whole_tree(here: Tree, repository: Repository, config: Config) -> Tree:
    """The same, before its files are read."""
    blobs = {blob.path: blob for blob in repository.unchecked() if matches(blob.path, config.files)}
    if not blobs:
        return here
    there = set(here.find(config.files))
    return _Whole(here, GitTree(repository, {path: blob for path, blob in blobs.items() if path not in there}))


def spelled_otherwise(base: Session, session: Session) -> dict[str, str]:
    """Files that a revision has under another spelling, which its patterns don't match; by their current path.

    Without those for which both spellings exist as separate files.
    """
    read = {file.path for file in base.workspace.files}
    blobs = base.tree.blobs if isinstance(base.tree, GitTree) else {}
    unread = {_folded(path): path for path in blobs if path not in read}
    found: dict[str, str] = {}
    for file in session.workspace.files:
        other = unread.get(_folded(file.path)) if file.path not in read else None
        if other not in (None, file.path) and not _both(session, file.path, str(other)):
            found[file.path] = str(other)
    return found


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _both(session: Session, path: str, other: str) -> bool:
    """Whether both are separate files."""
    if isinstance(session.tree, GitTree):
        return session.tree.holds(other)
    root = Path(session.root)
    try:
        return not os.path.samefile(root / path, root / other)
    except OSError:
        return False


class _Links:
    """The targets of a tree's links, as far as they stay within the workspace; read when needed."""

    def __init__(self, repository: Repository, blobs: Mapping[str, Blob]) -> None:
        self._repository = repository
        self._blobs = blobs
        self._links = {blob.path: blob.name for blob in blobs.values() if not blob.regular}
        self._leads: dict[str, str] = {}

    def __bool__(self) -> bool:
        return bool(self._links)

    def read(self, paths: Iterable[str]) -> None:
        """Read several at once."""
        wanted = {path: self._links[path] for path in paths if path in self._links and path not in self._leads}
        contents = self._repository.contents(wanted.values(), _LONGEST)
        for path, name in wanted.items():
            self._leads[path] = contents[name].decode("utf-8", "surrogateescape")

    def real(self, path: str) -> str | None:
        """The path without links; None if one leads out of the workspace, to hidden files, or in a circle."""
        for _ in range(_HOPS):
            steps = path.split("/")
            ways = ("/".join(steps[: count + 1]) for count in range(len(steps)))
            link = next((way for way in ways if way in self._links), None)
            if link is None:
                return None if any(step.startswith(".") for step in steps) else path
            self.read([link])
            path = normpath(join(dirname(link), self._leads[link], path[len(link) :].lstrip("/")))
            if path.startswith(("/", "..")):
                return None
        return None

    def file(self, path: str) -> Blob | None:
        """The file under a path that is a link, or is reached through one."""
        real = self.real(path)
        found = self._blobs.get(real) if real is not None and real != path else None
        return replace(found, path=path) if found is not None and found.regular else None


def followed(repository: Repository, blobs: dict[str, Blob], patterns: Iterable[str]) -> dict[str, Blob]:
    """The files of a commit, including the targets of links.

    Fixed folders in the patterns of `files:` may be links.
    """
    links = _Links(repository, blobs)
    if not links:
        return blobs
    found, wanted = dict(blobs), tuple(patterns)
    led = [blob.path for blob in blobs.values() if not blob.regular and matches(blob.path, wanted)]
    links.read(led)
    for path in led:
        found[path] = links.file(path) or blobs[path]
    for folder in {fixed_part(pattern) for pattern in wanted}:
        real = links.real(folder) if folder else None
        if real is None or real == folder:
            continue
        inside = f"{real}/" if real != "." else ""
        for path, blob in blobs.items():
            if path.startswith(inside) and blob.regular:
                known = f"{folder}/{path[len(inside) :]}"
                found.setdefault(known, replace(blob, path=known))
    return found


def with_config(repository: Repository, blobs: dict[str, Blob]) -> dict[str, Blob]:
    """The files of a commit with the settings, even if these are a link."""
    if CONFIG not in blobs or blobs[CONFIG].regular:
        return blobs
    return {**blobs, CONFIG: _Links(repository, blobs).file(CONFIG) or blobs[CONFIG]}
