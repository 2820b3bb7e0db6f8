"""Shared by quantities with a target: checkpoints, a baseline, and how their changes are judged."""

from datetime import date
from fractions import Fraction
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

from okrctl.core.format import types as f
from okrctl.core.format.meaning import GOAL
from okrctl.core.model.figures import ONE
from okrctl.core.model.judges import Comparison, Judgment, less_is_easier
from okrctl.core.model.kind_fields import Asks
from okrctl.core.model.measure import Measure
from okrctl.core.values.quantity import Amount, parse_amount, parse_number

_SCHEMA = {"type": "object", "patternProperties": {f.DATE_SCHEMA["pattern"]: {"type": ["number", "string"]}}}


def _by_day(checkpoints: dict[date, Amount]) -> dict[date, Amount]:
    return dict(sorted(checkpoints.items()))


def baseline(change: Comparison) -> Judgment:
    """Adding a missing baseline is neutral, also one from a check-in; changing it moves the start."""
    standing = change.standing
    was = parse_number(change.was) if change.was else standing.baseline
    now = parse_number(change.now) if change.now else standing.baseline_now
    return "neutral" if was is None or was == now else "changed"


def goal(change: Comparison) -> Judgment:
    """Closer to the baseline, or beyond it, is easier; the same effective target is neutral."""
    old, new = change.before.measure, change.after.measure
    if old is None or new is None:
        return "changed"
    base = change.known_baseline
    one, other = old.plan(base).target, new.plan(base).target
    if base is not None and one is not None and other is not None and one != base:
        return less_is_easier(ONE, (other - base) / (one - base))
    was, now = _amount(old), _amount(new)
    if was and now and was.suffix == now.suffix and was.value:
        return less_is_easier(ONE, now.value / was.value)
    if one is not None and other is not None:
        if one == other:
            return "neutral"
        if change.standing.better:
            return "easier" if (other < one) == (change.standing.better == "higher") else "harder"
    return "changed"


def checkpoint(change: Comparison) -> Judgment:
    """A checkpoint is easier if less is expected on its day than before, however far the target has moved."""
    old, new, day = change.before.measure, change.after.measure, date.fromisoformat(change.field.partition("/")[2])
    before, after = change.before.window, change.after.window
    if old is None or new is None or before is None or after is None:
        return "neutral"
    base = change.known_baseline
    return less_is_easier(old.pace(day, before, base), new.pace(day, after, base) * _stretched(old, new, base))


def _stretched(old: Measure, new: Measure, base: Fraction | None) -> Fraction:
    """The length of the whole way, relative to before."""
    one, other = old.plan(base).target, new.plan(base).target
    if one is not None and other is not None:
        start = base if base is not None else Fraction(0)
        return ONE if one == start else (other - start) / (one - start)
    was, now = _amount(old), _amount(new)
    return now.value / was.value if was and now and was.suffix == now.suffix and was.value else ONE


def _amount(measure: Measure) -> Amount | None:
    return parse_amount(measure.plan(None).change or "")


_ByDay = Annotated[dict[f.Day, f.Change], AfterValidator(_by_day), WithJsonSchema(_SCHEMA)]
Checkpoints = Annotated[_ByDay | None, GOAL("Where it should be on given days, if progress isn't even.", checkpoint)]
Baseline = Annotated[f.Number | None, GOAL("Where it starts.", baseline), Asks("Starting value (Enter if unknown)")]
