"""Whether a change makes a goal easier, harder, or neither; and what is flagged whichever way it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from typing import Literal

from okrctl.core.diff.fields import plan_fields
from okrctl.core.diff.items import Node
from okrctl.core.model.items import KeyResult, Objective
from okrctl.core.model.measure import Measure, Window, apply_change
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import Amount, parse_amount, parse_number

Judgement = Literal["easier", "harder", "neutral", "changed", "reworded"]
_ONE = Fraction(1)


@frozen
class FieldChange:
    """One plan field that differs. ``changed`` is flagged like easier: a baseline or kind that is another now."""

    field: str
    before: str | None
    after: str | None
    judgement: Judgement


@frozen
class Standing:
    """What the judgement of some fields depends on, as things stood before the change.

    ``baseline`` is the one known, ``better`` the metric's good direction, ``ahead`` tells by how much the item is ahead
    of what its weight counts in (negative: it trails), ``done`` are the milestones reached. ``baseline_now`` is the
    baseline known after the change.
    """

    baseline: Fraction | None = None
    better: str | None = None
    ahead: Fraction = Fraction(0)
    done: frozenset[str] = frozenset()
    baseline_now: Fraction | None = None


def field_changes(before: Node, after: Node, standing: Standing) -> Iterator[FieldChange]:
    """Every plan field that differs between two versions of an item, judged."""
    old, new = plan_fields(before), plan_fields(after)
    other_kind = old.get("kind") != new.get("kind")
    # one goal may be written as a target or as a change: whoever rewrites it changes one thing
    rewritten = not other_kind and ("target" in old) != ("target" in new) and ("change" in old) != ("change" in new)
    for name in dict.fromkeys([*old, *new]):
        was, now = old.get(name), new.get(name)
        if was == now or _part_of_another(name, old, new):
            continue
        if other_kind and (name == "kind" or _of_measure(name, before, after)):
            if name == "kind":
                # a kind that cannot be made out is an error of its own
                yield FieldChange(name, was, now, "neutral" if was is None or now is None else "changed")
            continue
        if rewritten and name in ("target", "change"):
            if now is None:
                continue
            was = old.get("change" if name == "target" else "target")
        yield FieldChange(name, was, now, _judged(_Change(name, was, now, before, after, standing)))


def _part_of_another(name: str, old: dict[str, str], new: dict[str, str]) -> bool:
    """Whether it goes with a milestone that came or went as a whole."""
    steps = name.split("/")
    whole = "/".join(steps[:2])
    return len(steps) > 2 and steps[0] == "milestones" and (whole in old) != (whole in new)


def _of_measure(name: str, before: Node, after: Node) -> bool:
    measures = [measure for node in (before, after) if (measure := _measure(node)) is not None]
    return any(name.partition("/")[0] in measure.fields for measure in measures)


@frozen
class _Change:
    """One field's change with everything a judgement may need."""

    name: str
    was: str | None
    now: str | None
    before: Node
    after: Node
    standing: Standing


def _judged(change: _Change) -> Judgement:
    if change.before.kind == "kpi":
        return _bound(change) if change.name in ("at_least", "at_most") else "neutral"
    judge = _JUDGES.get(change.name.partition("/")[0])
    return judge(change) if judge else "neutral"


def inherited_changes(before: Node, after: Node) -> Iterator[FieldChange]:
    """What a key result gets from another objective that it was moved to: day, ambition, being a draft."""
    old, new = before.parent.item if before.parent else None, after.parent.item if after.parent else None
    if not isinstance(old, Objective) or not isinstance(new, Objective):
        return
    was, now = _due(before), _due(after)
    own = any(isinstance(node.item, KeyResult) and node.item.due for node in (before, after))
    if was and now and was != now and not own:
        yield FieldChange("due", was.isoformat(), now.isoformat(), _later(was, now))
    if old.ambition != new.ambition:
        eased = new.ambition == "aspirational"
        yield FieldChange("ambition", old.ambition, new.ambition, "easier" if eased else "harder")
    if old.draft != new.draft:
        texts = ("true" if old.draft else None, "true" if new.draft else None)
        yield FieldChange("draft", *texts, "easier" if new.draft else "harder")


def _baseline(change: _Change) -> Judgement:
    """Giving a missing baseline is fine, also the one that a check-in gave; another one moves the start of the race."""
    standing = change.standing
    was = parse_number(change.was) if change.was else standing.baseline
    now = parse_number(change.now) if change.now else standing.baseline_now
    return "neutral" if was is None or was == now else "changed"


def _ambition(change: _Change) -> Judgement:
    return "easier" if change.now == "aspirational" else "harder"


def _draft(change: _Change) -> Judgement:
    return "easier" if change.now else "harder"


def _weight(change: _Change) -> Judgement:
    """Less weight on what trails, or more on what is ahead, lifts the mean without a goal being reached."""
    was, now, ahead = parse_number(change.was or "1"), parse_number(change.now or "1"), change.standing.ahead
    if was is None or now is None or not ahead:
        return "neutral"
    return "easier" if (now > was) == (ahead > 0) else "harder"


def _compare(was: Fraction, now: Fraction) -> Judgement:
    """Less is easier."""
    return "easier" if now < was else "harder" if now > was else "neutral"


def _measure(node: Node) -> Measure | None:
    return node.item.measure if isinstance(node.item, KeyResult) else None


def _known_baseline(change: _Change) -> Fraction | None:
    """The baseline from which both sides are judged: the one known before, else the one given now."""
    if change.standing.baseline is not None:
        return change.standing.baseline
    measures = (_measure(change.before), _measure(change.after))
    given = (measure.given_baseline() for measure in measures if measure)
    return next((baseline for baseline in given if baseline is not None), None)


def _target(change: _Change) -> Judgement:
    """Nearer the baseline, or through it, is easier; the same effective target is neutral."""
    old, new = _measure(change.before), _measure(change.after)
    if old is None or new is None:
        return "changed"
    base = _known_baseline(change)
    one, other = old.plan(base).target, new.plan(base).target
    if base is not None and one is not None and other is not None and one != base:
        return _compare(_ONE, (other - base) / (one - base))
    was, now = _amount(old), _amount(new)
    if was and now and was.suffix == now.suffix and was.value:
        return _compare(_ONE, now.value / was.value)
    if one is not None and other is not None:
        if one == other:
            return "neutral"
        if change.standing.better:
            return "easier" if (other < one) == (change.standing.better == "higher") else "harder"
    return "changed"


def _amount(measure: Measure) -> Amount | None:
    return parse_amount(measure.plan(None).change or "")


def effective_goal(fields: dict[str, str], baseline: Fraction | None) -> tuple[Fraction, str] | None:
    """What the fields `target` and `change` amount to: a number, or a change while the baseline is unknown."""
    target, change = parse_number(fields.get("target", "")), parse_amount(fields.get("change", ""))
    if target is not None:
        return target, ""
    if change is None:
        return None
    goal = apply_change(change, baseline) if baseline is not None else None
    return (change.value, change.suffix or "+") if goal is None else (goal, "")


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
    return _ONE if amount is None else amount.value / 100


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
    was, now = parse_number(change.was or "1"), parse_number(change.now or "1")
    if was is None or now is None:
        return "neutral"
    return "easier" if (now > was) == (steps[1] in change.standing.done) else "harder"


def _step_due(node: Node, id: str) -> date | None:
    measure = _measure(node)
    step = next((step for step in measure.steps() if step.id == id), None) if measure else None
    return None if step is None else step.due or _due(node)


def _checkpoint(change: _Change) -> Judgement:
    """A checkpoint is easier when less is expected on its day than before, however far the target has moved."""
    old, new, day = _measure(change.before), _measure(change.after), date.fromisoformat(change.name.partition("/")[2])
    if old is None or new is None or change.before.cycle is None or change.after.cycle is None:
        return "neutral"
    base = _known_baseline(change)
    was = old.pace(day, _window(change.before), base)
    now = new.pace(day, _window(change.after), base)
    return _compare(was, now * _stretched(old, new, base))


def _stretched(old: Measure, new: Measure, base: Fraction | None) -> Fraction:
    """How long the whole way is now, in ways of before."""
    one, other = old.plan(base).target, new.plan(base).target
    if one is not None and other is not None:
        start = base if base is not None else Fraction(0)
        return _ONE if one == start else (other - start) / (one - start)
    was, now = _amount(old), _amount(new)
    return now.value / was.value if was and now and was.suffix == now.suffix and was.value else _ONE


def _window(node: Node) -> Window:
    assert node.cycle is not None
    return Window(node.cycle.start, node.cycle.end, _due(node) or node.cycle.end, 7)


def _cycle(change: _Change) -> Judgement:
    before, after = change.before.cycle, change.after.cycle
    if before is None or after is None:
        # what has no cycle that can be told is an error of its own
        return "neutral"
    if after.end > before.end or after.start > before.start:
        return "easier"
    return "neutral" if (after.start, after.end) == (before.start, before.end) else "harder"


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
