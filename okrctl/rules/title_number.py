"""The number in a title differs from what the key result asks for.

People read the title, programs the target. After a change of plan one of them is easily forgotten, and from then on
two numbers are in circulation.

Correct the one that is wrong. Only titles with a single number that can be meant as a goal are looked at: years, dates,
ranges, periods ("within 24 hours") and ranks ("top 10") are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from okrctl.core.case import Case
from okrctl.core.diagnostic import Place, Problem, Related
from okrctl.core.measure import Measure, show
from okrctl.rules._measures import baseline_of, change_of, goal_key, measured

CODE = "OKR314"
SEVERITY = "advice"

_NUMBER = re.compile(
    r"(?P<before>\b[a-z]+\.?\s)?(?<![\w.,:/#@–-])(?P<text>[$€£]?(?P<digits>\d+(?:[.,]\d+)*)(?P<unit>\s?(?:k|m|bn|%)(?!\w)|"
    r"\s(?:thousand|million|billion)\b)?)(?![\w:/–-]|\.\d)(?P<after>\s[a-z]+)?",
    re.IGNORECASE,
)
_TIMES = {"k": 10**3, "thousand": 10**3, "m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}
_RANKS = {"top", "first", "last", "next", "within", "in", "every", "per", "page", "phase", "tier", "level", "stage"}
_RANKS |= {"version", "step", "wave", "part", "no.", "number", "rank", "position", "under", "over", "after", "before"}
_PERIODS = ("second", "minute", "hour", "day", "week", "month", "quarter", "year")


def check(case: Case) -> Iterator[Problem]:
    """Titles whose only number is none of the plan's."""
    for placed, result, measure in measured(case):
        said = _said(result.title or "")
        if said is None:
            continue
        text, value, precision, times = said
        baseline, _ = baseline_of(case, placed, result)
        planned = _planned(measure, baseline)
        # a rounded number is no difference, and the unit may be millions
        scales = {Fraction(1), times}
        if not planned or any(abs(value * s - each) <= precision * s / 2 for each in planned for s in scales):
            continue
        key = goal_key(measure)
        goal = change_of(measure) or show(planned[0])
        related = Related(Place(placed.path, (*result.at, key)), "the plan")
        message = f"the title says {text}, the plan says {goal}"
        place = Place(placed.path, (*result.at, "title"))
        yield Problem("title-number", place, message, "correct the one that is wrong", (related,))


def _said(title: str) -> tuple[str, Fraction, Fraction, Fraction] | None:
    """The only number that can be a goal: as written, its value, what that is rounded to, and thousands or millions."""
    if len(re.findall(r"\d+(?:[.,]\d+)*", title)) != 1:
        return None
    found = _NUMBER.search(title)
    if found is None or _is_no_goal(found):
        return None
    digits = found["digits"]
    # a comma, or several points, part thousands; the rest are decimals
    whole, _, decimals = digits.replace(",", "").partition(".") if "," in digits else digits.partition(".")
    if "." in decimals or re.fullmatch(r"\d,\d{1,2}|\d{1,3}\.\d{3}", digits):
        return None
    times = Fraction(_TIMES.get((found["unit"] or "").strip().lower(), 1))
    return found["text"], Fraction(f"{whole}.{decimals or 0}"), Fraction(1, 10 ** len(decimals)), times


def _is_no_goal(found: re.Match[str]) -> bool:
    before, after = (found["before"] or "").strip(), (found["after"] or "").strip().lower()
    year = len(found["digits"]) == 4 and 1970 <= int(found["digits"]) <= 2200 if found["digits"].isdigit() else False
    version = re.fullmatch(r"\d\.0", found["digits"]) is not None
    # a word in capitals makes a name of it: ISO 27001
    named = before.lower() in _RANKS or (len(before) > 1 and before.isupper())
    return year or version or named or after.startswith(_PERIODS)


def _planned(measure: Measure, baseline: Fraction | None) -> list[Fraction]:
    """Every quantity of the plan that a title may speak of, the goal first."""
    plan, change = measure.plan(baseline), change_of(measure)
    found = [plan.target, plan.at_least, plan.at_most, plan.baseline]
    if change is not None:
        found.append(abs(change.value))
    if plan.hold is not None:
        found.append(plan.hold * 100)
    if baseline is not None and plan.target is not None:
        difference = abs(plan.target - baseline)
        found += [difference, difference / abs(baseline) * 100 if baseline else None]
    return [quantity for quantity in found if quantity is not None]
