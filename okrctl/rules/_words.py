"""Examines titles with English word lists, kept short because a strict list would reject good goals."""

from __future__ import annotations

from functools import lru_cache

from okrctl.core.values.pattern import pattern

_DIGIT = pattern(r"\d")
_WORD = pattern(r"[^\W_]+(?:['’-][^\W_]+)*")


def word_set(listed: str) -> frozenset[str]:
    """Words (or pairs of them) from a list with commas."""
    return frozenset(listed.split(", "))


_NUMBER_WORDS = word_set(
    "no, none, zero, nobody, nothing, never, one, two, three, four, five, six, seven, eight, nine, ten, eleven, "
    "twelve, dozen, hundred, thousand, million, half, halve, halves, halved, third, thirds, quarter, quarters, fifth, "
    "tenth, double, doubles, doubled, twofold, triple, tripled, threefold, quadruple, tenfold, twice, once, without, "
    "every, each, all, always, everyone, everything, full, fully"
)


@lru_cache(maxsize=1 << 10)
def words(title: str) -> tuple[str, ...]:
    """The words of a title, including numbers; cached, since several rules use them."""
    return tuple(_WORD.findall(title))


_OF_NOUNS = word_set("for, of, by, from, is, are, was, has, stays, remains, reaches, reach, covers, works")
_NAMED_BY = word_set(
    "tickets, requests, staff, team, teams, pages, page, desk, scores, score, papers, parties, party, notes, note, "
    "quality, stations, meetings, centers, center, work, stands, contracts, costs, cases, times, time, agents, record, "
    "records"
)
"""What makes a noun of the verb before it: "Support tickets", "Review scores", "Launch parties"."""


_SAYS = word_set(
    "is, are, was, were, has, have, can, works, stays, comes, come, reaches, reach, agreed, passed, signed, approved"
)
_ASKS = word_set("why, how, what, that, which, who, whether, if, where, when, so")
"""What a statement says of its subject, and the words after which it is only a clause."""


def begins_with(title: str, verbs: frozenset[str]) -> str | None:
    """The verb from the list that a title starts with; verbs may have two words.

    "Support for …" and "Support tickets …" start with a noun, and so does "Audit passed without a finding".
    """
    every = [word.lower() for word in words(title)]
    first = every[:2]
    if len(first) == 2 and (first[1] in _OF_NOUNS or first[1] in _NAMED_BY):
        return None
    found = next((verb for verb in (" ".join(first), *first[:1]) if verb in verbs), None)
    if found is None:
        return None
    telling = next((word for word in every[1:] if word in _SAYS or word in _ASKS), None)
    return None if telling in _SAYS else found


def has_number(title: str) -> bool:
    """Whether a title contains a number, in digits or in words."""
    if _DIGIT.search(title) is not None:
        return True
    return any(part in _NUMBER_WORDS for word in words(title) for part in word.lower().split("-"))
