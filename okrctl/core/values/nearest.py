"""Suggests known names for unknown ones, with a limit on the effort.

Every known name is compared with the unknown one. With thousands of both, that took hours, and nobody reads that many
suggestions. Beyond a limit of compared letters, far above normal use, no more names are suggested, which is reported.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence

EFFORT = 1_000_000
LISTED = 20
SPENT = "no suggestion: too many names are unknown"


class Nearest:
    """Finds the nearest known names, until the limit is reached."""

    def __init__(self, effort: int = EFFORT) -> None:
        self._left = effort
        self._found: dict[tuple[str, Hashable], str | None] = {}

    def __call__(self, word: str, of: Hashable, known: Callable[[], Iterable[str]], cutoff: float = 0.6) -> str | None:
        """The nearest name; None if none is near, or the limit was reached.

        ``of`` says what is named, so that a repeated typo is looked up once.
        """
        key = (word, of)
        if key not in self._found and self._left > 0:
            from difflib import get_close_matches

            names = list(known())
            self._left -= len(word) + sum(map(len, names)) + 5 * len(names)
            close = get_close_matches(word, names, 1, cutoff)
            self._found[key] = close[0] if close else None
        return self._found.get(key)

    def hint(self, word: str, of: Hashable, known: Callable[[], Iterable[str]], cutoff: float = 0.6) -> str | None:
        """ "did you mean …?", or that the limit was reached; None if no name is near."""
        near = self(word, of, known, cutoff)
        return f"did you mean {near}?" if near else self.spent(word, of)

    def spent(self, word: str, of: Hashable) -> str | None:
        """A note if the limit was reached."""
        return None if (word, of) in self._found else SPENT


def listed(names: Sequence[str], most: int = LISTED) -> str:
    """Names in one line; of many only the first, and how many more there are."""
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
