"""The number in a title differs from the goal of the key result.

People read the title; programs read the target. After a change of plan, one of them is easily forgotten.

Correct the wrong one. Only titles with a single number that can be a goal, or with "from … to …", are checked; years,
dates, ranges, periods ("within 24 hours") and ranks ("top 10") are ignored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from okrctl.core.checks.department import DepartmentContext, MeasuredResult
from okrctl.core.model.figures import ONE, show
from okrctl.core.model.items import KeyResult
from okrctl.core.model.measure import Measure
from okrctl.core.model.quantities import Plan
from okrctl.core.values.cycle import is_year
from okrctl.core.values.diagnostic import Place, Problem, Problems, Related
from okrctl.core.values.frozen import frozen
from okrctl.core.values.pattern import pattern

CODE = "OKR314"
SEVERITY = "advice"

_NUMBER = pattern(
    r"(?P<before>\b[a-z]+\.?\s)?(?<![\w.,:/#@–-])(?P<text>[$€£]?(?P<digits>\d+(?:[.,]\d+)*)(?P<unit>\s?(?:k|m|bn|%)(?!\w)|"
    r"\s(?:thousand|million|billion)\b)?)(?![\w:/–-]|\.\d)(?P<after>\s[a-z]+)?",
    re.IGNORECASE,
)


_DIGITS = pattern(r"\d+(?:[.,]\d+)*")
# "2. Guide", "1) Hire": the place in a list
_IN_A_LIST = pattern(r"\s*\d+(?:\.|\))\s")
# "bring in 500 orders" says how many, "answer in 4 steps" does not
_BRINGS_IN = pattern(r"\b(?:bring|take|pull|draw)s? in $", re.IGNORECASE)
_OF = pattern(r"(?<![\w.,])(\d{1,4}) (?:out )?of (\d{1,4})(?![\w.,])")
_MOST_NUMBERS = 4


@frozen
class _Said:
    """A number in a title: as written, the word before it, its value, its rounding, and its factor (thousands or
    millions)."""

    text: str
    before: str
    value: Fraction
    precision: Fraction
    times: Fraction


_TIMES = {"k": 10**3, "thousand": 10**3, "m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}
_RANKS = {"top", "first", "last", "next", "within", "in", "every", "per", "page", "phase", "tier", "level", "stage"}
_RANKS |= {"version", "step", "wave", "part", "no.", "number", "rank", "position", "under", "over", "after", "before"}
_PERIODS = ("times", "second", "minute", "hour", "day", "week", "month", "quarter", "year")


def check_department(case: DepartmentContext) -> Problems:
    """Titles whose only number isn't in the plan, or that start or end at another number than the plan."""
    for each in case.measured.values():
        measure, plan = each.measure, each.plan
        said = _share(each.result) or _candidates(each.result.title or "")
        baseline = each.baseline if said else None
        start = len(said) == 2 and (said[0].before, said[1].before) == ("from", "to")
        if start and baseline is not None and _differs(said[0], [baseline]):
            yield _problem(each, said[0], f"starts from {show(baseline)}", each.place("baseline"))
        elif len(said) == 1 or start:
            planned = list(_goals(plan) if said[-1].before == "to" else _planned(measure, plan, baseline))
            if _differs(said[-1], planned):
                goal = measure.change_asked() or show(next(_planned(measure, measure.plan(None), None)))
                yield _problem(each, said[-1], f"says {goal}", each.goal)


def _share(result: KeyResult) -> list[_Said]:
    """ "9 of 10" as a percentage, where percentages are measured."""
    found = _OF.search(result.title or "") if result.unit in ("percent", "%") else None
    if found is None or not int(found[2]):
        return []
    return [_Said(found[0], "", Fraction(int(found[1]) * 100, int(found[2])), Fraction(0), ONE)]


def _problem(each: MeasuredResult, said: _Said, plan: str, place: Place) -> Problem:
    message = f"the title says {said.text}, the plan {plan}"
    related = (Related(place, "the plan"),)
    return Problem("title-number", each.place("title"), message, "correct the wrong one", related)


def _candidates(title: str) -> list[_Said]:
    """The numbers of a title that can be meant as goals; none where there are too many to tell."""
    body = _IN_A_LIST.sub("", title, count=1) if _IN_A_LIST.match(title) else title
    numbers = list(_DIGITS.finditer(body))
    return [] if len(numbers) > _MOST_NUMBERS else [said for each in numbers if (said := _said(body, each))]


def _differs(said: _Said, planned: list[Fraction]) -> bool:
    """Whether a number differs from all planned ones, if there are any."""
    for quantity in planned:
        if said.value == quantity:
            return False
        # the plan's unit may be thousands or millions, and a rounded number counts as equal
        if any(abs(said.value * scale - quantity) <= said.precision * scale / 2 for scale in {ONE, said.times}):
            return False
    return bool(planned)


def _said(title: str, number: re.Match[str]) -> _Said | None:
    """A number in a title, if it can be a goal."""
    # start at the word before it, or the pattern would try every letter of the title
    blank = max(title.rfind(" ", 0, number.start()), 0)
    found = _NUMBER.search(title, title.rfind(" ", 0, blank) + 1)
    if found is None or found.start("digits") != number.start() or _is_no_goal(title, found):
        return None
    digits = found["digits"]
    if re.fullmatch(r"\d+,\d{1,2}", digits):
        # if it doesn't separate thousands, it is a decimal comma
        digits = digits.replace(",", ".")
    # a comma, or several points, separate thousands; the rest are decimals
    whole, _, decimals = digits.replace(",", "").partition(".") if "," in digits else digits.partition(".")
    if "." in decimals or re.fullmatch(r"\d{1,3}\.\d{3}", digits):
        return None
    times = Fraction(_TIMES.get((found["unit"] or "").strip().lower(), 1))
    before = (found["before"] or "").strip().lower()
    return _Said(found["text"], before, Fraction(f"{whole}.{decimals or 0}"), Fraction(1, 10 ** len(decimals)), times)


def _is_no_goal(title: str, found: re.Match[str]) -> bool:
    before, after = (found["before"] or "").strip(), (found["after"] or "").strip().lower()
    year = is_year(found["digits"])
    version = re.fullmatch(r"\d\.0", found["digits"]) is not None
    start = found.start("text")
    amount = "%" in (found["unit"] or "") or _BRINGS_IN.search(title[max(0, start - 12) : start]) is not None
    # capitals within a word mean a name: ISO 27001, iOS 17
    named = (before.lower() in _RANKS and not amount) or any(letter.isupper() for letter in before[1:])
    return year or version or named or after.startswith(_PERIODS)


def _goals(plan: Plan) -> Iterator[Fraction]:
    yield from (each for each in (plan.target, plan.at_least, plan.at_most) if each is not None)


def _planned(measure: Measure, plan: Plan, baseline: Fraction | None) -> Iterator[Fraction]:
    """Every number of the plan that a title can mention, the goal first."""
    change = measure.change_asked()
    if change is not None:
        yield abs(change.value)
    yield from _goals(plan)
    if plan.baseline is not None:
        yield plan.baseline
    if plan.hold is not None:
        yield plan.hold * 100
    if baseline is not None and plan.target is not None:
        yield abs(plan.target - baseline)
        if baseline:
            yield abs((plan.target - baseline) / baseline) * 100
