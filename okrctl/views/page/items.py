"""Objectives, key results and KPIs for their pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrctl.core.model.figures import NONE, band, number
from okrctl.core.model.items import Item
from okrctl.core.model.items import Kpi as PlannedKpiItem
from okrctl.core.model.parts import Amendment
from okrctl.core.model.values import Observation, Series
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredKpi, ScoredObjective
from okrctl.views.blocks import Line, plain
from okrctl.views.chart import signal_text
from okrctl.views.explain import explain, formula, parts_of_mean
from okrctl.views.figures import current, goal, said, watched
from okrctl.views.page.network import Row
from okrctl.views.page.parts import Context, Link, standing_of
from okrctl.views.page.trend import Process, Trend, projected_text
from okrctl.views.projection import forecast_words, leads_to
from okrctl.views.reasons import reason
from okrctl.views.show import amendments, untold

LATEST = 13
"""The number of check-ins listed for an item; its file has the others."""


class Said:
    """One check-in of an item, in words; ``before`` are the milestones that were done already."""

    def __init__(self, context: Context, look: Observation, before: frozenset[str]) -> None:
        self.day = str(look.day)
        self.value = said(look, before)
        self.confidence = "" if look.confidence is None else number(look.confidence)
        self.author = context.person(look.author)
        self.note = look.note or look.remark or ""


class Amended:
    """A change of the plan, in words."""

    def __init__(self, change: Amendment) -> None:
        before, after = ("nothing" if each is None else str(each) for each in (change.before, change.after))
        self.day = str(change.date)
        self.what = f"{change.field}: {before} → {after}"
        self.why = f"{change.why} (approved by {change.approved_by})" if change.approved_by else change.why


class KeyResult:
    """A key result with everything around it. ``explained`` is the calculation of its score, one fact per line."""

    def __init__(self, context: Context, objective: ScoredObjective, result: ScoredKeyResult) -> None:
        planned, item, series = result.planned, result.planned.key_result, result.series
        ahead = context.forecast(result)
        measure = item.measure
        details = [
            ("Definition", item.definition or ""),
            *(measure.details() if measure else ()),
            ("Why", item.why or ""),
        ]
        self.anchor = context.way_to(result).anchor
        self.ref = planned.ref
        self.title = planned.title
        self.owner = planned.owner or ""
        self.contributors = planned.contributors
        self.tags = tuple(dict.fromkeys((*item.tags, *objective.planned.objective.tags)))
        self.cycle = planned.cycle.name
        self.weight = "" if item.weight == 1 else number(item.weight)
        self.standing = standing_of(result)
        self.reason = reason(context.report_day.ws.config, result)
        self.overdue = result.overdue_days
        self.goal = goal(result)
        self.now = current(result)
        self.heading = plain(leads_to(ahead)).removeprefix("→")
        self.forecast = forecast_words(ahead) if ahead else ""
        self.projected = projected_text(series.projected, planned.unit)
        self.confidence = "" if series.confidence is None else number(series.confidence)
        self.signal = signal_text(result.chart, planned.unit)
        self.facts = tuple(_facts([*details, *_ending(item, planned.dropped, planned.closed_on is not None)], item))
        self.trend = Trend(context.report_day, result, ahead)
        self.amended = tuple(Amended(change) for _, change in amendments(context.report_day, item))
        self.said = _said(context, series)
        self.earlier = max(0, len(series.observations) - LATEST)
        self.explained = tuple(
            line.text for line in explain(context.report_day, result, context.positions) if isinstance(line, Line)
        )
        self.place = context.place(planned.path, planned.at)


class Objective:
    """An objective with its key results and relations."""

    def __init__(self, context: Context, scored: ScoredObjective) -> None:
        planned, item = scored.planned, scored.planned.objective
        aligned, at = context.alignment, (scored.planned.path, scored.planned.at)
        details = [("Initiatives", "; ".join(map(str, item.initiatives)))]
        self.anchor = context.way_to(scored).anchor
        self.ref = planned.ref
        self.title = planned.title
        self.owner = planned.owner or ""
        self.contributors = item.contributors
        self.tags = item.tags
        self.cycle = planned.cycle.name
        self.span = f"{planned.cycle.start} to {planned.cycle.end}"
        self.ambition = item.ambition
        self.standing = standing_of(scored)
        self.counted = scored.counted
        self.note = scored.word.note or ""
        self.confidence = "" if scored.word.confidence is None else number(scored.word.confidence)
        self.why = item.why or ""
        self.joint = tuple(context.department(each) for each in context.report_day.partners(scored))
        self.facts = tuple(_facts([*details, *_ending(item, planned.dropped, planned.closed_on is not None)], item))
        self.amended = tuple(Amended(change) for _, change in amendments(context.report_day, item))
        self.supports = _supports(context, scored)
        self.supported_by = tuple(context.way_to(aligned.items[each]) for each in aligned.supporters.get(at, ()))
        self.needs = tuple(Row(context, row) for row in context.waits.get(at, ()))
        self.waiting = tuple(Row(context, row) for row in context.waited_for.get(at, ()))
        self.formula = formula(parts_of_mean(scored), scored.score)
        self.key_results = tuple(KeyResult(context, scored, each) for each in context.selection.key_results(scored))
        self.place = context.place(planned.path, planned.at)


class Kpi:
    """A KPI with its XmR chart."""

    def __init__(self, context: Context, found: ScoredKpi) -> None:
        planned = found.planned
        healthy = band(found.at_least, found.at_most, planned.unit)
        self.anchor = context.way_to(found).anchor
        self.ref = planned.ref
        self.title = planned.title
        self.department = context.department(planned.department)
        self.owner = planned.owner or ""
        self.tags = planned.kpi.tags
        self.value = watched(found)
        self.healthy = "no healthy range set" if healthy == NONE else f"healthy {healthy}"
        self.health = found.health
        self.overdue = found.overdue_days
        self.process = Process(found)
        self.said = _said(context, found.series)
        self.place = context.place(planned.path, planned.at)


def _facts(told: Sequence[tuple[str, str]], item: Item | PlannedKpiItem) -> Iterator[tuple[str, str]]:
    yield from ((label.capitalize(), text) for label, text in told if text)
    yield from ((field.label.capitalize(), text) for field, text in untold(item))


def _ending(item: Item, dropped: bool, closed: bool) -> Iterator[tuple[str, str]]:
    if dropped and item.dropped:
        yield "Dropped", f"{item.dropped.date}: {item.dropped.why}"
    if closed and item.closed:
        yield "Closed", str(item.closed.date)
        yield "Learned", item.closed.learned or ""
    if item.carried_from:
        yield "Carried over from", item.carried_from


def _said(context: Context, series: Series) -> tuple[Said, ...]:
    """The latest check-ins, newest first."""
    looks = series.observations
    before = [frozenset[str](), *(look.done for look in looks)]
    latest = range(len(looks) - 1, max(-1, len(looks) - 1 - LATEST), -1)
    return tuple(Said(context, looks[at], before[at]) for at in latest)


def _supports(context: Context, scored: ScoredObjective) -> tuple[Link, ...]:
    """What an objective or one of its key results supports."""
    aligned = context.alignment
    spots = [(scored.planned.path, scored.planned.at)]
    spots += [(each.planned.path, each.planned.at) for each in scored.key_results]
    helped = dict.fromkeys(each.of for at in spots for each in aligned.parents.get(at, ()))
    return tuple(Link(context.anchors.get(of, ""), aligned.names[of], context.titles.get(of, "")) for of in helped)
