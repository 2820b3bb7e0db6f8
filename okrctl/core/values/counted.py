"""Counts with their nouns: `1 objective has`, `2 objectives have`."""

from __future__ import annotations


def counted(count: int, one: str, many: str = "") -> str:
    """A count before its noun, and what depends on it.

    Args:
        count: how many.
        one: the words for one, such as `objective has`.
        many: the words for any other count; by default the noun with an s.
    """
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"
