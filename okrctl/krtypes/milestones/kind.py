"""Milestones: their keys and their scores."""

from datetime import date
from fractions import Fraction
from typing import Annotated, ClassVar

from pydantic import Field

from okrctl.core.format import types as f
from okrctl.core.format.doc import Doc
from okrctl.core.format.meaning import GOAL, IDENTITY, WORDS
from okrctl.core.model.figures import ONE, ZERO, show
from okrctl.core.model.judges import Comparison, Judgment, Side, later_is_easier
from okrctl.core.model.kind_fields import Asks
from okrctl.core.model.measure import Measure
from okrctl.core.model.pace import Window
from okrctl.core.model.quantities import Step
from okrctl.core.model.values import InvalidResult, Observation, Series, Value
from okrctl.core.values.counted import counted
from okrctl.core.values.quantity import parse_number
from okrctl.core.values.remembered import remembered
from okrctl.krtypes._thing import Thing


def number_of_steps(change: Comparison) -> Judgment:
    """One step less is easier, one more is harder; another title is neutral."""
    return "easier" if change.now is None else "harder" if change.was is None else "neutral"


def due_day(change: Comparison) -> Judgment:
    """A later date is easier, even if it is that of the key result."""
    return later_is_easier(_due(change.before, change.field), _due(change.after, change.field))


def step_weight(change: Comparison) -> Judgment:
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


class Milestone(Doc):
    """One step of a deliverable."""

    id: Annotated[f.Id, IDENTITY("Its id within the key result.")]
    title: Annotated[f.Title, WORDS("What is reached.")]
    due: Annotated[f.Day | None, GOAL("By when.", due_day)] = None
    given_weight: Annotated[f.Weight | None, GOAL("Its weight among the steps; 1 by default.", step_weight)] = Field(
        None, alias="weight"
    )

    @property
    def weight(self) -> Fraction:
        """Its share among the steps."""
        return ONE if self.given_weight is None else self.given_weight


class Milestones(Thing):
    """Progress is the weight of the steps done over the weight of all."""

    published_as: ClassVar = "milestones"
    decided_by: ClassVar = ("milestones",)
    summary: ClassVar = "a deliverable in steps (milestones)"
    rank: ClassVar = 5
    steps_in: ClassVar = "milestones"

    milestones: Annotated[
        list[Milestone],
        GOAL("The steps, each with its date and weight.", number_of_steps),
        Asks(
            "What is reached",
            "A milestone and its date; repeat for more.",
            "ID=TITLE[@DATE]",
            choice="Something done in steps, each with its date",
        ),
    ]

    def read(self, text: str, unit: str | None, baseline: Fraction | None) -> Value | InvalidResult:
        """A plain text is never a list of steps."""
        known = ", ".join(step.id for step in self.milestones)
        return InvalidResult(f"{text!r} is not a list of milestones", f"list those done, in brackets: [{known}]")

    def _total(self) -> Fraction:
        return sum((step.weight for step in self.milestones), ZERO)

    def _reached(self, series: Series) -> Fraction:
        return sum((step.weight for step in self.milestones if step.id in series.done), ZERO)

    def progress(self, series: Series, window: Window, day: date) -> Fraction | None:
        """Weight done over weight; 0 once looked at."""
        total = self._total()
        if not series.observations or not total:
            return None
        return self._reached(series) / total

    def pace(self, day: date, window: Window, baseline: Fraction | None) -> Fraction:
        """The share of the weight due by now, today included."""
        total = self._total()
        return self._due(day, window) / total if total else ZERO

    def pace_formula(self, day: date, window: Window, baseline: Fraction | None) -> str:
        """Weight due / weight of all."""
        return f"{show(self._due(day, window))} / {show(self._total())} by weight due"

    def _due(self, day: date, window: Window) -> Fraction:
        return sum((step.weight for step in self.milestones if (step.due or window.due) <= day), ZERO)

    def formula(self, series: Series, window: Window, day: date) -> str:
        """Weight done / weight of all."""
        return f"{show(self._reached(series))} / {show(self._total())} by weight done"

    def evidence(self, series: Series, window: Window) -> list[tuple[str, Observation]]:
        """The check-in in which each step was first done."""
        first: dict[str, Observation] = {}
        for look in series.observations:
            for id in look.done:
                first.setdefault(id, look)
        return [(step.id, first[step.id]) for step in self.milestones if step.id in first]

    def finished(self, series: Series) -> bool:
        """Whether every step is done."""
        return bool(self.milestones) and all(step.id in series.done for step in self.milestones)

    def aim(self, baseline: Fraction | None, unit: str | None, due: date) -> str:
        """How many steps there are."""
        return counted(len(self.milestones), "step")

    def current(self, series: Series) -> tuple[str, ...] | None:
        """The steps done, after the first check-in."""
        return tuple(step.id for step in self.milestones if step.id in series.done) if series.observations else None

    def standing(self, aim: str, current: str, series: Series, window: Window, day: date) -> str:
        """How many steps are done, and which one is late."""
        missing = [step for step in self.milestones if step.id not in series.done]
        late = [step for step in missing if (step.due or window.due) <= day]
        behind = f", {late[0].id} was due {late[0].due or window.due}" if late else ""
        return f"{current} steps done{behind}"
