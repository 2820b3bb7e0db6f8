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

    every: Annotated[f.Days | None, WORDS] = Field(
        None, description="The interval between check-ins, such as 7d or 2w."
    )
    grace: Annotated[f.GraceDays | None, WORDS] = Field(None, description="The grace period in days.")


class Link(Doc):
    """A link to further information."""

    title: Annotated[f.Text | None, WORDS] = Field(None, description="The title of the page.")
    url: Annotated[f.Text, IDENTITY] = Field(description="The address.")


class Need(Doc):
    """Something needed from another team."""

    ref: Annotated[f.Ref, IDENTITY] = Field(
        description="The provider: department/id, an id of this department, or a department."
    )
    need: Annotated[f.Text | None, WORDS] = Field(None, description="What is needed.")
    due: Annotated[f.Day | None, WORDS] = Field(None, description="By when it is needed.")


class Promise(Doc):
    """The provider's promise to an item that depends on it."""

    ref: Annotated[f.Ref, IDENTITY] = Field(description="The item that asked for it.")
    due: Annotated[f.Day | None, GOAL] = Field(None, description="The date promised; by default this item's due date.")


PromiseItem = Annotated[Promise, forms.OrText(lambda text, mapping: mapping({"ref": text}), f.REF_SCHEMA)]


class Amendment(Doc):
    """A recorded change of the plan mid-cycle; values are plain data as written."""

    date: Annotated[f.Day, TRACE] = Field(description="The first day of the changed plan.")
    field: Annotated[f.Text, TRACE] = Field(description="The changed field, such as target or milestones/live/due.")
    before: Annotated[Any, TRACE] = Field(None, alias="from", description="The old value.")
    after: Annotated[Any, TRACE] = Field(None, alias="to", description="The new value.")
    why: Annotated[f.Reason, TRACE] = Field(description="The reason.")
    approved_by: Annotated[f.Text | None, TRACE] = Field(None, description="Who agreed.")


class Dropped(Doc):
    """Given up, with the reason."""

    date: Annotated[f.Day, TRACE] = Field(description="The first day without it.")
    why: Annotated[f.Reason, TRACE] = Field(description="The reason.")


class Closed(Doc):
    """Ended before the end of its cycle."""

    date: Annotated[f.Day, TRACE] = Field(description="Its last day, which is used for its grade.")
    learned: Annotated[f.Text | None, TRACE] = Field(None, description="What was learned.")


class BandException(Doc):
    """A period in which a KPI has a different range: every year, or once."""

    start: Annotated[f.DayOfYears, GOAL] = Field(
        alias="from", description="First day: month-day for every year, or a date."
    )
    end: Annotated[f.DayOfYears, GOAL] = Field(
        alias="to", description="Last day, in the same form; if before the first day, the period spans New Year."
    )
    at_least: Annotated[f.Number | None, GOAL] = Field(None, description="The lower bound in this period.")
    at_most: Annotated[f.Number | None, GOAL] = Field(None, description="The upper bound in this period.")
    why: Annotated[f.Text | None, WORDS] = Field(None, description="The reason.")

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
