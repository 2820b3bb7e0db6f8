"""Notes on many files in one entry of the cache: a small value for each, found by a name."""

from __future__ import annotations

from collections.abc import Container
from typing import Any, Generic, TypeVar

from okrctl.core.model.codec import decode, encode
from okrctl.shell.cache import NO_CACHE, Cache, key

Row = TypeVar("Row")


class Notes(Generic[Row]):
    """What was noted under names, and what is noted now.

    Args:
        cache: where the entry is kept.
        kind: the class of its values.
        about: what the entry is about, folder and all; another text, another entry.
    """

    def __init__(self, cache: Cache, kind: type[Row], about: str) -> None:
        self._cache = cache
        self._kind = kind
        self._place = "" if cache is NO_CACHE else key("notes", kind.__name__, about)
        self._kept: dict[str, Row] = cache.get(self._place, self._decoded) or {}
        self._new: dict[str, Row] = {}

    def get(self, name: str) -> Row | None:
        """What is noted under a name."""
        return self._kept.get(name)

    def put(self, name: str, row: Row) -> None:
        """Note something under a name; kept once it is saved."""
        self._new[name] = row

    def save(self, alive: Container[str]) -> None:
        """Keep what is new, and what was noted before under names that are still alive."""
        if self._cache is NO_CACHE or not self._new:
            return
        rows = {name: row for name, row in self._kept.items() if name in alive} | self._new
        self._cache.put(self._place, {name: encode(self._kind, row) for name, row in rows.items()})

    def _decoded(self, data: Any) -> dict[str, Row]:
        return {name: decode(self._kind, row) for name, row in data.items()}
