"""The interface of a kind of key result: what its keys mean, how results are read, progress and pace.

A kind is a pydantic class in ``okrctl/krtypes`` that derives from :class:`Measure`; its fields are the keys that the
kind adds to a key result, each with its meaning. All quantities are exact fractions; progress and pace are unclamped
shares of 1. Other code calls these methods, and never checks which kind it has.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any, ClassVar

from okrctl.core.format.doc import Doc
from okrctl.core.model.figures import NONE, ZERO, band, held, in_unit, number, two_decimals
from okrctl.core.model.pace import Window, stepped_formula, stepped_pace
from okrctl.core.model.quantities import Held, Plan, Step
from okrctl.core.model.values import InvalidResult, Observation, Series, Value, read_number
from okrctl.core.values.diagnostic import DocPath
from okrctl.core.values.quantity import Amount


class Measure(Doc):
    """Base of all kinds. A kind says what differs from a plain number on its way to a goal.

    Class attributes:
        published_as: its name in JSON.
        decided_by: keys any of which makes a key result of this kind.
        summary: half a sentence for help and messages.
        rank: where it stands among the kinds that are offered; the lowest first.
        alternatives: keys that say one goal in different ways, of which a plan has one.
        together: keys that make one mistake together.
        asked_first: keys that are asked for before the one that decides.
        steps_in: the key that holds its steps.
        waypoints_in: the key that holds its checkpoints.
        left_behind: keys that speak of one cycle only, so that a rollover leaves them out.
        thing: it is something to be done, not a quantity.
        all_at_once: nothing of it is expected before its due day, and all of it then.
        in_numbers: its goal is an amount, which its title should tell.
        counted: it is counted from none, and what was counted stays counted.
        meant_to_move: the same value check-in after check-in is a sign that something is wrong.
        guards: it keeps something within bounds.
        no_trend: what it is, as the reason why it has no forecast; empty where it has one.
    """

    published_as: ClassVar[str]
    decided_by: ClassVar[tuple[str, ...]]
    summary: ClassVar[str]
    rank: ClassVar[int] = 100
    alternatives: ClassVar[tuple[str, ...]] = ()
    together: ClassVar[tuple[str, ...]] = ()
    asked_first: ClassVar[tuple[str, ...]] = ()
    steps_in: ClassVar[str] = ""
    waypoints_in: ClassVar[str] = ""
    left_behind: ClassVar[tuple[str, ...]] = ()
    thing: ClassVar[bool] = False
    all_at_once: ClassVar[bool] = False
    in_numbers: ClassVar[bool] = True
    counted: ClassVar[bool] = False
    meant_to_move: ClassVar[bool] = False
    guards: ClassVar[bool] = False
    no_trend: ClassVar[str] = ""

    # --- its plan

    @classmethod
    @cache
    def own_keys(cls) -> tuple[str, ...]:
        """The keys that it understands, in the order of writing."""
        return tuple(info.alias or name for name, info in cls.model_fields.items())

    def plan(self, baseline: Fraction | None) -> Plan:
        """The plan quantities, with the baseline known so far."""
        return Plan(baseline=baseline)

    def goal_key(self) -> str:
        """The key that states the goal."""
        return next(key for key in self.decided_by if getattr(self, key) is not None)

    def aim(self, baseline: Fraction | None, unit: str | None, due: date) -> str:
        """The goal in a few words: ``3.1 → 2 seconds``, ``≥ 10%``, ``done by …``."""
        plan = self.plan(baseline)
        if plan.at_least is not None or plan.at_most is not None:
            share = held(plan.hold)
            words = "" if share is None else " held" if share is True else f" held {share}"
            return band(plan.at_least, plan.at_most, unit) + words
        if plan.target is None:
            change = (plan.change or NONE).replace("-", "−")
            asked = self.change_asked()
            return change if change[-1] in "%p" else f"{change}{in_unit(unit, asked.value if asked else None)}"
        start = number(plan.baseline) if plan.baseline is not None else "0" if self.counted else "?"
        return f"{start} → {number(plan.target)}{in_unit(unit)}"

    def details(self) -> Iterator[tuple[str, str]]:
        """Other details of the measurement in the plan, by label."""
        yield from ()

    def given_baseline(self) -> Fraction | None:
        """The baseline written in the plan."""
        found: Fraction | None = getattr(self, "baseline", None)
        return found

    def takes_baseline(self) -> bool:
        """Whether there is one, which a result may set if it is missing."""
        return "baseline" in self.own_keys()

    def wants_baseline(self, series: Series) -> bool:
        """Whether values need a baseline that is still missing."""
        return False

    def leads_somewhere(self, baseline: Fraction) -> bool:
        """Whether the goal differs from a baseline, so that progress can be computed."""
        return True

    def change_asked(self) -> Amount | None:
        """The change that the plan asks for, as written."""
        return None

    def rises(self, baseline: Fraction | None) -> bool | None:
        """Whether its value is meant to rise; None if it needn't move, or the direction is unknown."""
        change, plan = self.change_asked(), self.plan(baseline)
        if change is not None:
            return change.value > 0 if change.signed and change.value else None
        if plan.target is not None:
            start = ZERO if self.counted else baseline
            return None if start is None or start == plan.target else plan.target > start
        return None if (plan.at_least is None) == (plan.at_most is None) else plan.at_least is not None

    def steps(self) -> Sequence[Step]:
        """The steps, if it is done in steps."""
        found: Sequence[Step] = getattr(self, self.steps_in) if self.steps_in else ()
        return found

    def placed_steps(self, field: str) -> Iterator[tuple[Step, DocPath]]:
        """Each step with the path, within the key result, of one of its fields."""
        for position, step in enumerate(self.steps()):
            yield step, (self.steps_in, position, field)

    def waypoints(self) -> Mapping[date, Amount]:
        """The checkpoints as written, by day."""
        found: Mapping[date, Amount] | None = getattr(self, self.waypoints_in) if self.waypoints_in else None
        return found or {}

    def points(self, baseline: Fraction | None) -> list[tuple[date, Fraction]]:
        """The checkpoints by day, as shares of the way; without those that can't be computed."""
        return []

    @classmethod
    def written(cls, key: str, value: Any) -> str | None:
        """The text of a field's value, unless it is simply a number, a date or a text."""
        return None

    @classmethod
    def same_goal(cls, fields: Mapping[str, str], baseline: Fraction | None) -> object:
        """The goal that its alternatives express, for comparisons; None for nothing."""
        return None

    # --- results

    def read(self, text: str, unit: str | None, baseline: Fraction | None) -> Value | InvalidResult:
        """The meaning of a plain result, given the unit and the baseline known when it was written.

        It is absolute; a change is relative to the plan's baseline.
        """
        return read_number(text, unit, self.given_baseline())

    def read_watched(self, text: str, unit: str | None, baseline: Fraction | None) -> Value | InvalidResult:
        """The meaning of a value of the KPI that it reads: an absolute one, as in the KPI."""
        found = read_number(text, unit, None)
        return found if isinstance(found, InvalidResult) else self.read(text, unit, baseline)

    def reads_plainly(self, baseline: Fraction | None) -> bool:
        """Whether a number without sign or suffix is always an absolute value."""
        return False

    def read_projected(self, text: str, unit: str | None, baseline: Fraction | None) -> Value | InvalidResult:
        """The owner's projection for the end: a value like any other."""
        return self.read(text, unit, baseline)

    def foreseen(self, series: Series, window: Window) -> Fraction | None:
        """The progress that the owner projects; None if there is no projection, or it isn't comparable."""
        if series.projected is None:
            return None
        now = series.last_day or window.start
        look = Observation(now, series.projected)
        then = replace(series, observations=(*series.observations, look), latest=series.projected)
        return self.progress(then, window, now)

    def falls_short(self, series: Series, window: Window, green: Fraction) -> bool:
        """Whether the owner projects less than green."""
        progress = self.foreseen(series, window)
        return progress is not None and two_decimals(progress) < green

    def ordinary_step(self, baseline: Fraction | None, last: Fraction) -> Fraction | None:
        """The size of an ordinary change, to detect implausible values; None if none is implausible."""
        plan = self.plan(baseline)
        if plan.target is not None:
            return abs(plan.target - (baseline or 0))
        change = self.change_asked()
        return abs(last) if change is None else abs(change.value)

    def current(self, series: Series) -> Value | tuple[str, ...] | None:
        """Its latest value, or the steps done; None before the first check-in."""
        return series.latest

    def standing(self, aim: str, current: str, series: Series, window: Window, day: date) -> str:
        """Goal and current value in one sentence."""
        return f"{aim}, now {current}"

    # --- progress and pace

    def progress(self, series: Series, window: Window, day: date) -> Fraction | None:
        """Raw progress (0 at the baseline, 1 at the target, not clamped); None without a value."""
        raise NotImplementedError

    def formula(self, series: Series, window: Window, day: date) -> str:
        """The progress formula with its numbers filled in."""
        raise NotImplementedError

    def evidence(self, series: Series, window: Window) -> list[tuple[str, Observation]]:
        """The observations that the progress formula uses, each with its role there."""
        return [("value", series.latest_observation)] if series.latest_observation else []

    def pace(self, day: date, window: Window, baseline: Fraction | None) -> Fraction:
        """The share of the way expected by a day, 0 to 1."""
        return stepped_pace(day, window, self.points(baseline))

    def pace_formula(self, day: date, window: Window, baseline: Fraction | None) -> str:
        """The calculation of the pace, with its numbers."""
        return stepped_formula(day, window, self.points(baseline))

    def finished(self, series: Series) -> bool:
        """Whether it is done, so that nothing more is expected."""
        return False

    def met(self, series: Series, progress: Fraction | None) -> bool:
        """Whether it is ready for those that depend on it."""
        return progress is not None and progress >= 1

    def holding(self, series: Series, window: Window, day: date) -> Held | None:
        """For levels, how it was held so far; None for everything else."""
        return None

    def asked(self, series: Series, window: Window, day: date) -> Fraction:
        """The share of the way expected by a day, given the check-ins so far.

        The plan ends with the cycle, even if the due date is later.
        """
        return self.pace(min(day, window.cut), window, series.baseline)

    # --- forecast and rollover

    def trend_of_values(self) -> bool:
        """Whether the forecast extrapolates values and converts the result to progress, instead of extrapolating
        progress."""
        return False

    def outcomes(self, series: Series, window: Window, now: date, day: date) -> tuple[int, int, int] | None:
        """For levels, the number of periods kept, missed, and still to come by a day; else None."""
        return None

    def begun(self, series: Series, progress: Fraction | None) -> Mapping[str, Fraction | Amount] | None:
        """The keys of the remaining part in the next cycle; None if nothing is left."""
        return {}

    def anew(self, series: Series) -> Mapping[str, Fraction | Amount] | None:
        """The keys for starting over in full from the current value; None if that makes no difference."""
        return None


class KpiMeasure(Measure):
    """How the values of a KPI are read: plain numbers."""

    published_as: ClassVar = "kpi"
    decided_by: ClassVar = ()
    summary: ClassVar = "a metric monitored continuously"

    def reads_plainly(self, baseline: Fraction | None) -> bool:
        """A value as it is."""
        return True

    def ordinary_step(self, baseline: Fraction | None, last: Fraction) -> Fraction | None:
        """Half of the last value."""
        return abs(last) / 2
