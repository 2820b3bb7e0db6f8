"""The values of a key result and its projection, as points of a chart: in its own unit, by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from okrctl.core.model.figures import number, quantity
from okrctl.core.model.measure import Measure
from okrctl.core.model.pace import Window
from okrctl.core.model.values import Series, Value
from okrctl.core.review.report_day import ReportDay
from okrctl.core.scores.forecast import Forecast
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredKpi
from okrctl.core.values.frozen import frozen
from okrctl.views.chart import signal_text
from okrctl.views.figures import change, current, goal
from okrctl.views.show import amendments

Point = tuple[date, float]


@frozen
class Step:
    """One step, or a whole deliverable: its due date, and the date when it was done."""

    title: str
    due: date
    done: date | None
    late: bool


class Trend:
    """The chart of a key result between two days.

    ``scale`` are start and target in the unit of the values, ``plan`` the line between them; ``low`` and ``high`` are
    the bounds of a level; ``ahead`` is the trend at the end (low, middle, high), ``projected`` the owner's projection.
    ``marks`` are dates of amendments.
    """

    def __init__(self, report_day: ReportDay, result: ScoredKeyResult, ahead: Forecast | None) -> None:
        planned, series = result.planned, result.series
        window, measure = planned.window, planned.key_result.measure
        scale = _scale(measure, series)
        plan = measure.plan(series.baseline) if measure else None
        marks = [(each.date, each.field) for _, each in amendments(report_day, planned.key_result)]
        self.start = window.start
        self.end = max(window.end, window.due)
        self.today = result.on
        self.points = tuple(_points(series))
        self.plan = tuple(_plan(measure, series, window, scale))
        self.target = None if scale is None else float(scale[1])
        self.target_text = _target_text(measure, series)
        self.low = _float(plan.at_least if plan else None)
        self.high = _float(plan.at_most if plan else None)
        self.ahead = _in_values(ahead, scale)
        self.projected = _amount(series.projected)
        self.now_text = current(result)
        self.marks = tuple(mark for mark in marks if window.start <= mark[0] <= window.end)
        self.confidence = tuple(
            (look.day, float(look.confidence)) for look in series.observations if look.confidence is not None
        )
        self.steps = tuple(_steps(result))
        self.told = f"{goal(result)}, now {current(result)}"


class Process:
    """The XmR chart of a KPI: values with mean and natural limits of the present level, which starts at ``since``."""

    def __init__(self, kpi: ScoredKpi) -> None:
        found = kpi.chart
        self.points = tuple((day, float(value)) for day, value in kpi.series.numbers())
        self.mean = _float(found.mean)
        self.low = _float(found.low)
        self.high = _float(found.high)
        self.since = found.since
        self.signal = found.signal
        self.at_least = _float(kpi.at_least)
        self.at_most = _float(kpi.at_most)
        self.told = signal_text(found, kpi.planned.unit)


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _scale(measure: Measure | None, series: Series) -> tuple[Fraction, Fraction] | None:
    """The values at progress 0 and 1; None if progress isn't linear."""
    if measure is None or measure.steps() or measure.thing:
        return None
    plan = measure.plan(series.baseline)
    if plan.at_least is not None or plan.at_most is not None:
        return None
    if plan.target is not None:
        start = plan.baseline if plan.baseline is not None else Fraction(0) if measure.counted else None
        return None if start is None else (start, plan.target)
    asked = measure.change_asked()
    if asked is not None:
        return Fraction(0), asked.value
    return Fraction(0), Fraction(1)


def _target_text(measure: Measure | None, series: Series) -> str:
    if measure is None:
        return ""
    plan = measure.plan(series.baseline)
    if plan.target is not None:
        return number(plan.target)
    asked = measure.change_asked()
    return str(asked).replace("-", "−") if asked is not None else ""


def _points(series: Series) -> Iterator[Point]:
    changes = series.latest is not None and series.latest.change is not None
    for look in series.observations:
        if look.value is not None:
            value = look.value.change if changes else look.value.number
            if value is not None:
                yield look.day, float(value)


def _plan(
    measure: Measure | None, series: Series, window: Window, scale: tuple[Fraction, Fraction] | None
) -> Iterator[Point]:
    """The planned line, through its checkpoints."""
    if measure is None or scale is None:
        return
    begin, aim = scale
    for day, share in ((window.start, Fraction(0)), *measure.points(series.baseline), (window.due, Fraction(1))):
        yield day, float(begin + share * (aim - begin))


def _in_values(ahead: Forecast | None, scale: tuple[Fraction, Fraction] | None) -> tuple[float, float, float] | None:
    if ahead is None or scale is None:
        return None
    begin, way = float(scale[0]), float(scale[1] - scale[0])
    return begin + ahead.low * way, begin + ahead.at_end * way, begin + ahead.high * way


def _amount(value: Value | None) -> float | None:
    return None if value is None else _float(value.change if value.number is None else value.number)


def _steps(result: ScoredKeyResult) -> Iterator[Step]:
    measure, series, due = result.planned.key_result.measure, result.series, result.planned.window.due
    if measure is None:
        return
    for step in measure.steps():
        done = next((look.day for look in series.observations if step.id in look.done), None)
        by = step.due or due
        yield Step(step.title or step.id, by, done, done is None and by < result.on)
    if measure.thing and not measure.steps():
        done = next((look.day for look in series.observations if look.value and look.value.finished), None)
        done = done if measure.finished(series) else None
        yield Step(result.planned.title, due, done, done is None and due < result.on)


def projected_text(value: Value | None, unit: str | None) -> str:
    """The owner's projection, with its unit."""
    if value is None:
        return ""
    if value.day is not None:
        return value.day.isoformat()
    return quantity(value.number, unit) if value.number is not None else change(value) or ""
