"""What somebody who checks in wants to see of a key result: the plan, the last value, the trend, the expectation."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from okrctl.core.checkin.scene import Subject
from okrctl.core.measure import Plan
from okrctl.core.quantity import literal, round6
from okrctl.views.blocks import Block, Document, Line, Run, document

_TREND = 4


def about(subject: Subject) -> str:
    """A subject's plan, last value and expectation in one line."""
    return " · ".join(_facts(subject))


def question(subject: Subject, number: int, total: int) -> Document:
    """What stands above the prompt for one subject."""
    blocks: list[Block] = [
        Line((Run(f"{number}/{total} ", "dim"), Run(subject.name, "strong"), f"  {subject.title}")),
        Line(Run(about(subject), "dim"), indent=4),
    ]
    for position, step in enumerate(subject.measure.steps(), 1):
        done = step.id in subject.series.done
        due = f", due {step.due}" if step.due else ""
        mark = Run("✓", "good") if done else Run("○", "dim")
        blocks.append(Line((f"{position} ", mark, f" {step.id}: {step.title}{due}"), indent=4))
    return document(blocks)


def _facts(subject: Subject) -> Iterator[str]:
    series, unit = subject.series, f" {subject.unit}" if subject.unit else ""
    plan = _plan(subject.measure.plan(series.baseline), unit)
    if plan:
        yield plan
    if subject.reads:
        yield f"reads {subject.reads}"
    yield _last(subject)
    numbers = [number for _, number in series.numbers()][-_TREND:]
    if len(numbers) > 1:
        yield "trend " + ", ".join(_number(number) for number in numbers)
    if series.confidence is not None:
        yield f"confidence {_number(series.confidence)}"
    if subject.scored is not None:
        yield f"{_share(subject.scored.progress)} of {_share(subject.scored.expected)} expected today"


def _plan(plan: Plan, unit: str) -> str:
    if plan.baseline is not None and plan.target is not None:
        return f"{_number(plan.baseline)} → {_number(plan.target)}{unit}"
    if plan.target is not None:
        return f"to {_number(plan.target)}{unit}"
    if plan.change is not None:
        return f"{plan.change}{unit}, baseline not known yet"
    bounds = [
        (word, bound) for word, bound in (("at least", plan.at_least), ("at most", plan.at_most)) if bound is not None
    ]
    held = f", held {plan.hold}" if plan.hold and plan.hold != "true" else ", held" if plan.hold else ""
    return " and ".join(f"{word} {_number(bound)}" for word, bound in bounds) + (unit + held if bounds else "")


def _last(subject: Subject) -> str:
    look, steps = subject.series.latest_look, subject.measure.steps()
    if steps:
        return f"{len(subject.series.done)} of {len(steps)} done"
    if look is None or look.value is None:
        seen = subject.series.last_day
        return f"no value yet, seen on {seen}" if seen else "no value yet"
    value = look.value
    if value.finished is not None:
        text = "done" if value.finished else "open"
    else:
        change = None if value.change is None else f"{_number(value.change)} from the baseline"
        text = change or _number(value.number or Fraction(0))
    return f"last {text} on {look.day}"


def _number(value: Fraction) -> str:
    return str(literal(value))


def _share(value: Fraction | None) -> str:
    return "no data" if value is None else f"{round6(value):.2f}"
