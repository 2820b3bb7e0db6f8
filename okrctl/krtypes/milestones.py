"""A thing done in steps, each with a weight and, mostly, a due day."""

from datetime import date
from fractions import Fraction
from typing import ClassVar

from okrctl.core.model.measure import ZERO, Look, Measure, Milestone, Misfit, Series, Value, Window, show
from okrctl.core.values.frozen import frozen


@frozen
class Milestones(Measure):
    """Progress is the weight of the steps done over the weight of all."""

    kind: ClassVar = "milestones"
    decided_by: ClassVar = ("milestones",)
    fields: ClassVar = {"milestones": "milestones"}
    summary: ClassVar = "a thing done in steps (milestones)"

    milestones: tuple[Milestone, ...] = ()

    def read(self, text: str, unit: str | None, baseline: Fraction | None) -> Value | Misfit:
        """A plain text is never a list of steps."""
        known = ", ".join(step.id for step in self.milestones)
        return Misfit(f"{text!r} is not a list of milestones", f"list those done, in brackets: [{known}]")

    def steps(self) -> tuple[Milestone, ...]:
        """All steps, in the order of the file."""
        return self.milestones

    def _total(self) -> Fraction:
        return sum((step.weight for step in self.milestones), ZERO)

    def _reached(self, series: Series) -> Fraction:
        return sum((step.weight for step in self.milestones if step.id in series.done), ZERO)

    def progress(self, series: Series, window: Window, day: date) -> Fraction | None:
        """Weight done over weight; 0 once looked at."""
        total = self._total()
        if not series.looks or not total:
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

    def evidence(self, series: Series, window: Window) -> list[tuple[str, Look]]:
        """Where each step was first said to be done."""
        first: dict[str, Look] = {}
        for look in series.looks:
            for id in look.done:
                first.setdefault(id, look)
        return [(step.id, first[step.id]) for step in self.milestones if step.id in first]

    def finished(self, series: Series) -> bool:
        """Whether every step is done."""
        return bool(self.milestones) and all(step.id in series.done for step in self.milestones)

    def speechless(self, series: Series, window: Window, day: date) -> bool:
        """Nothing due and nothing done says nothing about how it goes."""
        return not series.done and not any((step.due or window.due) <= day for step in self.milestones)
