"""Whether a change of a milestone makes the key result easier or harder."""

from datetime import date

from okrctl.core.model.judges import Comparison, Judgment, Side, later_is_easier
from okrctl.core.model.measure import Measure
from okrctl.core.model.quantities import Step
from okrctl.core.values.quantity import parse_number
from okrctl.core.values.remembered import remembered


def number_of_steps(change: Comparison) -> Judgment:
    """One step less is easier, one more is harder; another title is neutral."""
    return "easier" if change.now is None else "harder" if change.was is None else "neutral"


def due_day(change: Comparison) -> Judgment:
    """A later date is easier, even if it is that of the key result."""
    return later_is_easier(_due(change.before, change.field), _due(change.after, change.field))


def weight(change: Comparison) -> Judgment:
    """More weight on completed steps raises the score without progress."""
    was, now = parse_number(change.was or "1"), parse_number(change.now or "1")
    if was is None or now is None:
        return "neutral"
    return "easier" if (now > was) == (change.field.split("/")[1] in change.standing.done) else "harder"


def _due(side: Side, field: str) -> date | None:
    step = _by_id(side.measure).get(field.split("/")[1]) if side.measure else None
    return None if step is None else step.due or side.due


@remembered
def _by_id(measure: Measure) -> dict[str, Step]:
    return {step.id: step for step in reversed(measure.steps())}
