"""Where findings stand in their files, kept between runs by the files' contents: else each is parsed again for them."""

from __future__ import annotations

from pathlib import Path

from okrctl.core.company.workspace import Workspace
from okrctl.core.values.diagnostic import DocPath, Place, Span
from okrctl.core.values.frozen import frozen
from okrctl.shell.cache import Cache
from okrctl.shell.cache_table import CacheTable

_Spot = tuple[DocPath, bool, int | None]


@frozen
class KnownPlace:
    """A place in a file, without its path, and its position."""

    at: DocPath
    on_key: bool
    offset: int | None
    span: Span


@frozen
class KnownPlaces:
    """Places in a file of this content."""

    content: str
    places: tuple[KnownPlace, ...]


class KeptPositions:
    """Positions in the files of a workspace without problems of their own; see :class:`Positions`."""

    def __init__(self, cache: Cache, root: Path, ws: Workspace) -> None:
        self._contents = {file.path: file.kept_as for file in ws.files}
        self._table = CacheTable(cache, KnownPlaces, str(root.resolve()))
        self._known: dict[str, dict[_Spot, Span]] = {}
        self._new: set[str] = set()

    def get(self, place: Place) -> Span | None:
        """The position of a place, if it is known."""
        return self._of(place.path).get(_spot(place))

    def put(self, place: Place, span: Span) -> None:
        """Remember the position of a place."""
        if self._contents.get(place.path) is not None:
            self._of(place.path)[_spot(place)] = span
            self._new.add(place.path)

    def save(self) -> None:
        """Keep what is new."""
        for path in self._new:
            rows = tuple(KnownPlace(*spot, span) for spot, span in self._known[path].items())
            self._table.put(path, KnownPlaces(self._contents[path] or "", rows))
        self._table.save(self._contents)

    def _of(self, path: str) -> dict[_Spot, Span]:
        if path not in self._known:
            row = self._table.get(path)
            sound = row is not None and row.content == self._contents.get(path)
            self._known[path] = {(p.at, p.on_key, p.offset): p.span for p in row.places} if row and sound else {}
        return self._known[path]


def _spot(place: Place) -> _Spot:
    return place.at, place.on_key, place.offset
