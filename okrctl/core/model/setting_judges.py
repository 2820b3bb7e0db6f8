"""Judges of settings: whether another value asks for less of many goals at once. A field names its judge.

A judge takes the values before and after, as the model has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from okrctl.core.model.judges import Judgment

if TYPE_CHECKING:
    from okrctl.core.model.settings import Bounds

_LEVELS = ("off", "advice", "warning", "error")
_Pair = tuple[Fraction, Fraction]
_Patterns = Mapping[str, tuple[str, ...]]


def higher_is_easier(was: Fraction, now: Fraction) -> Judgment:
    """A limit that lets more pass when it is higher."""
    return "easier" if now > was else "harder"


def lower_grades_are_easier(was: _Pair, now: _Pair) -> Judgment:
    """The lowest amber and green score."""
    return "easier" if now[0] < was[0] or now[1] < was[1] else "harder"


def lower_severity_is_easier(was: str, now: str) -> Judgment:
    """The severity of a rule or a policy."""
    return "easier" if _LEVELS.index(now) < _LEVELS.index(was) else "harder"


def removing_changes(was: Iterable[str], now: Iterable[str]) -> Judgment:
    """Patterns of files: what no pattern matches any more is hidden."""
    return "changed" if {*was} - {*now} else "neutral"


def adding_is_easier(was: Iterable[str], now: Iterable[str]) -> Judgment:
    """Groups outside the files, on which dependencies are never late."""
    return "easier" if {*now} - {*was} else "neutral"


def more_is_harder(was: Iterable[str], now: Iterable[str]) -> Judgment:
    """Requirements."""
    return _more_is("harder", was, now)


def where(was: _Patterns, now: _Patterns) -> Judgment:
    """More keys match fewer items; more patterns match more."""
    return _patterns("easier", "harder", was, now)


def only(was: _Patterns, now: _Patterns) -> Judgment:
    """More keys ask for more; more patterns allow more."""
    return _patterns("harder", "easier", was, now)


def never(was: _Patterns, now: _Patterns) -> Judgment:
    """More keys and more patterns forbid more."""
    return _patterns("harder", "harder", was, now)


def number(was: Mapping[str, Bounds], now: Mapping[str, Bounds]) -> Judgment:
    """A narrower range is harder."""
    return _together(_bounds(was.get(each), now.get(each)) for each in {*was, *now})


def _patterns(another_key: Judgment, another_pattern: Judgment, was: _Patterns, now: _Patterns) -> Judgment:
    found = [_more_is(another_key, was, now)]
    found += [_more_is(another_pattern, was[each], now[each]) for each in was if each in now]
    return _together(found)


def _more_is(judgement: Judgment, was: Iterable[str], now: Iterable[str]) -> Judgment:
    lost, won = {*was} - {*now}, {*now} - {*was}
    if lost and won:
        return "changed"
    if not (lost or won):
        return "neutral"
    return judgement if won else "harder" if judgement == "easier" else "easier"


def _bounds(was: Bounds | None, now: Bounds | None) -> Judgment:
    (low, high), (new_low, new_high) = _range(was), _range(now)
    if was == now:
        return "neutral"
    if new_low >= low and new_high <= high:
        return "harder"
    return "easier" if new_low <= low and new_high >= high else "changed"


def _range(bounds: Bounds | None) -> tuple[float, float]:
    low, high = (bounds.at_least, bounds.at_most) if bounds else (None, None)
    return low or 0, float("inf") if high is None else high


def _together(judgements: Iterable[Judgment]) -> Judgment:
    """Several changes of one field: the same way, or else just another way."""
    found = {each for each in judgements if each != "neutral"}
    return found.pop() if len(found) == 1 else "changed" if found else "neutral"
