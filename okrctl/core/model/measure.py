"""What every kind of key result answers: what its keys mean, how a result is read, how far it is, where it should be.

A kind is a pydantic class in ``okrctl/krtypes`` that derives from :class:`Measure`; its fields are the keys that the
kind adds to a key result, each with its meaning. All quantities are exact fractions; progress and pace are unclamped
shares of 1. Everything else asks a kind what it wants to know, and never which kind it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any, ClassVar

from okrctl.core.format.doc import Doc
from okrctl.core.model.figures import NONE, band, held, in_unit, number, two_decimals
from okrctl.core.model.pace import Window, linear_formula, linear_pace
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
        """The key that says where it goes."""
        return next(key for key in self.decided_by if getattr(self, key) is not None)

    def aim(self, baseline: Fraction | None, unit: str | None, due: date) -> str:
        """What it goes for, in a few words: ``3.1 → 2 seconds``, ``≥ 10%``, ``done by …``."""
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
        """What else the plan says of how it is measured, by label."""
        yield from ()

    def given_baseline(self) -> Fraction | None:
        """The baseline written in the plan."""
        return None

    def takes_baseline(self) -> bool:
        """Whether a result may give the baseline."""
        return False

    def wants_baseline(self, series: Series) -> bool:
        """Whether values need a baseline that nobody has given yet."""
        return False

    def leads_somewhere(self, baseline: Fraction) -> bool:
        """Whether there is a way from a baseline to the goal."""
        return True

    def change_asked(self) -> Amount | None:
        """The change that the plan asks for, as written."""
        return None

    def steps(self) -> Sequence[Step]:
        """The steps of a thing done in steps."""
        found: Sequence[Step] = getattr(self, self.steps_in) if self.steps_in else ()
        return found

    def placed_steps(self, field: str) -> Iterator[tuple[Step, DocPath]]:
        """Each step with the path, within the key result, of one of its fields."""
        for position, step in enumerate(self.steps()):
            yield step, (self.steps_in, position, field)

    def waypoints(self) -> Mapping[date, Amount]:
        """The checkpoints as written, in order of days."""
        found: Mapping[date, Amount] | None = getattr(self, self.waypoints_in) if self.waypoints_in else None
        return found or {}

    def points(self, baseline: Fraction | None) -> list[tuple[date, Fraction]]:
        """The checkpoints in order of days, as shares of the way; without those that cannot be told."""
        return []

    @classmethod
    def written(cls, key: str, value: Any) -> str | None:
        """The text of a field's value where it is not simply a number, a date or a text."""
        return None

    @classmethod
    def same_goal(cls, fields: Mapping[str, str], baseline: Fraction | None) -> object:
        """What its alternatives amount to, equal when the goals are; None for nothing."""
        return None

    # --- results

    def read(self, text: str, unit: str | None, baseline: Fraction | None) -> Value | InvalidResult:
        """What a plain result means, given the unit and the baseline known when it was written.

        It is absolute; what is written as a change is one from the baseline of the plan.
        """
        return read_number(text, unit, self.given_baseline())

    def read_watched(self, text: str, unit: str | None, baseline: Fraction | None) -> Value | InvalidResult:
        """What a value of the KPI that it reads means: an absolute one, as the KPI has it."""
        found = read_number(text, unit, None)
        return found if isinstance(found, InvalidResult) else self.read(text, unit, baseline)

    def reads_plainly(self, baseline: Fraction | None) -> bool:
        """Whether a number without sign or mark is always a value, and means just itself."""
        return False

    def read_projected(self, text: str, unit: str | None, baseline: Fraction | None) -> Value | InvalidResult:
        """Where the owner expects it to be at its end: a value like any other."""
        return self.read(text, unit, baseline)

    def foreseen(self, series: Series, window: Window) -> Fraction | None:
        """The progress its owner projects; None without a projection, and where none reads as progress."""
        if series.projected is None:
            return None
        now = series.last_day or window.start
        look = Observation(now, series.projected)
        then = replace(series, observations=(*series.observations, look), latest=series.projected)
        return self.progress(then, window, now)

    def falls_short(self, series: Series, window: Window, green: Fraction) -> bool:
        """Whether its owner projects less than green."""
        progress = self.foreseen(series, window)
        return progress is not None and two_decimals(progress) < green

    def ordinary_step(self, baseline: Fraction | None, last: Fraction) -> Fraction | None:
        """The size of an ordinary change, by which an implausible value is told; None where none is doubted."""
        plan = self.plan(baseline)
        if plan.target is not None:
            return abs(plan.target - (baseline or 0))
        change = self.change_asked()
        return abs(last) if change is None else abs(change.value)

    def current(self, series: Series) -> Value | tuple[str, ...] | None:
        """Where it is: its latest value, or the steps done; None while nobody has looked."""
        return series.latest

    def standing(self, aim: str, current: str, series: Series, window: Window, day: date) -> str:
        """Aim and current value in one sentence."""
        return f"{aim}, now {current}"

    # --- progress and pace

    def progress(self, series: Series, window: Window, day: date) -> Fraction | None:
        """Raw progress (0 at the baseline, 1 at the target, not clamped); None without a value."""
        raise NotImplementedError

    def formula(self, series: Series, window: Window, day: date) -> str:
        """The progress formula with its numbers filled in."""
        raise NotImplementedError

    def evidence(self, series: Series, window: Window) -> list[tuple[str, Observation]]:
        """The looks that the progress formula draws on, each with what it stands for there."""
        return [("value", series.latest_observation)] if series.latest_observation else []

    def pace(self, day: date, window: Window, baseline: Fraction | None) -> Fraction:
        """The share of the way one should have gone by a day, 0 to 1."""
        return linear_pace(day, window)

    def pace_formula(self, day: date, window: Window, baseline: Fraction | None) -> str:
        """How the pace comes about, with its numbers."""
        return linear_formula(day, window)

    def finished(self, series: Series) -> bool:
        """Whether the thing is done, so that nothing more is expected."""
        return False

    def met(self, series: Series, progress: Fraction | None) -> bool:
        """Whether what others wait for is there."""
        return progress is not None and progress >= 1

    def holding(self, series: Series, window: Window, day: date) -> Held | None:
        """For what is held: how it was held so far; None for everything else."""
        return None

    def asked(self, series: Series, window: Window, day: date) -> Fraction:
        """The share of the way one should have gone by a day, given what was said so far.

        The plan ends with the cycle, also where a due day lies beyond it.
        """
        return self.pace(min(day, window.cut), window, series.baseline)

    # --- forecast and rollover

    def trend_of_values(self) -> bool:
        """Whether a trend is taken of the values, and read as progress at the end; else it is taken of the progress."""
        return False

    def outcomes(self, series: Series, window: Window, now: date, day: date) -> tuple[int, int, int] | None:
        """For what is held: how many periods were kept, how many lost, how many are to come by a day; else None."""
        return None

    def begun(self, series: Series, progress: Fraction | None) -> Mapping[str, Fraction | Amount] | None:
        """The keys with which the rest of it goes on in the next cycle; None when nothing is left of the way."""
        return {}

    def anew(self, series: Series) -> Mapping[str, Fraction | Amount] | None:
        """The keys with which all of it begins again from where it is; None where that makes no difference."""
        return None
