"""The same merge once more, of plain values alone: what the merged text is measured against."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

from okrctl.core.merge.names import JOURNAL, Name, Steps, is_set, names
from okrctl.core.values.frozen import frozen
from okrctl.core.yaml import Data

_ABSENT: Any = object()


@frozen
class Judge:
    """Decides where the sides contradict each other, and at ``torn`` paths whatever they say."""

    prefer_ours: bool
    torn: Set[Steps] = frozenset()

    def merged(self, base: Data, ours: Data, theirs: Data) -> Data:
        """What three versions of a document come to. The order of list items is not told: it is nobody's value."""
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
    """Data as something to compare: without what is empty, and without the order of items that have none."""
    if isinstance(data, dict):
        inside = {key: alike(value, (*path, key)) for key, value in data.items()}
        pairs = sorted((key, value) for key, value in inside.items() if value is not None)
        return ("map", *pairs) if pairs else None
    if isinstance(data, list):
        items = [alike(item, (*path, ())) for item in data]
        return ("list", *(sorted(items, key=repr) if is_set(path) else items)) if items else None
    return data
