"""What views for machines share: numbers as they are published, and the lines on which things stand."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

from okrctl.core.values.diagnostic import DocPath
from okrctl.core.values.quantity import literal, round6


class Lines(Protocol):
    """Where things stand in a file."""

    def line(self, at: DocPath) -> int:
        """The line on which the value at a document path begins."""


Positions = Callable[[str], Lines]


def rounded(value: Fraction | None) -> Decimal | None:
    """A score, progress, expectation or gap: at most 6 places, half to even."""
    return None if value is None else round6(value)


def exact(value: Fraction | None) -> Decimal | None:
    """A quantity of the plan or a value, digit for digit."""
    return None if value is None else literal(value)


def cell_text(value: Any) -> str:
    """A value in a flat table: nothing for null, lists with blanks between."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return " ".join(value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
