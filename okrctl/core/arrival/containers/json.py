"""JSON; numbers stay text, so that nothing is rounded."""

from __future__ import annotations

import json

from okrctl.core.arrival.source import Source, Unread

SUFFIXES = (".json",)
_MOST_VALUES = 5_000_000


def source(file: str, text: str) -> Source | Unread:
    """The data of a text."""
    if sum(map(text.count, ",[{")) > _MOST_VALUES:
        return Unread(file, f"it has more than {_MOST_VALUES:,} values", "export it in parts", "1")
    try:
        data = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except json.JSONDecodeError as error:
        return Unread(file, f"the JSON cannot be read: {error.msg}", "export it again", f"{error.lineno}:{error.colno}")
    except (ValueError, RecursionError):
        return Unread(file, "the JSON is nested too deep", "export less of it", "1")
    return Source(file, data=data)
