"""A title uses words that sound good and say little.

Everybody agrees with a goal to "leverage synergies", because everybody hears something else in it. The disagreement
comes later, about the score.

Say it as you would to a customer or a new colleague.
"""

from __future__ import annotations

import re

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.values.diagnostic import Problem, Problems
from okrctl.core.values.pattern import pattern

CODE = "OKR614"
SEVERITY = "advice"
_JARGON = pattern(
    r"\b(synerg(?:y|ies|istic|i[sz]e)|(?<!award for )(?<!prize for )excellence|leverag(?:e|es|ing)|"
    r"low-hanging fruits?|best[ -]in[ -]class|world[ -]class|"
    r"best[ -]of[ -]breed|game[ -]chang(?:er|ers|ing)|paradigms?|paradigm shift|holistic(?:ally)?|"
    r"move the needle|moving the needle|thought leader(?:s|ship)?|boil the ocean|bleeding[ -]edge|cutting[ -]edge|"
    r"leading[ -]edge|state[ -]of[ -]the[ -]art|"
    r"industry[ -]leading|"
    r"next[ -]level|mission[ -]critical|value[ -]add|win-win|ideat(?:e|ion)|operationali[sz]e|productioni[sz]e)\b",
    re.IGNORECASE,
)


# what every match of the above holds, found in a tenth of the time
_HINTS = (
    *(
        "synerg",
        "leverag",
        "excellence",
        "hanging",
        "class",
        "breed",
        "chang",
        "paradigm",
        "holistic",
        "needle",
        "thought",
        "ocean",
    ),
    *("edge", "state", "industry", "level", "critical", "value", "win-win", "ideat", "operational", "productioni"),
)


def check_department(case: DepartmentContext) -> Problems:
    """Titles with a word of the list, the first of each."""
    for planned in case.live_items:
        title = planned.title.lower()
        found = any(hint in title for hint in _HINTS) and _JARGON.search(planned.title)
        if found:
            message = f"“{found[0]}” says little about what is meant"
            help = "say it as you would to a customer or a new colleague"
            yield Problem("jargon", planned.place("title"), message, help)
