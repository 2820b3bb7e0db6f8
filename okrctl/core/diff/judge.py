"""Whether a change makes a goal easier, harder, or neither; and what is flagged whichever way it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from okrctl.core.diff.fields import plan_fields
from okrctl.core.diff.items import Node
from okrctl.core.measure import Measure, Window
from okrctl.core.model import KeyResult, Objective
from okrctl.core.quantity import Amount, parse_amount, parse_number

Judgement = Literal["easier", "harder", "neutral", "changed", "reworded"]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One plan field that differs. ``changed`` is flagged like easier: a baseline or kind that is another now."""

    field: str
    before: str | None
    after: str | None
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Standing:
    """What the judgement of some fields depends on.

    ``baseline`` is the one known before the change, ``better`` the metric's good direction, ``trails`` whether the item
    lags behind what its weight counts in.
    """

    baseline: Fraction | None = None
    better: str | None = None
    trails: bool = False


def field_changes(before: Node, after: Node, standing: Standing) -> Iterator[FieldChange]:
    """Every plan field that differs between two versions of an item, judged."""
    old, new = plan_fields(before), plan_fields(after)
    for name in dict.fromkeys([*old, *new]):
        was, now = old.get(name), new.get(name)
        if was == now or (name == "weight" and (was or "1") == (now or "1")):
            continue
        if name == "kind" or (old.get("kind") != new.get("kind") and _of_measure(name, before, after)):
            if name == "kind":
                # a kind that could not be made out before was an error then
                yield FieldChange(name, was, now, "neutral" if was is None else "changed")
            continue
        yield FieldChange(name, was, now, _judge(_Change(name, was, now, before, after, standing)))


def _of_measure(name: str, before: Node, after: Node) -> bool:
    known: set[str] = set()
    for node in (before, after):
        if isinstance(node.item, KeyResult) and node.item.measure:
            known.update(node.item.measure.fields)
    return name.partition("/")[0] in known


@dataclass(frozen=True, slots=True)
class _Change:
    """One field's change with everything a judgement may need."""

    name: str
    was: str | None
    now: str | None
    before: Node
    after: Node
    standing: Standing


def _judge(change: _Change) -> Judgement:
    if change.before.kind == "kpi":
        return "neutral"
    judge = _JUDGES.get(change.name.partition("/")[0])
    return judge(change) if judge else "neutral"


def _baseline(change: _Change) -> Judgement:
    """Giving a missing baseline is fine; another one moves the start of the race."""
    return "neutral" if change.was is None else "changed"


def _ambition(change: _Change) -> Judgement:
    return "easier" if change.now == "aspirational" else "harder"


def _draft(change: _Change) -> Judgement:
    return "easier" if change.now else "harder"


def _weight(change: _Change) -> Judgement:
    was, now = parse_number(change.was or "1"), parse_number(change.now or "1")
    lowered = was is not None and now is not None and now < was
    return "easier" if lowered and change.standing.trails else "neutral"


def _compare(was: Fraction, now: Fraction) -> Judgement:
    """Less is easier."""
    return "easier" if now < was else "harder" if now > was else "neutral"


def _measure(node: Node) -> Measure | None:
    return node.item.measure if isinstance(node.item, KeyResult) else None


def _target(change: _Change) -> Judgement:
    """Nearer the baseline, or through it, is easier; the same effective target is neutral."""
    old, new, standing = _measure(change.before), _measure(change.after), change.standing
    if old is None or new is None:
        return "changed"
    base = standing.baseline if standing.baseline is not None else new.given_baseline()
    one, other = old.plan(base).target, new.plan(base).target
    if base is not None and one is not None and other is not None and one != base:
        return _compare(Fraction(1), (other - base) / (one - base))
    was, now = _change(old), _change(new)
    if was and now and was.suffix == now.suffix and was.value:
        return _compare(Fraction(1), now.value / was.value)
    if one is not None and other is not None:
        if one == other:
            return "neutral"
        if standing.better:
            return "easier" if (other < one) == (standing.better == "higher") else "harder"
    return "changed"


def _change(measure: Measure) -> Amount | None:
    return parse_amount(measure.plan(None).change or "")


def _hold(change: _Change) -> Judgement:
    return _compare(_share(change.was), _share(change.now))


def _bound(change: _Change) -> Judgement:
    was, now = change.was, change.now
    if was is None or now is None:
        return "easier" if now is None else "harder"
    one, other = parse_number(was), parse_number(now)
    if one is None or other is None:
        return "changed"
    return _compare(-one, -other) if change.name == "at_most" else _compare(one, other)


def _share(text: str | None) -> Fraction:
    if text is None:
        return Fraction(0)
    amount = parse_amount(text)
    return Fraction(1) if amount is None else amount.value / 100


def _due(node: Node) -> date | None:
    own = node.item.due if isinstance(node.item, KeyResult) else None
    return own or (node.cycle.end if node.cycle else None)


def _later(was: date | None, now: date | None) -> Judgement:
    if was is None or now is None:
        return "neutral"
    return "easier" if now > was else "harder" if now < was else "neutral"


def _milestone(change: _Change) -> Judgement:
    steps = change.name.split("/")
    if len(steps) == 2:
        return "easier" if change.now is None else "harder" if change.was is None else "neutral"
    if steps[2] == "due":
        return _later(_step_due(change.before, steps[1]), _step_due(change.after, steps[1]))
    return "neutral"


def _step_due(node: Node, id: str) -> date | None:
    measure = _measure(node)
    step = next((step for step in measure.steps() if step.id == id), None) if measure else None
    return None if step is None else step.due or _due(node)


def _checkpoint(change: _Change) -> Judgement:
    """A checkpoint is easier when less is expected on its day than before."""
    before, after, base = change.before, change.after, change.standing.baseline
    old, new, day = _measure(before), _measure(after), date.fromisoformat(change.name.partition("/")[2])
    if old is None or new is None or before.cycle is None or after.cycle is None:
        return "neutral"
    was = old.pace(day, _window(before), base if base is not None else old.given_baseline())
    now = new.pace(day, _window(after), base if base is not None else new.given_baseline())
    return _compare(was, now)


def _window(node: Node) -> Window:
    assert node.cycle is not None
    return Window(node.cycle.start, node.cycle.end, _due(node) or node.cycle.end, 7)


def _cycle(change: _Change) -> Judgement:
    before, after = change.before, change.after
    if before.cycle is None or after.cycle is None:
        return "changed"
    if after.cycle.end > before.cycle.end or after.cycle.start > before.cycle.start:
        return "easier"
    if (after.cycle.start, after.cycle.end) == (before.cycle.start, before.cycle.end):
        return "neutral"
    return "harder"


def _due_day(change: _Change) -> Judgement:
    return _later(_due(change.before), _due(change.after))


def _reworded(change: _Change) -> Judgement:
    return "reworded"


_JUDGES: dict[str, Callable[[_Change], Judgement]] = {
    "baseline": _baseline,
    "target": _target,
    "change": _target,
    "count": _bound,
    "at_least": _bound,
    "at_most": _bound,
    "hold": _hold,
    "done_when": _reworded,
    "due": _due_day,
    "milestones": _milestone,
    "checkpoints": _checkpoint,
    "cycle": _cycle,
    "ambition": _ambition,
    "draft": _draft,
    "weight": _weight,
}


def objective_of(node: Node) -> Objective | None:
    """The objective that a node is or belongs to; None for a KPI."""
    item = (node.parent or node).item
    return item if isinstance(item, Objective) else None
