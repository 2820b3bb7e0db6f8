"""Items of earlier imports, as found in the files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Known:
    """The present content of the files.

    Attributes:
        xids: department and id of everything that an import brought, by ``x-id``.
        ids: all ids of a department.
        blocks: the data of everything that an import brought, by ``x-id``.
        said: (department, id, day, x-id or value and note) of every result in the journals.
    """

    xids: dict[str, tuple[str, str]] = field(default_factory=dict)
    blocks: dict[str, dict[str, Any]] = field(default_factory=dict)
    ids: dict[str, set[str]] = field(default_factory=dict)
    said: set[tuple[str, str, str, str]] = field(default_factory=set)


def known_in(files: Iterable[tuple[str, Any]], ids: Mapping[str, Iterable[str]]) -> Known:
    """The items of earlier imports in the plain data of files.

    ``files`` has department and data of each file with an ``x-id``, ``ids`` all ids by department.
    """
    known = Known(ids={home: set(found) for home, found in ids.items()})
    for home, data in files:
        if not isinstance(data, dict):
            continue
        for objective in _dicts(data.get("objectives")):
            for each in (objective, *_dicts(objective.get("key_results"))):
                if isinstance(each.get("x-id"), str):
                    known.xids[each["x-id"]] = (home, str(each.get("id")))
                    known.blocks[each["x-id"]] = each
        for entry in _dicts(data.get("check_ins")):
            results = entry.get("results")
            for id, said in results.items() if isinstance(results, dict) else ():
                known.said.add((home, id, str(entry.get("date")), sign_of(said)))
    return known


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def sign_of(said: Any) -> str:
    """What distinguishes a result from another one of the same day."""
    if not isinstance(said, Mapping):
        return f"{said}|"
    return (
        str(said["x-id"]) if "x-id" in said else f"{said.get('value', said.get('x-value', ''))}|{said.get('note', '')}"
    )
