"""Counts with their noun: "1 objective", "2 objectives", "1,200 key results"."""

from __future__ import annotations

from collections.abc import Sequence


def counted(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun in the right number.

    ``one`` is the noun (and verb) for one, such as ``objective`` or ``change has``; ``many`` is the same for any other
    count, by default with an s.
    """
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def some(names: Sequence[str], most: int) -> str:
    """The first names of many, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
