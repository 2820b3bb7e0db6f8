"""A department's check-in as a page to fill in: what to report, with the last values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from okrctl.core.checkin.department_day import CheckInItem, DepartmentDay, ObjectiveMeasure
from okrctl.core.checkin.entry import ResultInput
from okrctl.core.contracts.requests import Terms
from okrctl.core.model.measure import Measure
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.selection import Selection
from okrctl.core.scores.forecast import projected
from okrctl.core.scores.scoring import ScoredKeyResult
from okrctl.core.values.frozen import frozen
from okrctl.views.figures import current, goal, said, standing
from okrctl.views.needs import CheckinCommands, asked_of, waiting_for
from okrctl.views.page.trend import Trend, trend


@frozen
class Choice:
    """A milestone that isn't done yet."""

    id: str
    title: str
    due: date


@frozen
class Field:
    """One item to report on. ``name`` is its key in the journal.

    ``answer`` is the kind of answer: a ``number``, ``done`` or open, ``steps`` done since, or only ``words``. ``last``
    is the last report with its day; both are empty if there is none. ``said`` are the values of the day, in a
    correction.
    """

    name: str
    title: str
    unit: str
    answer: str
    goal: str
    status: str
    standing: str
    last: str
    last_day: str
    said: str
    steps: tuple[Choice, ...]
    waiting: str
    trend: Trend | None
    details: tuple[tuple[str, str], ...]


@frozen
class Group:
    """An objective with its items to report on; without a title, the KPIs."""

    title: str
    fields: tuple[Field, ...]


@frozen
class Request:
    """An unanswered request of another department."""

    waits: str
    need: str
    due: str
    command: str
    terms: Terms


@frozen
class Form:
    """The page of a department on a day; ``command`` imports its answer."""

    organization: str
    department: str
    name: str
    day: date
    groups: tuple[Group, ...]
    requests: tuple[Request, ...]
    command: str

    @property
    def count(self) -> int:
        """The number of items to report on."""
        return sum(len(group.fields) for group in self.groups)


def form_of(dept: DepartmentDay, report_day: ReportDay) -> Form:
    """The page for everything of a department that is active on the day and not done."""
    home = report_day.ws.departments[dept.department]
    groups: dict[str, list[Field]] = {}
    titles = {each.planned.ref: each.planned.title for each in report_day.scores.objectives}
    for item in dept.round():
        groups.setdefault(item.objective, []).append(_field(dept, report_day, item))
    return Form(
        report_day.ws.config.organization,
        dept.department,
        home.name or dept.department,
        report_day.day,
        tuple(Group(titles.get(ref, ""), tuple(fields)) for ref, fields in groups.items()),
        tuple(requests_of(report_day, dept.department)),
        f"{CheckinCommands(report_day.ws)(dept.department)} --from {dept.department}-{report_day.day}.json",
    )


def _field(dept: DepartmentDay, report_day: ReportDay, item: CheckInItem) -> Field:
    measure, series = item.measure, item.series
    latest = series.latest_observation
    steps = tuple(
        Choice(step.id, step.title, step.due or scored.planned.window.due)
        for scored in (item.scored,)
        if scored is not None
        for step in measure.steps()
        if step.id not in series.done
    )
    scored = item.scored
    return Field(
        name=item.name,
        title=item.title,
        unit=item.unit or "",
        answer=_answer(measure),
        goal=goal(scored) if scored else "",
        status=scored.status if scored else "",
        standing=standing(scored) if scored else "",
        last=(current(scored) if scored else said(latest)) if latest else "",
        last_day=str(latest.day) if latest else "",
        said=_told(item.said) if item.said else "",
        steps=steps,
        waiting=waiting_for(report_day, scored) if scored else "",
        trend=_trend(report_day, scored) if scored else None,
        details=tuple((label, text) for label, text in dept.details(item) if text),
    )


def _answer(measure: Measure) -> str:
    if isinstance(measure, ObjectiveMeasure):
        return "words"
    return "steps" if measure.steps() else "done" if measure.thing else "number"


def _told(said: ResultInput) -> str:
    """A day's values of one item, in a few words."""
    parts = [said.value or "", ", ".join(said.done or ())]
    parts += [f"{name} {value}" for name in ("confidence", "projected") if (value := getattr(said, name)) is not None]
    return " · ".join(filter(None, (*parts, said.note)))


def _trend(report_day: ReportDay, scored: ScoredKeyResult) -> Trend | None:
    found = trend(report_day, scored, projected(scored))
    return found if len(found.points) > 1 else None


def requests_of(report_day: ReportDay, department: str) -> Iterator[Request]:
    """The unanswered requests to a department."""
    for each in asked_of(report_day, Selection(report_day.ws, departments=(department,))):
        due = str(each.row.due) if each.row.due else ""
        yield Request(each.row.waits, each.contract.need.need or each.row.on, due, each.command, each.terms)
