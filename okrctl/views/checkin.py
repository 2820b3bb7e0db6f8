"""Details of a key result during its check-in: plan, last values, trend, and expected value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from math import floor, log10

from okrctl.core.checkin.department_day import CheckInItem
from okrctl.core.checkin.entry import ResultInput
from okrctl.core.model.figures import held, in_unit
from okrctl.core.model.quantities import Plan, Step
from okrctl.core.model.values import Value
from okrctl.core.scores.forecast import Forecast, forecast
from okrctl.core.scores.trend import project
from okrctl.core.values.quantity import half_up, literal, parse_amount
from okrctl.views.blocks import Blank, Block, Document, Line, Run, document
from okrctl.views.figures import share, signed, spark
from okrctl.views.projection import likelihood, projected_share

_TREND = 8
_NOTES = 3


def about(subject: CheckInItem, day: date) -> list[str]:
    """A subject's plan and last values, expected and projected values, and milestones: one line each, if known."""
    lines = [" · ".join(part) for part in (_past(subject), _ahead(subject, day))]
    return [*filter(None, lines), *(f"{'✓' if done else '○'} {text}" for done, text in _steps(subject))]


def question(subject: CheckInItem, day: date, number: int, total: int) -> Document:
    """The text above the prompt for one subject."""
    blocks: list[Block] = [
        Blank(),
        Line((Run(f"{number} of {total} ", "dim"), Run(subject.name, "strong"), f"  {subject.title}"), 0, 4),
    ]
    past = " · ".join(filter(None, _past(subject)))
    if past:
        blocks.append(Line(Run(past, "dim"), 4, 4))
    ahead = " · ".join(_ahead(subject, day))
    if ahead:
        blocks.append(Line(Run(ahead, "dim"), 4, 4))
    for position, (done, text) in enumerate(_steps(subject), 1):
        mark = Run("✓", "good") if done else Run("○", "dim")
        blocks.append(Line((f"{position} ", mark, f" {text}"), 4, 4))
    if subject.said is not None:
        blocks.append(Line((Run(f"said on {day}: ", "dim"), _words(subject.said)), 4, 6))
    elif subject.measure.thing and not subject.series.done and subject.series.projected is None:
        what = "the steps done" if subject.measure.steps() else "done"
        end = subject.scored.planned.window.due if subject.scored else day
        ask = f"Not started? Type {what}, or the expected date: {end}"
        blocks.append(Line(Run(ask, "dim"), 4, 4))
    return document(blocks)


def _words(said: ResultInput) -> str:
    """A check-in's values in words."""
    parts = [
        said.value or ", ".join(said.done or ()),
        f"starting value {said.baseline}" if said.baseline else "",
        f"confidence {said.confidence}" if said.confidence else "",
        f"expected to end at {said.projected}" if said.projected else "",
        f"“{said.note}”" if said.note else "",
    ]
    return " · ".join(filter(None, parts)) or "seen, same as before"


def described(steps: Sequence[Step]) -> str:
    """The titles of steps."""
    return f"{', '.join(step.title for step in reversed(steps))}: done"


def _steps(subject: CheckInItem) -> Iterator[tuple[bool, str]]:
    """The milestones in words, and whether each is done."""
    for step in subject.measure.steps():
        due = f", due {step.due}" if step.due else ""
        yield step.id in subject.series.done, f"{step.id}: {step.title}{due}"


def explanation(subject: CheckInItem, details: Iterable[tuple[str, str]]) -> Document:
    """The answer to ``?``: the plan beyond numbers, and the last notes."""
    blocks: list[Block] = [Line((Run(f"{label}: ", "dim"), text), 4, 6) for label, text in details]
    noted = [look for look in subject.series.observations if look.note or look.remark][-_NOTES:]
    blocks += [
        Line((Run(f"{look.day} ", "dim"), look.note or look.remark or "", Run(f"  {look.author}", "dim")), 4, 6)
        for look in noted
    ]
    return document(blocks or [Line(Run("the plan has no more about it", "dim"), 4)])


def far_off(subject: CheckInItem, value: str, likely: Value) -> str:
    """Why a value is implausible."""
    if likely.change is not None:
        about = f"{'+' if likely.change >= 0 else ''}{_rounded(likely.change, likely.change)}{likely.suffix}"
    else:
        number = likely.number or Fraction(0)
        about = f"{_rounded(number, number)}{_unit(subject)}"
    # without a value there is no trend, only a plan
    where = "the trend" if subject.series.observations else "its plan"
    return f"{value} is probably a typo: far from {where}, about {about}"


def _past(subject: CheckInItem) -> Iterator[str]:
    series = subject.series
    plan = _plan(subject.measure.plan(series.baseline), _unit(subject))
    if plan:
        yield plan
    if subject.reads:
        yield f"reads {subject.reads}"
    line = spark(series.curve()[-_TREND:])
    yield f"{_last(subject)} {line}".rstrip()
    if series.confidence is not None:
        yield f"confidence {_number(series.confidence)}"


def _ahead(subject: CheckInItem, day: date) -> Iterator[str]:
    scored = subject.scored
    if scored is None:
        return
    where = _place(subject, scored.expected)
    so_far = "" if scored.progress is None else f"score {share(scored.progress)}, "
    standing = f"{so_far}expected {share(scored.expected)}"
    # at the start there is nothing to compare yet
    early = not scored.progress and share(scored.expected) == share(Fraction(0))
    if subject.measure.all_at_once:
        yield f"due {scored.planned.window.due}"
    elif where and not early:
        yield f"planned for today: {where} ({standing})"
    elif not early:
        yield f"{standing} today"
    projected = forecast(scored, scored.planned.window.due)
    if projected is not None and scored.planned.window.due > day:
        yield _heading(subject, projected, scored.planned.window.due)


def _heading(subject: CheckInItem, projected: Forecast, end: date) -> str:
    where = _level(subject, end) or _place(subject, Fraction(projected.at_end))
    to = where or projected_share(projected.at_end)
    return f"on trend for {to} by {end}, {likelihood(projected.probability)} likely to end green"


def _level(subject: CheckInItem, end: date) -> str | None:
    """The level to reach next, if any, since its progress says little."""
    plan = subject.measure.plan(subject.series.baseline)
    bound = plan.at_most if plan.at_least is None else plan.at_least
    numbers = subject.series.numbers()
    trend = None if bound is None or plan.hold is not None else project(numbers, end)
    if trend is None:
        return None
    ahead = Fraction(trend.middle)
    # a straight line leads beyond possible values
    if all(value >= 0 for _, value in numbers):
        ahead = max(Fraction(0), ahead)
    if subject.unit in ("percent", "%"):
        ahead = min(Fraction(100), ahead)
    return _rounded(ahead, bound or ahead)


def _place(subject: CheckInItem, progress: Fraction) -> str | None:
    """The value at a share of progress; None if progress isn't a distance between two numbers."""
    plan = subject.measure.plan(subject.series.baseline)
    if plan.target is None or (plan.baseline is None and subject.measure.takes_baseline()):
        return None
    start = plan.baseline or Fraction(0)
    return _rounded(start + progress * (plan.target - start), plan.target - start)


def _rounded(value: Fraction, way: Fraction) -> str:
    """A number rounded to about a hundredth of the distance to the target."""
    places = 2 - floor(log10(abs(way))) if way else 0
    if places < 0:
        return _number(half_up(value / 10**-places, 0) * 10**-places)
    return _number(half_up(value, places))


def _plan(plan: Plan, unit: str) -> str:
    if plan.baseline is not None and plan.target is not None:
        return f"{_number(plan.baseline)} → {_number(plan.target)}{unit}"
    if plan.target is not None:
        return f"to {_number(plan.target)}{unit}"
    if plan.change is not None:
        amount = parse_amount(plan.change)
        one = in_unit(unit.strip(), amount.value if amount else None)
        change = plan.change.replace("-", "−")
        return f"{change}{'' if plan.change[-1] in '%p' else one}, starting value unknown"
    bounds = [
        (word, bound) for word, bound in (("at least", plan.at_least), ("at most", plan.at_most)) if bound is not None
    ]
    share = held(plan.hold)
    words = "" if share is None else ", held" if share is True else f", held {share}"
    return " and ".join(f"{word} {_number(bound)}" for word, bound in bounds) + (unit + words if bounds else "")


def _last(subject: CheckInItem) -> str:
    look, steps = subject.series.latest_observation, subject.measure.steps()
    if steps:
        return f"{len(subject.series.done)} of {len(steps)} done"
    if look is None or look.value is None:
        seen = subject.series.last_day
        return f"no value yet, seen on {seen}" if seen else "no value yet"
    value = look.value
    if value.finished is not None:
        text = "done" if value.finished else "open"
    else:
        text = signed(value) or _number(value.number or Fraction(0))
    return f"last {text} on {look.day}"


def _unit(subject: CheckInItem) -> str:
    return f" {subject.unit}" if subject.unit else ""


def _number(value: Fraction) -> str:
    return f"{literal(value):,f}"
