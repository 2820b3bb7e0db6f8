"""The title says up, the plan says down, or the other way round.

"Reduce churn to 6%" from a baseline of 5% is a plan to lose more customers. Mostly the baseline is a different one, a
sign was forgotten, or `at_least` stands for `at_most`.

Correct the one that is wrong. Only titles that begin with a verb such as "raise" or "reduce", or speak of "20% more" or
"20% fewer", are looked at; whether an improvement goes up or down depends on the metric, so "improve" says nothing.
"""

from __future__ import annotations

import re

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.values.diagnostic import Problem, Problems, Related
from okrctl.core.values.pattern import pattern
from okrctl.rules._words import word_set, words

CODE = "OKR315"
SEVERITY = "advice"

_UP = word_set("increase, raise, grow, lift, boost, double, triple, expand, widen, multiply")
_DOWN = word_set("reduce, decrease, lower, cut, halve, shrink, drop, minimize, minimise, bring down, cut down")
_MORE_OR_LESS = pattern(
    r"\d[\d.,]{0,9} ?(?:%|percent|per cent) (?:(?P<up>more|higher)|(?P<down>fewer|less|lower))\b", re.IGNORECASE
)

# what comes after may be about another quantity: "Cut delays so that 99% of orders are on time"
_ASIDE = pattern(r"[:;–]|, |\b(?:so|that|until|while|and|which|through|via)\b", re.IGNORECASE)
# "Cut flowers reach 5000 homes" begins with a noun; a verb leads to, by or from its number
_LEADS = pattern(r"\b(?:to|by|from|below|under|above|over|than|least|most)\s[$€£]?\d", re.IGNORECASE)
_DIGIT = pattern(r"\d")


def check_department(case: DepartmentContext) -> Problems:
    """Titles that want a quantity to go the other way."""
    for each in case.measured.values():
        said = _said(each.result.title or "")
        # what is counted from none can only go up
        rises = None if said is None or each.measure.counted else each.measure.rises(each.baseline)
        if said is None or rises is None or rises == (said[1] == "up"):
            continue
        message = f"the title says “{said[0]}”, but the plan goes {'up' if rises else 'down'}"
        related, help = Related(each.goal, "the plan"), "check the baseline, the sign and the bound"
        yield Problem("title-direction", each.place("title"), message, help, (related,))


def _said(title: str) -> tuple[str, str] | None:
    """The word of a title that tells a direction, and the direction."""
    found = _MORE_OR_LESS.search(title)
    if found:
        return found[0], "up" if found["up"] else "down"
    first = [word.lower() for word in words(title)[:2]]
    word = next((each for each in (" ".join(first), *first[:1]) if each in _UP | _DOWN), None)
    if word is None or _ASIDE.search(title) or (_DIGIT.search(title) and not _LEADS.search(title)):
        return None
    return word, "up" if word in _UP else "down"
