"""The result of all decisions about an import, and ids made from titles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from okrctl.core.arrival.values import Arrival, Item
from okrctl.core.arrival.words import fold
from okrctl.core.planning.create import slug
from okrctl.core.values.cycle import Cycle, FiscalYear

_NUMBERS = re.compile(r"\s+(?:from|von|de|to|at least|at most)\s+[€$£]?\d.*$", re.DOTALL)


@dataclass
class Given:
    """The workspace: departments by id with their names, the fiscal year, and today's date."""

    departments: Mapping[str, str]
    leads: frozenset[str]
    fiscal_year: FiscalYear
    today: date


@dataclass
class Decided:
    """An import with all decisions made: each item's ``x-id``, department and cycle by its key."""

    arrival: Arrival
    xids: dict[str, str] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    cycles: dict[str, Cycle] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    owner_of: dict[str, str] = field(default_factory=dict)
    others: list[tuple[Item, str]] = field(default_factory=list)


def slug_of(text: str) -> str:
    """An id made from a text in any script, without trailing numbers."""
    text = _NUMBERS.sub("", text) or text
    return slug(fold(text)) or "-".join(fold(text).split())


def plain(value: Fraction) -> str:
    """A number as written in a file."""
    from okrctl.core.values.quantity import literal

    return str(literal(value))
