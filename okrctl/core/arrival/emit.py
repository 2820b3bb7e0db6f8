"""Writes YAML for large amounts of new data: the same as ruamel.yaml, a hundred times as fast.

Callers read the result back and compare it (see ``write``), so a text with another meaning is never written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from okrctl.core.edit.written import Plain, Short, pair

_PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9 ._/()&+%;'@€-]|:(?=[A-Za-z0-9]))*(?<! )", re.ASCII)
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"])


def scalar(text: str, *, flow: bool) -> str:
    """One text on one line, quoted if needed."""
    # it equals the text that isn't plain, so it must not reach the cache
    return str(text) if isinstance(text, Plain) else _quoted(text, flow)


@lru_cache(8192)
def _quoted(text: str, flow: bool) -> str:
    safe = text.replace(",", "") if not flow else text
    if _PLAIN.fullmatch(safe) and text.lower() not in _WORDS and not text.endswith(","):
        return text
    if "\n" in text or not text.isprintable():
        return json.dumps(text, ensure_ascii=False)
    return "'" + text.replace("'", "''") + "'"


def inline(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, str):
        return scalar(value, flow=True)
    if value is None:
        return "~"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key, flow=True)}: {inline(each)}" for key, each in value.items()) + "}"
    return "[" + ", ".join(map(inline, value)) + "]"


def mapping_lines(data: Mapping[str, Any], indent: int = 0) -> Iterable[str]:
    """The lines of a mapping, in block style; short mappings and lists of texts stay on one line."""
    pad = " " * indent
    for key, value in data.items():
        name = scalar(key, flow=False)
        if isinstance(value, str):
            if "\n" in value and not isinstance(value, Plain):
                block = pair(key, value).block.rstrip("\n").split("\n")
                yield from (f"{pad}{line}" if line else "" for line in block)
            else:
                yield f"{pad}{name}: {scalar(value, flow=False)}"
        elif isinstance(value, Short) or not value:
            yield f"{pad}{name}: {inline(value)}"
        elif isinstance(value, Mapping):
            yield f"{pad}{name}:"
            yield from mapping_lines(value, indent + 2)
        elif all(isinstance(each, str) for each in value):
            yield f"{pad}{name}: {inline(value)}"
        else:
            yield f"{pad}{name}:"
            for each in value:
                yield from item_lines(each, indent + 2)


def item_lines(value: Any, indent: int) -> Iterable[str]:
    """The lines of one item of a list."""
    pad = " " * indent
    if isinstance(value, Mapping) and value and not isinstance(value, Short):
        lines = list(mapping_lines(value, indent + 2))
        yield f"{pad}- {lines[0][indent + 2 :]}"
        yield from lines[1:]
    else:
        yield f"{pad}- {inline(value)}"


def nodes(value: Any) -> int:
    """The number of values in it, as counted when reading."""
    if isinstance(value, str) or value is None:
        return 1
    if isinstance(value, Mapping):
        return 1 + len(value) + sum(map(nodes, value.values()))
    return 1 + sum(map(nodes, value))
