"""The same merge for plain values, to check the merged text against."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

from okrctl.core.merge.names import JOURNAL, Name, Steps, is_set, names
from okrctl.core.values.frozen import frozen
from okrctl.core.yaml import Data

_ABSENT: Any = object()


@frozen
class Judge:
    """Chooses a side if they contradict each other, and always at ``torn`` paths."""

    prefer_ours: bool
    torn: Set[Steps] = frozenset()

    def merged(self, base: Data, ours: Data, theirs: Data) -> Data:
        """The merge of three versions of a document, without the order of list items, which isn't part of the data."""
        found = self._merged((), base, ours, theirs)
        return None if found is _ABSENT else found

    def _merged(self, path: Steps, base: Any, ours: Any, theirs: Any) -> Any:
        preferred = ours if self.prefer_ours else theirs
        if path in self.torn:
            return preferred
        whole = not any(torn[: len(path)] == path for torn in self.torn)
        if whole and (ours == theirs or base == ours):
            return theirs
        if whole and base == theirs:
            return ours
        if path == JOURNAL:
            base, ours, theirs = ([] if version is _ABSENT else version for version in (base, ours, theirs))
        kind = type(ours)
        if type(theirs) is not kind or not (base is _ABSENT or base is None or type(base) is kind):
            return preferred
        if kind is dict:
            return self._each(path, base if isinstance(base, dict) else {}, ours, theirs)
        if kind is list and is_set(path):
            versions = [base if isinstance(base, list) else [], ours, theirs]
            named = [dict(zip(keys, v, strict=True)) for keys, v in zip(names(path, *versions), versions, strict=True)]
            return list(self._each(path, named[0], named[1], named[2]).values())
        return preferred

    def _each(self, path: Steps, base: Mapping[Any, Any], ours: Mapping[Any, Any], theirs: Mapping[Any, Any]) -> Any:
        found = {}
        for name in {**ours, **theirs}:
            versions = [version.get(name, _ABSENT) for version in (base, ours, theirs)]
            value = self._merged((*path, name), versions[0], versions[1], versions[2])
            if value is not _ABSENT:
                found[name] = value
        return found


def alike(data: Data, path: Steps = ()) -> Name:
    """Data in comparable form: without empty values, and without order where it has no meaning."""
    if isinstance(data, dict):
        inside = {key: alike(value, (*path, key)) for key, value in data.items()}
        pairs = sorted((key, value) for key, value in inside.items() if value is not None)
        return ("map", *pairs) if pairs else None
    if isinstance(data, list):
        items = [alike(item, (*path, ())) for item in data]
        return ("list", *(sorted(items, key=repr) if is_set(path) else items)) if items else None
    return data
