"""Blocks without empty values, and without characters that files may not contain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from okrctl.core.arrival.values import Arrival, Item, Leftover
from okrctl.core.edit.written import Plain, Short
from okrctl.core.yaml.characters import find_in_scalar

_LONGEST_TITLE = 500


_LONGEST_TEXT = 60_000


def cleaned(block: Mapping[str, Any], item: Item, arrival: Arrival) -> dict[str, Any]:
    """A block without empty values, and without characters that files may not contain."""
    made: dict[str, Any] = {}
    for key, value in block.items():
        if value in ("", None, [], {}) or (isinstance(value, str) and not value.strip()):
            continue
        kept = _clean(value, item, arrival)
        if key == "title" and "\n" in kept:
            kept = " ".join(kept.split())
        if key == "title" and len(kept) > _LONGEST_TITLE:
            made["x-title"], kept = kept, kept[: _LONGEST_TITLE - 1].rstrip() + "…"
            arrival.leftovers.append(Leftover(item.where, "title", kept, "x-title"))
        made[key] = kept
    return made


def accepted(text: str) -> str:
    """The text without characters that files may not contain."""
    return "".join(each for each in text if each in "\n\t" or find_in_scalar(each) is None)


def _clean(value: Any, item: Item, arrival: Arrival) -> Any:
    if isinstance(value, Plain):
        return value
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").replace("\r", "\n")
        bad = find_in_scalar(text)
        while bad is not None:
            arrival.leftovers.append(Leftover(item.where, "a character", bad[1]))
            text = accepted(text)
            bad = find_in_scalar(text)
        if len(text) > _LONGEST_TEXT:
            arrival.leftovers.append(
                Leftover(item.where, f"text after {_LONGEST_TEXT:,} characters", text[_LONGEST_TEXT:])
            )
            text = text[:_LONGEST_TEXT]
        return text
    if isinstance(value, Mapping):
        made = {str(key): _clean(each, item, arrival) for key, each in value.items()}
        return Short(made) if isinstance(value, Short) else made
    return [_clean(each, item, arrival) for each in value]
