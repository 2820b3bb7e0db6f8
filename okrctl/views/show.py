"""``okrctl show``: one objective, key result or KPI with everything around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from okrctl.core.company.links import Link
from okrctl.core.company.references import Target
from okrctl.core.company.workspace import Entry
from okrctl.core.contracts.dependency import Dependency
from okrctl.core.diff.fields import canonical
from okrctl.core.format.meaning import Field
from okrctl.core.model.figures import NONE, band, number, quantity
from okrctl.core.model.items import Item, Kpi, own
from okrctl.core.model.parts import Amendment
from okrctl.core.model.values import Series
from okrctl.core.review.report_day import Relations, ReportDay, surroundings
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredKpi, ScoredObjective
from okrctl.views.blocks import Blank, Block, Cell, Column, Heading, Line, Run, Table, as_document, section
from okrctl.views.chart import signal_line
from okrctl.views.figures import bar, change, current, goal, reported, spark, standing, watched
from okrctl.views.journal import journal, journal_of_all
from okrctl.views.landing import outlook
from okrctl.views.needs import CheckinCommands
from okrctl.views.progress import key_result_row, progress_table, state
from okrctl.views.reasons import reason
from okrctl.views.signs import marked, sign, style

_SPARKS = 24
# shown elsewhere on the page, or only in the file
_TOLD = {
    *("id", "title", "why", "owner", "weight", "tags", "links", "check_in", "supports", "depends_on", "promised_to"),
    *("draft", "dropped", "amended", "closed", "carried_from", "formerly", "cycle", "ambition", "joint_with"),
    *("initiatives", "unit", "metric", "kpi", "definition", "due", "source", "indicator"),
    *("at_least", "at_most", "except"),
}
_TIES = (Column("state"), Column("ref"), Column("what", shrink=True), Column("score"))


@as_document
def show_document(report_day: ReportDay, item: Entry) -> Iterator[Block]:
    """Everything about one item, for people."""
    if item.kpi is not None:
        key = (item.path, item.at, item.id)
        found = next(kpi for kpi in report_day.scores.kpis if kpi.planned.key == key)
        yield from _kpi(report_day, found)
        return
    result, objective = report_day.key_result_of(item), report_day.objective_of(item)
    if objective is None:
        yield Heading(item.ref)
        yield Line("It has no valid cycle, so there is nothing to show: okrctl validate shows why.")
        return
    around = surroundings(report_day, item)
    if result is not None:
        yield from _key_result(report_day, objective, result)
    else:
        yield from _objective(report_day, objective)
    yield from _ties(report_day, around)
    people = report_day.ws.config.people
    scored = result or objective
    plan = result.planned.key_result if result else objective.planned.objective
    amended = amendments(report_day, plan if result else objective)
    yield from section("Changed", *(_amendment(item.id, change, plan.id) for item, change in amended))
    yield from section("Links", *(Line(f"{link.title or ''} {link.url}".strip(), 2, 2) for link in plan.links))
    yield from journal(people, result.series.observations) if result else journal_of_all(people, objective.key_results)
    yield from _next(report_day, scored.planned.department, scored.planned.ref)


def amendments(report_day: ReportDay, of: Item | ScoredObjective) -> list[tuple[Item, Amendment]]:
    """Amendments up to the day, oldest first; for an objective, including those of its key results."""
    items = (
        [of] if isinstance(of, Item) else [of.planned.objective, *(each.planned.key_result for each in of.key_results)]
    )
    found = [(item, change) for item in items for change in item.amended if change.date <= report_day.day]
    return sorted(found, key=lambda pair: pair[1].date)


def untold(item: Item | Kpi) -> list[tuple[Field, str]]:
    """The fields without a place of their own on the page, with their text."""
    found = [(field, canonical(getattr(item, field.name))) for field in own(type(item)) if field.key not in _TOLD]
    return [(field, text) for field, text in found if text is not None]


def _others(item: Item | Kpi) -> Iterator[Block]:
    for field, text in untold(item):
        yield Line((Run(f"{field.label} ", "dim"), text), 0, 2)


def _objective(report_day: ReportDay, scored: ScoredObjective) -> Iterator[Block]:
    planned, objective = scored.planned, scored.planned.objective
    yield Heading((Run(planned.ref, "strong"), f"  {planned.title}"), f"as of {report_day.day}")
    cycle = planned.cycle
    facts = [
        objective.ambition,
        planned.owner,
        f"{cycle.name}, {cycle.start} to {cycle.end}",
        _weight(objective.weight),
    ]
    yield Line(" · ".join(fact for fact in facts if fact))
    yield _standing(scored, marked(scored.status))
    yield from _words(objective.why, objective.tags)
    yield from _others(objective)
    partners = report_day.partners(scored)
    if partners:
        yield Line(f"joint with {', '.join(partners)}")
    yield from _ending(scored)
    yield from outlook(scored)
    yield from section("Initiatives", *(Line(str(each), 2, 2) for each in objective.initiatives))
    if scored.key_results:
        yield from section("Key results", progress_table([key_result_row(result) for result in scored.key_results]))


def _key_result(report_day: ReportDay, objective: ScoredObjective, result: ScoredKeyResult) -> Iterator[Block]:
    planned, item, measure = result.planned, result.planned.key_result, result.planned.key_result.measure
    yield Heading((Run(planned.ref, "strong"), f"  {planned.title}"), f"as of {report_day.day}")
    aim = goal(result)
    facts = [
        f"{aim}, now {current(result)}",
        "" if aim.endswith(str(planned.window.due)) else f"by {planned.window.due}",
        planned.ambition,
        planned.owner,
        _weight(item.weight),
    ]
    yield Line(" · ".join(fact for fact in facts if fact))
    yield Line(f"of {objective.planned.ref}  {objective.planned.title}")
    why = reason(report_day.ws.config, result)
    yield _standing(result, state(result.status, result.overdue_days), why)
    yield from _words(item.why, item.tags)
    for name, text in (("definition", item.definition), *(measure.details() if measure else ())):
        if text:
            yield Line((Run(f"{name} ", "dim"), text), 0, 2)
    yield from _others(item)
    yield from _trend(result.series, planned.unit)
    yield from signal_line(result.chart, planned.unit)
    yield from _ending(result)
    yield from outlook(result)
    if measure and measure.steps():
        yield from section(measure.steps_in.capitalize(), *_steps(report_day, result))


def _steps(report_day: ReportDay, result: ScoredKeyResult) -> Iterator[Line]:
    measure = result.planned.key_result.measure
    for step in measure.steps() if measure else ():
        due, done = step.due or result.planned.window.due, step.id in result.series.done
        late = not done and due <= report_day.day
        mark = Run("✓", "good") if done else Run("✗", "bad") if late else Run("○", "dim")
        weight = "" if step.weight == 1 else f", weight {number(step.weight)}"
        yield Line((mark, f" {step.id}  {step.title}", Run(f"  due {due}{weight}", "dim")), 2, 2)


def _kpi(report_day: ReportDay, found: ScoredKpi) -> Iterator[Block]:
    planned = found.planned
    yield Heading((Run(planned.ref, "strong"), f"  {planned.title}"), f"as of {report_day.day}")
    healthy = band(found.at_least, found.at_most, planned.unit)
    range_ = "no healthy range set" if found.at_least is None and found.at_most is None else f"healthy {healthy}"
    yield Line(" · ".join(fact for fact in ("KPI", range_, planned.owner) if fact))
    yield Line((watched(found), "  ", *_parts(state(found.health, found.overdue_days))))
    yield from _words(None, planned.kpi.tags)
    if planned.kpi.definition:
        yield Line((Run("definition ", "dim"), planned.kpi.definition), 0, 2)
    yield from _others(planned.kpi)
    yield from _trend(found.series, planned.unit)
    yield from signal_line(found.chart, planned.unit)
    windows = [
        f"{each.start} to {each.end}: {band(each.at_least, each.at_most, planned.unit)}"
        + (f", {each.why}" if each.why else "")
        for each in planned.kpi.exceptions
    ]
    yield from section("Except", *(Line(text, 2, 2) for text in windows))
    readers = [each for each in report_day.plan.key_results() if each.reads == planned.key]
    yield from section("Read by", *(Line((each.ref, Run(f"  {each.title}", "dim")), 2, 2) for each in readers))
    yield from journal(report_day.ws.config.people, found.series.observations)
    yield from _next(report_day, planned.department, None)


def _standing(scored: ScoredObjective | ScoredKeyResult, status: Cell, why: str = "") -> Line:
    progress = scored.progress if isinstance(scored, ScoredKeyResult) else scored.score
    meter = bar(progress if reported(scored) else None, scored.expected, style(scored.status))
    text = (*meter, f" {standing(scored)}  ", *_parts(status), Run(f": {why}" if why else "", "dim"))
    return Line(text, 0, 2)


def _parts(cell: Cell) -> tuple[Run | str, ...]:
    return cell if isinstance(cell, tuple) else (cell,)


def _weight(weight: Fraction) -> str:
    return "" if weight == 1 else f"weight {number(weight)}" + (" (a guardrail)" if not weight else "")


def _words(why: str | None, tags: tuple[str, ...]) -> Iterator[Block]:
    if why:
        yield Line((Run("why ", "dim"), why), 0, 2)
    if tags:
        yield Line((Run("tags ", "dim"), ", ".join(tags)))


def _trend(series: Series, unit: str | None) -> Iterator[Block]:
    values, latest = series.curve()[-_SPARKS:], series.latest
    if len(values) > 1 and latest is not None:
        first, last = number(values[0]), quantity(values[-1], unit)
        if latest.change is not None:
            first, last = (change(replace(latest, change=each)) or NONE for each in (values[0], values[-1]))
        yield Line((Run("trend ", "dim"), Run(spark(values), "info"), f" {first} → {last}"))
    if series.confidence is not None:
        yield Line((Run("confidence ", "dim"), f"{number(series.confidence)} of 10"))


def _ending(scored: ScoredObjective | ScoredKeyResult) -> Iterator[Block]:
    item = scored.planned.key_result if isinstance(scored, ScoredKeyResult) else scored.planned.objective
    if scored.planned.dropped and item.dropped:
        yield Line((Run("dropped ", "dim"), f"{item.dropped.date}: {item.dropped.why}"), 0, 2)
    if scored.planned.closed_on and item.closed:
        learned = f": {item.closed.learned}" if item.closed.learned else ""
        yield Line((Run("closed ", "dim"), f"{item.closed.date}{learned}"), 0, 2)
    if item.carried_from:
        yield Line((Run("carried from ", "dim"), item.carried_from))


def _ties(report_day: ReportDay, around: Relations) -> Iterator[Block]:
    yield from _tie_section("Supports", [_support(report_day, link, out=True) for link in around.supports])
    yield from _tie_section("Supported by", [_support(report_day, link, out=False) for link in around.supported_by])
    yield from _tie_section("Needs", [_dependency(row, out=True) for row in around.needs])
    waiting = [_dependency(row, out=False) for row in around.waiting]
    waiting += [(Run("· not asked for", "dim"), link.text, Run("but promised", "dim"), "") for link in around.unasked]
    yield from _tie_section("Promised and waited for", waiting)


def _tie_section(title: str, rows: list[tuple[Cell, ...]]) -> Iterator[Block]:
    if rows:
        yield from section(title, Table(_TIES, tuple(rows), header=False, indent=2))


def _support(report_day: ReportDay, link: Link, *, out: bool) -> tuple[Cell, ...]:
    entry = link.source if not out else link.target.entry if isinstance(link.target, Target) else None
    if entry is None:
        return (Run("?", "warn"), link.text, "", "")
    scored = report_day.key_result_of(entry) or report_day.objective_of(entry)
    if scored is None:
        return (Run("·", "dim"), entry.ref, "", "")
    # if it is supported in several cycles, the cycle is shown
    told = link.text if out and "@" in link.text and "/" in link.text else entry.ref
    return (marked(scored.status), told, Run(scored.planned.title, "dim"), standing(scored))


def _dependency(row: Dependency, *, out: bool) -> tuple[Cell, ...]:
    due = f"due {row.due}" if row.due else ""
    promised = row.contract.promised
    if promised and row.due and promised > row.due:
        due = f"promised for {promised}, {due}"
    other = row.on if out else row.waits
    return (
        Run(f"{sign(row.state)} {row.state}", style(row.state)),
        other,
        Run(row.contract.need.need or "", "dim"),
        due,
    )


def _amendment(id: str, change: Amendment, home: str) -> Line:
    approved = f" (approved by {change.approved_by})" if change.approved_by else ""
    field = change.field if id == home else f"{id}/{change.field}"
    text = f"{change.date}  {field}: {_written(change.before)} → {_written(change.after)}"
    return Line((text, Run(f"  {change.why}{approved}", "dim")), 2, 2)


def _written(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {inner}" for key, inner in value.items())
    return "nothing" if value is None else str(value)


def _next(report_day: ReportDay, department: str, ref: str | None) -> Iterator[Block]:
    yield Blank()
    yield Line((Run("next: ", "dim"), Run(CheckinCommands(report_day.ws)(department), "info")))
    if ref:
        yield Line((Run("      ", "dim"), Run(f"okrctl score {ref} --explain", "info")))
