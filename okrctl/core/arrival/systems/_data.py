"""Shared by the modules for JSON and YAML: safe access to data of any shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from okrctl.core.arrival.days import read_day
from okrctl.core.arrival.numbers import read_number
from okrctl.core.arrival.values import Arrival, Item, Leftover, Where
from okrctl.core.arrival.words import fold


def mapping(value: Any) -> Mapping[str, Any]:
    """A mapping; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def mappings(value: Any) -> list[Mapping[str, Any]]:
    """The mappings of a list; other items are left out."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def texts(value: Any) -> list[str]:
    """The texts of a list; other items are left out."""
    return [each for each in map(text, value) if each] if isinstance(value, list) else []


def text(value: Any) -> str:
    """A text; empty for anything else."""
    return value.strip() if isinstance(value, str) else ""


def number(value: Any) -> Fraction | None:
    """A number with a decimal point."""
    found = read_number(value, "point") if isinstance(value, str) else None
    return found.value if found else None


def day(value: Any) -> date | None:
    """The day of an ISO date or stamp."""
    return read_day(value, "day-first") if isinstance(value, str) else None


def keep(item: Item, record: Mapping[str, Any], known: frozenset[str], arrival: Arrival, path: str) -> None:
    """Keep the unknown keys of a record with its item, and list them."""
    for key, value in record.items():
        if key in known or value in (None, "", [], {}, False):
            continue
        name = "x-" + "-".join(fold(key).split())
        item.extra.setdefault(name, _plain(value))
        arrival.leftovers.append(Leftover(Where(item.where.file, f"{path}.{key}"), key, _short(value), name))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_plain(inner) for inner in value if inner is not None]
    return value if isinstance(value, str) else str(value).lower()


def _short(value: Any) -> str:
    shown = value if isinstance(value, str) else str(value)
    return shown if len(shown) <= 80 else f"{shown[:79]}…"


def indexed(data: Any, name: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The mappings of a list, each with its path."""
    for place, each in enumerate(data if isinstance(data, list) else []):
        if isinstance(each, dict):
            yield f"{name}[{place}]", each
