"""Whether a changed policy of the company asks for more or for less than before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from okrctl.core.diff.fields import canonical
from okrctl.core.diff.judge import FieldChange
from okrctl.core.format.doc import fields
from okrctl.core.model.judges import Judgment
from okrctl.core.model.policies import Bounds, Policy
from okrctl.core.model.settings import Config

_STRICTER = ("advice", "warning", "error")


def policy_changes(before: Config, after: Config) -> Iterator[FieldChange]:
    """Every field of a policy that differs; a policy that is gone, or new, as a whole."""
    for id in dict.fromkeys([*before.policies, *after.policies]):
        old, new = before.policies.get(id), after.policies.get(id)
        if old is None or new is None:
            judgement: Judgment = "easier" if new is None else "harder"
            yield FieldChange(f"policies/{id}", _told(old), _told(new), judgement)
            continue
        for field in fields(Policy):
            was, now = getattr(old, field.name), getattr(new, field.name)
            if was != now:
                yield FieldChange(
                    f"policies/{id}/{field.key}", canonical(was), canonical(now), _judged(field.key, was, now)
                )


def _told(policy: Policy | None) -> str | None:
    return None if policy is None else policy.why


def _judged(key: str, was: object, now: object) -> Judgment:
    match was, now:
        case str(), str() if key == "severity":
            return "easier" if _STRICTER.index(now) < _STRICTER.index(was) else "harder"
        case tuple(), tuple():
            return _more_is("harder", was, now)
        case dict(), dict() if key == "number":
            return _together(_bounds(was.get(each), now.get(each)) for each in {*was, *now})
        case dict(), dict():
            return _choices(key, was, now)
    return "neutral" if key == "why" else "changed"


def _choices(key: str, was: Mapping[str, tuple[str, ...]], now: Mapping[str, tuple[str, ...]]) -> Judgment:
    """``only`` and ``never`` ask for more with each key, ``where`` for less; more patterns allow more or match more."""
    another_key: Judgment = "easier" if key == "where" else "harder"
    another_pattern: Judgment = "easier" if key == "only" else "harder"
    found: list[Judgment] = [_more_is(another_key, was, now)]
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
