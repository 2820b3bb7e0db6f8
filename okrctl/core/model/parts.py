"""What stands within objectives, key results and KPIs: links, needs, promises, and the traces of changes."""

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
    """How often something is checked in."""

    every: Annotated[f.Days | None, WORDS] = Field(None, description="How often, such as 7d or 2w.")
    grace: Annotated[f.GraceDays | None, WORDS] = Field(None, description="How many days late is still in time.")


class Link(Doc):
    """An address worth knowing."""

    title: Annotated[f.Text | None, WORDS] = Field(None, description="What is there.")
    url: Annotated[f.Text, IDENTITY] = Field(description="The address.")


class Need(Doc):
    """Something needed from another team."""

    ref: Annotated[f.Ref, IDENTITY] = Field(
        description="The provider: department/id, an id of this department, or a bare department."
    )
    need: Annotated[f.Text | None, WORDS] = Field(None, description="What is needed.")
    due: Annotated[f.Day | None, WORDS] = Field(None, description="By when it is needed.")


class Promise(Doc):
    """The provider's word to someone who depends on it."""

    ref: Annotated[f.Ref, IDENTITY] = Field(description="Who asked for it.")
    due: Annotated[f.Day | None, GOAL] = Field(
        None, description="Promised for; without it, for this item's own due day."
    )


PromiseItem = Annotated[Promise, forms.OrText(lambda text, mapping: mapping({"ref": text}), f.REF_SCHEMA)]


class Amendment(Doc):
    """A change of the plan in mid-cycle that leaves its trace; values are plain data as written."""

    date: Annotated[f.Day, TRACE] = Field(description="The first day of the changed plan.")
    field: Annotated[f.Text, TRACE] = Field(description="What was changed, such as target or milestones/live/due.")
    before: Annotated[Any, TRACE] = Field(None, alias="from", description="The value before.")
    after: Annotated[Any, TRACE] = Field(None, alias="to", description="The value since.")
    why: Annotated[f.Text, TRACE] = Field(description="The reason.")
    approved_by: Annotated[f.Text | None, TRACE] = Field(None, description="Who agreed.")


class Dropped(Doc):
    """Given up, with the reason."""

    date: Annotated[f.Day, TRACE] = Field(description="The first day on which it is no longer pursued.")
    why: Annotated[f.Text, TRACE] = Field(description="The reason.")


class Closed(Doc):
    """Ended before its cycle."""

    date: Annotated[f.Day, TRACE] = Field(description="The last day; graded as of it.")
    learned: Annotated[f.Text | None, TRACE] = Field(None, description="What was learned.")


class BandException(Doc):
    """Days in which a KPI has another band: of every year, or of one."""

    start: Annotated[f.DayOfYears, GOAL] = Field(
        alias="from", description="First day: month-day for every year, or a date."
    )
    end: Annotated[f.DayOfYears, GOAL] = Field(
        alias="to", description="Last day, in the same form; before the first: over New Year."
    )
    at_least: Annotated[f.Number | None, GOAL] = Field(None, description="The lower bound in these days.")
    at_most: Annotated[f.Number | None, GOAL] = Field(None, description="The upper bound in these days.")
    why: Annotated[f.Text | None, WORDS] = Field(None, description="The reason.")

    @property
    def yearly(self) -> bool | None:
        """Whether it is meant for every year; None where its days are told in two forms."""
        forms = {isinstance(self.start, MonthDay), isinstance(self.end, MonthDay)}
        return forms.pop() if len(forms) == 1 else None

    def covers(self, day: date) -> bool:
        """Whether a day is one of them."""
        if isinstance(self.start, MonthDay) and isinstance(self.end, MonthDay):
            first, last = self.start.within(day.year), self.end.within(day.year)
            over_new_year = (self.start.month, self.start.day) > (self.end.month, self.end.day)
            return day >= first or day <= last if over_new_year else first <= day <= last
        if isinstance(self.start, MonthDay) or isinstance(self.end, MonthDay):
            return False
        return self.start <= day <= self.end
