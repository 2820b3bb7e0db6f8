"""How a score is calculated: the formula with its numbers, and the file and line of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from okrctl.core.findings.diagnose import Positions
from okrctl.core.model.figures import ONE, show
from okrctl.core.model.kind_fields import parts
from okrctl.core.model.parts import Amendment
from okrctl.core.model.settings import Config
from okrctl.core.model.values import Observation
from okrctl.core.review.report_day import ReportDay
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredObjective
from okrctl.core.values.diagnostic import DocPath
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import Amount, literal
from okrctl.core.values.remembered import remembered
from okrctl.views.blocks import Block, Cell, Line, Run
from okrctl.views.published import place_of
from okrctl.views.reasons import reason
from okrctl.views.records import TEXT, Record, listed, maybe

_INPUT = Record("name", {"value": TEXT}, "note path line")
EXPLANATION = Record({"formula": maybe(TEXT)}, "pace pace_formula green status_reason", {"inputs": listed(_INPUT)})
_INDENT = 4
_LABEL = 11
_DEPTH = 2


@frozen
class Input:
    """One number of a formula and its place; ``note`` has further details."""

    name: str
    text: str
    path: str
    at: DocPath
    note: str = ""


def inputs(report_day: ReportDay, result: ScoredKeyResult) -> tuple[Input, ...]:
    """The numbers behind the progress, pace and weight of a key result: values first, then the plan of the day."""
    return (*_said(result), *_planned(report_day, result))


def _said(result: ScoredKeyResult) -> Iterator[Input]:
    measure, series = result.planned.key_result.measure, result.series
    if measure is None:
        return
    for name, look in measure.evidence(series, result.planned.window):
        yield Input(name, _value(look), look.path, look.at, f"{look.day} by {look.author}")
    if series.baseline_at is not None:
        path, at = series.baseline_at
        yield Input("baseline", show(series.baseline), path, at, "given with a result")


def _value(look: Observation) -> str:
    value = look.value
    if value is None:
        return "done"
    if value.finished is not None:
        return "done" if value.finished else "open"
    return show(value.number) if value.number is not None else f"{literal(value.change or Fraction(0)):+f}"


def _planned(report_day: ReportDay, result: ScoredKeyResult) -> Iterator[Input]:
    item, measure = result.planned.key_result, result.planned.key_result.measure
    given = {key: getattr(measure, key) for key in (measure.own_keys() if measure else ())}
    given |= {"due": item.due, "weight": None if item.weight == ONE else item.weight}
    for name, value in given.items():
        if measure and name == measure.steps_in:
            for step, (*at, _) in measure.placed_steps("id"):
                weight = "" if step.weight == ONE else f", weight {show(step.weight)}"
                text = f"due {step.due or result.planned.window.due}{weight}"
                yield _field(report_day, result, step.id, text, f"{name}/{step.id}", tuple(at))
        elif name in parts():
            for key, part in parts()[name].names(value):
                yield _field(
                    report_day, result, parts()[name].one, f"{key}: {_plain(part)}", f"{name}/{key}", (name, key)
                )
        elif value is not None:
            text = (measure.written(name, value) if measure else None) or _plain(value)
            yield _field(report_day, result, name, text, name, (name,))


def _field(report_day: ReportDay, result: ScoredKeyResult, name: str, text: str, steps: str, at: DocPath) -> Input:
    return _placed(report_day, result, Input(name, text, result.planned.path, (*result.planned.at, *at)), steps)


def _plain(value: object) -> str:
    return (
        show(value)
        if isinstance(value, Fraction)
        else str(value).replace("-", "−")
        if isinstance(value, Amount)
        else str(value)
    )


def _placed(report_day: ReportDay, result: ScoredKeyResult, found: Input, steps: str) -> Input:
    """The place of a plan field; if an amendment is yet to come, that of its ``from``."""
    day = min(report_day.day, result.planned.closed_on or report_day.day)
    next_ones, last_ones = _around_day(result.planned.key_result.amended, day)
    if coming := _concerning(next_ones, steps):
        _, first = min(coming)
        entry = result.planned.key_result.amended[first]
        return Input(found.name, found.text, found.path, (*entry.at, "from"), f"until {entry.date - timedelta(days=1)}")
    if past := _concerning(last_ones, steps):
        _, last = max(past)
        entry = result.planned.key_result.amended[-last]
        note = f"since {entry.date}, {entry.before} before" if isinstance(entry.before, str) else f"since {entry.date}"
        return Input(found.name, found.text, found.path, found.at, note)
    return found


_ByField = dict[tuple[str, bool], tuple[date, int]]


@remembered
def _around_day(amended: tuple[Amendment, ...], day: date) -> tuple[_ByField, _ByField]:
    """The first amendment after a day, and the last until then, by field and by what the field is a part of.

    Each is a day and a position; positions of past ones are negative, so that the earlier of two on one day is larger.
    """
    coming: _ByField = {}
    past: _ByField = {}
    for position, entry in enumerate(amended):
        # a field of the plan has two steps at most; what is below it has more
        steps = entry.field.split("/", _DEPTH)[:_DEPTH]
        outer = [("/".join(steps[:depth]), True) for depth in range(1, _DEPTH + 1)]
        for key in ((entry.field, False), *(each for each in outer if each[0] != entry.field)):
            if entry.date > day:
                coming[key] = min(coming.get(key, (entry.date, position)), (entry.date, position))
            else:
                past[key] = max(past.get(key, (entry.date, -position)), (entry.date, -position))
    return coming, past


def _concerning(known: _ByField, steps: str) -> list[tuple[date, int]]:
    """What is known of a field, of what it is a part of, and of its parts."""
    keys = ((steps, False), (steps.partition("/")[0], False), (steps, True))
    return [known[key] for key in keys if key in known]


def mean(parts: Sequence[tuple[Fraction, Fraction | None]]) -> str:
    """A weighted mean with its numbers; items without data count as 0, those without weight not at all."""
    counted = [(weight, value or Fraction(0)) for weight, value in parts if weight]
    if not counted:
        return "nothing has weight"
    if all(weight == ONE for weight, _ in counted):
        top, bottom = " + ".join(show(value) for _, value in counted), str(len(counted))
    else:
        top = " + ".join(f"{show(weight)} × {show(value)}" for weight, value in counted)
        bottom = show(sum((weight for weight, _ in counted), Fraction(0)))
    return f"({top}) / {bottom}" if len(counted) > 1 else f"{top} / {bottom}"


def formula(parts: Sequence[tuple[Fraction, Fraction | None]], score: Fraction | None) -> str:
    """A weighted mean with its numbers and result; empty if there is none."""
    return "" if score is None else f"{mean(parts)} = {show(score)}"


def parts_of_mean(objective: ScoredObjective) -> list[tuple[Fraction, Fraction | None]]:
    """Weights and scores of the key results behind an objective's score."""
    own = objective.planned
    return [
        (each.planned.key_result.weight, each.score)
        for each in objective.key_results
        if own.dropped or own.draft or not (each.planned.dropped or each.planned.draft)
    ]


class _Calculation:
    """How progress and pace of a key result are calculated as of a day; None if it has no valid measure."""

    def __init__(self, report_day: ReportDay, result: ScoredKeyResult) -> None:
        planned, series, measure = result.planned, result.series, result.planned.key_result.measure
        day = min(report_day.day, planned.closed_on or report_day.day)
        until = min(day, planned.cycle.end)
        self.formula = measure.formula(series, planned.window, day) if measure else None
        self.pace = measure.asked(series, planned.window, day) if measure else None
        self.pace_formula = measure.pace_formula(until, planned.window, series.baseline) if measure else None
        self.green = report_day.ws.config.grades[planned.ambition][1]
        self.status_reason = reason(report_day.ws.config, result)


def explanation_json(report_day: ReportDay, result: ScoredKeyResult, positions: Positions) -> dict[str, Any]:
    """The explanation for programs."""
    told = [
        _INPUT.of(place_of(positions, each.path, each.at), each, value=each.text, note=each.note or None)
        for each in inputs(report_day, result)
    ]
    return EXPLANATION.of(_Calculation(report_day, result), inputs=told)


def explain(report_day: ReportDay, result: ScoredKeyResult, positions: Positions) -> Iterator[Block]:
    """The explanation for people, one fact per line."""
    found = _Calculation(report_day, result)
    if found.formula is None or found.pace_formula is None:
        yield Line("it cannot be made out how this is measured: okrctl validate shows why", _INDENT)
        return
    yield _fact("progress", found.formula + ("" if result.progress is None else f" = {show(result.progress)}"))
    pace, share = found.pace_formula, show(found.pace)
    yield _fact("pace", f"{pace} = {share}" if "/" in pace else pace)
    ambition = result.planned.ambition
    yield _fact("expected", f"{share} × {show(found.green)} (green of {ambition}) = {show(result.expected)}")
    yield _fact("status", f"{result.status}: {found.status_reason}")
    for each in inputs(report_day, result):
        place = f"{each.path}:{positions(each.path).line(each.at)}"
        yield _fact(each.name, each.text + (f" ({each.note})" if each.note else ""), place)


def _fact(label: str, text: str, place: str = "") -> Line:
    cell: list[Run | str] = [Run(f"{label:<{_LABEL}}", "dim"), f" {text}"]
    if place:
        cell.append(Run(f"  {place}", "info"))
    found: Cell = tuple(cell)
    return Line(found, _INDENT, _LABEL + 1)


def thresholds(config: Config, ambition: str) -> str:
    """The thresholds of the grades."""
    amber, green = config.grades[ambition]
    return f"{ambition}: amber from {show(amber)}, green from {show(green)}"
