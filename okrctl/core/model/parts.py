"""The parts of objectives, key results and KPIs: links, needs, promises, and records of changes."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from okrctl.core.format import forms
from okrctl.core.format import types as f
from okrctl.core.format.doc import Doc
from okrctl.core.format.meaning import GOAL, IDENTITY, TRACE, WORDS
from okrctl.core.values.cycle import MonthDay


class Cadence(Doc):
    """How often to check something in."""

    every: Annotated[f.Days | None, WORDS("The interval between check-ins, such as 7d or 2w.")] = None
    grace: Annotated[f.GraceDays | None, WORDS("The grace period in days.")] = None


class Link(Doc):
    """A link to further information."""

    title: Annotated[f.Text | None, WORDS("The title of the page.")] = None
    url: Annotated[f.Text, IDENTITY("The address.")]


class Need(Doc):
    """Something needed from another team."""

    ref: Annotated[f.Ref, IDENTITY("The provider: department/id, an id of this department, or a department.")]
    need: Annotated[f.Text | None, WORDS("What is needed.")] = None
    due: Annotated[f.Day | None, WORDS("By when it is needed.")] = None


class Promise(Doc):
    """The provider's promise to an item that depends on it."""

    ref: Annotated[f.Ref, IDENTITY("The item that asked for it.")]
    due: Annotated[f.Day | None, GOAL("The date promised; by default this item's due date.")] = None


PromiseItem = Annotated[Promise, forms.OrText(lambda text, mapping: mapping({"ref": text}), f.REF_SCHEMA)]


class Amendment(Doc):
    """A recorded change of the plan mid-cycle; values are plain data as written."""

    date: Annotated[f.Day, TRACE("The first day of the changed plan.")]
    field: Annotated[f.Text, TRACE("The changed field, such as target or milestones/live/due.")]
    before: Annotated[Any, TRACE("The old value.")] = Field(None, alias="from")
    after: Annotated[Any, TRACE("The new value.")] = Field(None, alias="to")
    why: Annotated[f.Reason, TRACE("The reason.")]
    approved_by: Annotated[f.Text | None, TRACE("Who agreed.")] = None


class Dropped(Doc):
    """Given up, with the reason."""

    date: Annotated[f.Day, TRACE("The first day without it.")]
    why: Annotated[f.Reason, TRACE("The reason.")]


class Closed(Doc):
    """Ended before the end of its cycle."""

    date: Annotated[f.Day, TRACE("Its last day, which is used for its grade.")]
    learned: Annotated[f.Text | None, TRACE("What was learned.")] = None


class BandException(Doc):
    """A period in which a KPI has a different range: every year, or once."""

    start: Annotated[f.DayOfYears, GOAL("First day: month-day for every year, or a date.")] = Field(alias="from")
    end: Annotated[
        f.DayOfYears, GOAL("Last day, in the same form; if before the first day, the period spans New Year.")
    ] = Field(alias="to")
    at_least: Annotated[f.Number | None, GOAL("The lower bound in this period.")] = None
    at_most: Annotated[f.Number | None, GOAL("The upper bound in this period.")] = None
    why: Annotated[f.Text | None, WORDS("The reason.")] = None

    @property
    def yearly(self) -> bool | None:
        """Whether it applies every year; None if its days have different forms."""
        forms = {isinstance(self.start, MonthDay), isinstance(self.end, MonthDay)}
        return forms.pop() if len(forms) == 1 else None

    def covers(self, day: date) -> bool:
        """Whether it includes a day."""
        if isinstance(self.start, MonthDay) and isinstance(self.end, MonthDay):
            first, last = self.start.within(day.year), self.end.within(day.year)
            over_new_year = (self.start.month, self.start.day) > (self.end.month, self.end.day)
            return day >= first or day <= last if over_new_year else first <= day <= last
        if isinstance(self.start, MonthDay) or isinstance(self.end, MonthDay):
            return False
        return self.start <= day <= self.end
