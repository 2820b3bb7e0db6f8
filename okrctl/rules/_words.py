"""Examines titles with English word lists, kept short because a strict list would reject good goals."""

from __future__ import annotations

import re
from functools import lru_cache

_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def word_set(listed: str) -> frozenset[str]:
    """Words (or pairs of them) from a list with commas."""
    return frozenset(listed.split(", "))


_NUMBER_WORDS = word_set(
    "no, none, zero, nobody, nothing, never, one, two, three, four, five, six, seven, eight, nine, ten, eleven, "
    "twelve, dozen, hundred, thousand, million, half, third, quarter, fifth, tenth, double, triple, twice, once, "
    "every, each, all, always, everyone, everything"
)


@lru_cache(maxsize=1 << 16)
def words(title: str) -> tuple[str, ...]:
    """The words of a title, including numbers; cached, since several rules use them."""
    return tuple(_WORD.findall(title))


_NOUNS = word_set("support, help, review, research, monitor, release, launch, relaunch, build, redesign")
_OF_NOUNS = word_set("for, of, by, from, is, are, was, has, stays, remains, reaches, covers, works")


def begins_with(title: str, verbs: frozenset[str]) -> str | None:
    """The verb from the list that a title starts with; verbs may have two words. "Support for …" starts with a noun."""
    first = [word.lower() for word in words(title)[:2]]
    if len(first) == 2 and first[0] in _NOUNS and first[1] in _OF_NOUNS:
        return None
    return next((verb for verb in (" ".join(first), *first[:1]) if verb in verbs), None)


def has_number(title: str) -> bool:
    """Whether a title contains a number, in digits or in words."""
    return _DIGIT.search(title) is not None or any(w.lower() in _NUMBER_WORDS for w in words(title))
