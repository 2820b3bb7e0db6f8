"""A title uses words that sound good and say little.

Everybody agrees with a goal to "leverage synergies", because everybody hears something else in it. The disagreement
comes later, about the score.

Say it as you would to a customer or a new colleague.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from okrctl.core.case import Case
from okrctl.core.diagnostic import Problem
from okrctl.rules._live import live_items, place_of

CODE = "OKR614"
SEVERITY = "advice"
_JARGON = re.compile(
    r"\b(synerg(?:y|ies|istic)|leverag(?:e|es|ing)|low-hanging fruits?|best[ -]in[ -]class|world[ -]class|"
    r"best[ -]of[ -]breed|game[ -]chang(?:er|ers|ing)|paradigms?|paradigm shift|holistic(?:ally)?|"
    r"move the needle|moving the needle|thought leader(?:s|ship)?|boil the ocean|bleeding[ -]edge|cutting[ -]edge|"
    r"next[ -]level|mission[ -]critical|value[ -]add|win-win|ideat(?:e|ion)|operationali[sz]e|productioni[sz]e)\b",
    re.IGNORECASE,
)


def check(case: Case) -> Iterator[Problem]:
    """Titles with a word of the list, the first of each."""
    for planned in live_items(case):
        found = _JARGON.search(planned.title)
        if found:
            message = f"“{found[0]}” says little about what is meant"
            help = "say it as you would to a customer or a new colleague"
            yield Problem("jargon", place_of(planned, "title"), message, help)
