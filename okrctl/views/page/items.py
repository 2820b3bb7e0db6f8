"""Objectives, key results and KPIs for their pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrctl.core.model.figures import NONE, band, number
from okrctl.core.model.items import Item
from okrctl.core.model.items import Kpi as PlannedKpiItem
from okrctl.core.model.values import Series
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredKpi, ScoredObjective
from okrctl.core.values.frozen import frozen
from okrctl.views.blocks import Cell, Line, plain
from okrctl.views.chart import signal_text
from okrctl.views.explain import explain, formula, parts_of_mean
from okrctl.views.figures import current, goal, said, watched
from okrctl.views.page.network import Row, row_of
from okrctl.views.page.parts import Context, Link, Place, Standing, standing_of
from okrctl.views.page.trend import Process, Trend, process, projected_text, trend
from okrctl.views.projection import leads_to, likelihood, projected_share
from okrctl.views.reasons import reason
from okrctl.views.show import amendments, untold

LATEST = 13
"""The number of check-ins listed for an item; its file has the others."""


@frozen
class Said:
    """One check-in of an item, in words."""

    day: str
    value: str
    confidence: str
    author: str
    note: str


@frozen
class Amended:
    """A change of the plan, in words."""

    day: str
    what: str
    why: str


@frozen
class KeyResult:
    """A key result with everything around it. ``explained`` is the calculation of its score, one fact per line."""

    anchor: str
    ref: str
    id: str
    title: str
    objective: Link
    department: Link
    owner: str
    contributors: tuple[str, ...]
    tags: tuple[str, ...]
    cycle: str
    due: str
    weight: str
    standing: Standing
    reason: str
    overdue: int
    goal: str
    now: str
    heading: str
    forecast: str
    projected: str
    confidence: str
    signal: str
    facts: tuple[tuple[str, str], ...]
    trend: Trend
    amended: tuple[Amended, ...]
    said: tuple[Said, ...]
    earlier: int
    explained: tuple[Cell, ...]
    place: Place


@frozen
class Objective:
    """An objective with its key results and relations."""

    anchor: str
    ref: str
    title: str
    department: Link
    owner: str
    contributors: tuple[str, ...]
    tags: tuple[str, ...]
    cycle: str
    span: str
    ambition: str
    standing: Standing
    counted: bool
    note: str
    confidence: str
    why: str
    joint: tuple[Link, ...]
    facts: tuple[tuple[str, str], ...]
    amended: tuple[Amended, ...]
    supports: tuple[Link, ...]
    supported_by: tuple[Link, ...]
    needs: tuple[Row, ...]
    waiting: tuple[Row, ...]
    formula: str
    key_results: tuple[KeyResult, ...]
    place: Place


@frozen
class Kpi:
    """A KPI with its XmR chart."""

    anchor: str
    ref: str
    title: str
    department: Link
    owner: str
    tags: tuple[str, ...]
    value: str
    healthy: str
    health: str
    overdue: int
    process: Process
    said: tuple[Said, ...]
    place: Place


def key_result(context: Context, objective: ScoredObjective, result: ScoredKeyResult) -> KeyResult:
    """A key result for its page."""
    planned, item, series = result.planned, result.planned.key_result, result.series
    ahead = context.forecast(result)
    measure = item.measure
    details = [("Definition", item.definition or ""), *(measure.details() if measure else ()), ("Why", item.why or "")]
    return KeyResult(
        anchor=context.way_to(result).anchor,
        ref=planned.ref,
        id=item.id,
        title=planned.title,
        objective=context.way_to(objective),
        department=context.department(planned.department),
        owner=planned.owner or "",
        contributors=planned.contributors,
        tags=tuple(dict.fromkeys((*item.tags, *objective.planned.objective.tags))),
        cycle=planned.cycle.name,
        due=str(planned.window.due),
        weight="" if item.weight == 1 else number(item.weight),
        standing=standing_of(result),
        reason=reason(context.report_day.ws.config, result),
        overdue=result.overdue_days,
        goal=goal(result),
        now=current(result),
        heading=plain(leads_to(ahead)).removeprefix("→"),
        forecast="" if ahead is None else _forecast(ahead.low, ahead.at_end, ahead.high, ahead.probability),
        projected=projected_text(series.projected, planned.unit),
        confidence="" if series.confidence is None else number(series.confidence),
        signal=signal_text(result.chart, planned.unit),
        facts=tuple(_facts([*details, *_ending(item, planned.dropped, planned.closed_on is not None)], item)),
        trend=trend(context.report_day, result, ahead),
        amended=tuple(_amended(context, item)),
        said=_said(context, series),
        earlier=max(0, len(series.observations) - LATEST),
        explained=tuple(
            line.text for line in explain(context.report_day, result, context.positions) if isinstance(line, Line)
        ),
        place=context.place(planned.path, planned.at),
    )


def _forecast(low: float, at_end: float, high: float, green: float) -> str:
    least, middle, most = map(projected_share, (low, at_end, high))
    return f"{middle} at the end ({least} to {most}), {likelihood(green)} likely to end green"


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


def _amended(context: Context, item: Item) -> Iterator[Amended]:
    for _, change in amendments(context.report_day, item):
        before, after = ("nothing" if each is None else str(each) for each in (change.before, change.after))
        approved = f" (approved by {change.approved_by})" if change.approved_by else ""
        yield Amended(str(change.date), f"{change.field}: {before} → {after}", f"{change.why}{approved}")


def _said(context: Context, series: Series) -> tuple[Said, ...]:
    """The latest check-ins, newest first."""
    looks = series.observations
    found = []
    for at in range(len(looks) - 1, max(-1, len(looks) - 1 - LATEST), -1):
        look, before = looks[at], looks[at - 1].done if at else frozenset[str]()
        confidence = "" if look.confidence is None else number(look.confidence)
        note = look.note or look.remark or ""
        found.append(Said(str(look.day), said(look, before), confidence, context.person(look.author), note))
    return tuple(found)


def objective(context: Context, scored: ScoredObjective) -> Objective:
    """An objective for its page, with its selected key results."""
    planned, item = scored.planned, scored.planned.objective
    aligned, at = context.alignment, (scored.planned.path, scored.planned.at)
    details = [("Initiatives", "; ".join(map(str, item.initiatives)))]
    return Objective(
        anchor=context.way_to(scored).anchor,
        ref=planned.ref,
        title=planned.title,
        department=context.department(planned.department),
        owner=planned.owner or "",
        contributors=item.contributors,
        tags=item.tags,
        cycle=planned.cycle.name,
        span=f"{planned.cycle.start} to {planned.cycle.end}",
        ambition=item.ambition,
        standing=standing_of(scored),
        counted=scored.counted,
        note=scored.word.note or "",
        confidence="" if scored.word.confidence is None else number(scored.word.confidence),
        why=item.why or "",
        joint=tuple(context.department(each) for each in context.report_day.partners(scored)),
        facts=tuple(_facts([*details, *_ending(item, planned.dropped, planned.closed_on is not None)], item)),
        amended=tuple(_amended(context, item)),
        supports=_supports(context, scored),
        supported_by=tuple(context.way_to(aligned.items[each]) for each in aligned.supporters.get(at, ())),
        needs=tuple(row_of(context, row) for row in context.waits.get(at, ())),
        waiting=tuple(row_of(context, row) for row in context.waited_for.get(at, ())),
        formula=formula(parts_of_mean(scored), scored.score),
        key_results=tuple(key_result(context, scored, each) for each in context.selection.key_results(scored)),
        place=context.place(planned.path, planned.at),
    )


def _supports(context: Context, scored: ScoredObjective) -> tuple[Link, ...]:
    """What an objective or one of its key results supports."""
    aligned = context.alignment
    spots = [(scored.planned.path, scored.planned.at)]
    spots += [(each.planned.path, each.planned.at) for each in scored.key_results]
    helped = dict.fromkeys(each.of for at in spots for each in aligned.parents.get(at, ()))
    return tuple(Link(context.anchors.get(of, ""), aligned.names[of], context.titles.get(of, "")) for of in helped)


def kpi(context: Context, found: ScoredKpi) -> Kpi:
    """A KPI for its page."""
    planned = found.planned
    healthy = band(found.at_least, found.at_most, planned.unit)
    return Kpi(
        anchor=context.anchors[planned.path, planned.kpi.at],
        ref=planned.ref,
        title=planned.title,
        department=context.department(planned.department),
        owner=planned.owner or "",
        tags=planned.kpi.tags,
        value=watched(found),
        healthy="no healthy range set" if healthy == NONE else f"healthy {healthy}",
        health=found.health,
        overdue=found.overdue_days,
        process=process(found.series, found.chart, planned.unit, (found.at_least, found.at_most)),
        said=_said(context, found.series),
        place=context.place(planned.path, planned.kpi.at),
    )
