"""Links at a revision: a link to a file inside the workspace is followed as in the working tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from posixpath import dirname, join, normpath

from okrctl.shell.files import CONFIG, fixed_part, matches
from okrctl.shell.git import Blob, Repository

_HOPS = 40
_LONGEST = 4096


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
