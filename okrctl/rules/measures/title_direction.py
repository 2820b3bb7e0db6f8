"""The title says up, the plan says down, or the other way round.

"Reduce churn to 6%" from a baseline of 5% is a plan to lose more customers. Mostly the baseline is a different one, a
sign was forgotten, or `at_least` stands for `at_most`.

Correct the one that is wrong. Only titles that begin with a verb such as "raise" or "reduce", or speak of "20% more" or
"20% fewer", are looked at; whether an improvement goes up or down depends on the metric, so "improve" says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.model.measure import Measure
from okrctl.core.model.quantities import Plan
from okrctl.core.values.diagnostic import Place, Problem, Related
from okrctl.core.values.pattern import pattern
from okrctl.rules._measures import baseline_of, measured, quantities_of
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


def check_department(case: DepartmentContext) -> Iterator[Problem]:
    """Titles that want a quantity to go the other way."""
    for placed, result, measure in measured(case):
        said = _said(result.title or "")
        if said is None:
            continue
        baseline, _ = baseline_of(case, placed, result)
        rises = _rises(measure, quantities_of(case, placed, result), baseline)
        if rises is None or rises == (said[1] == "up"):
            continue
        message = f"the title says “{said[0]}”, but the plan goes {'up' if rises else 'down'}"
        place = Place(placed.path, (*result.at, "title"))
        related = Related(Place(placed.path, (*result.at, measure.goal_key())), "the plan")
        yield Problem("title-direction", place, message, "check the baseline, the sign and the bound", (related,))


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


def _rises(measure: Measure, plan: Plan, baseline: Fraction | None) -> bool | None:
    """Whether the plan goes up; None where it need not move, or is counted from none."""
    change = measure.change_asked()
    if change is not None:
        return change.value > 0 if change.signed and change.value else None
    if plan.target is not None:
        return None if measure.counted or baseline is None or baseline == plan.target else plan.target > baseline
    return None if (plan.at_least is None) == (plan.at_most is None) else plan.at_least is not None
