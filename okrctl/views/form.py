"""A department's check-in as a page to fill in: what to report, with the last values."""

from __future__ import annotations

from datetime import date

from okrctl.core.checkin.department_day import CheckInItem, DepartmentDay, ObjectiveMeasure
from okrctl.core.checkin.entry import ResultInput
from okrctl.core.model.measure import Measure
from okrctl.core.review.report_day import ReportDay
from okrctl.core.scores.forecast import projected
from okrctl.core.values.frozen import frozen
from okrctl.views.figures import current, goal, said, standing
from okrctl.views.needs import CheckinCommands, waiting_for
from okrctl.views.page.trend import Trend


@frozen
class Choice:
    """A milestone that isn't done yet."""

    id: str
    title: str
    due: date


class Field:
    """One item to report on. ``name`` is its key in the journal.

    ``answer`` is the kind of answer: a ``number``, ``done`` or open, ``steps`` done since, or only ``words``. ``last``
    is the last report with its day; both are empty if there is none. ``said`` are the values of the day, in a
    correction.
    """

    def __init__(self, dept: DepartmentDay, report_day: ReportDay, item: CheckInItem) -> None:
        measure, series = item.measure, item.series
        latest = series.latest_observation
        scored = item.scored
        self.name = item.name
        self.title = item.title
        self.unit = item.unit or ""
        self.answer = _answer(measure)
        self.goal = goal(scored) if scored else ""
        self.status = scored.status if scored else ""
        self.standing = standing(scored) if scored else ""
        self.last = (current(scored) if scored else said(latest)) if latest else ""
        self.last_day = str(latest.day) if latest else ""
        self.said = _told(item.said) if item.said else ""
        self.steps = tuple(
            Choice(step.id, step.title, step.due or scored.planned.window.due)
            for step in measure.steps()
            if scored and step.id not in series.done
        )
        self.waiting = waiting_for(report_day, scored) if scored else ""
        drawn = Trend(report_day, scored, projected(scored)) if scored else None
        self.trend = drawn if drawn and len(drawn.points) > 1 else None
        self.details = tuple((label, text) for label, text in dept.details(item) if text)


@frozen
class Group:
    """An objective with its items to report on; without a title, the KPIs."""

    title: str
    fields: tuple[Field, ...]


class Form:
    """The page of a department on a day; ``command`` imports its answer."""

    def __init__(self, dept: DepartmentDay, report_day: ReportDay) -> None:
        home = report_day.ws.departments[dept.department]
        groups: dict[str, list[Field]] = {}
        titles = {each.planned.ref: each.planned.title for each in report_day.scores.objectives}
        for item in dept.round():
            groups.setdefault(item.objective, []).append(Field(dept, report_day, item))
        self.organization = report_day.ws.config.organization
        self.department = dept.department
        self.name = home.name or dept.department
        self.day = report_day.day
        self.groups = tuple(Group(titles.get(ref, ""), tuple(fields)) for ref, fields in groups.items())
        self.requests = tuple(report_day.requests([dept.department]))
        self.command = (
            f"{CheckinCommands(report_day.ws)(dept.department)} --from {dept.department}-{report_day.day}.json"
        )

    @property
    def count(self) -> int:
        """The number of items to report on."""
        return sum(len(group.fields) for group in self.groups)


def _answer(measure: Measure) -> str:
    if isinstance(measure, ObjectiveMeasure):
        return "words"
    return "steps" if measure.steps() else "done" if measure.thing else "number"


def _told(said: ResultInput) -> str:
    """A day's values of one item, in a few words."""
    parts = [said.value or "", ", ".join(said.done or ())]
    parts += [f"{name} {value}" for name in ("confidence", "projected") if (value := getattr(said, name)) is not None]
    return " · ".join(filter(None, (*parts, said.note)))
