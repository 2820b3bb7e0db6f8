"""Plain data of a document: lists and dicts."""

from __future__ import annotations

from typing import Any

from okrctl.core.values.diagnostic import DocPath


def value_at(data: Any, at: DocPath) -> Any:
    """The value at a document path; None if there is none."""
    for step in at:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def unshared(data: Any) -> Any:
    """A deep copy in which aliases no longer share lists and mappings."""
    if isinstance(data, dict):
        return {key: unshared(value) for key, value in data.items()}
    return [unshared(value) for value in data] if isinstance(data, list) else data
