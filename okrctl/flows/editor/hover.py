"""Inlay hints in a plan, and hover text: an item with its progress and relations, or the meaning of a key."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.company.references import Target
from okrctl.core.company.workspace import Entry
from okrctl.core.editor.complete import title_of
from okrctl.core.editor.held import held
from okrctl.core.editor.names import Meaning, MetricName, Word, entries_of, item_around, meaning_of, word_at
from okrctl.core.findings.rule import rule_coded
from okrctl.core.review.report_day import ReportDay
from okrctl.core.scores.forecast import projected
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredKpi, ScoredObjective
from okrctl.core.values import safe
from okrctl.core.values.diagnostic import Span
from okrctl.core.values.frozen import frozen
from okrctl.flows.editor.desk import Snapshot
from okrctl.views.figures import current, goal, spark, standing, watched
from okrctl.views.projection import likelihood, projected_share
from okrctl.views.reasons import reason
from okrctl.views.signs import sign

_SPARKS = 24


def word(snapshot: Snapshot, path: str, line: int, column: int) -> tuple[Word, str] | None:
    """The key or plain value at a position (from 1) with its text."""
    locator = snapshot.locator_at(path, line)
    found = word_at(locator.all, line, column)
    if found is None or found.span.line != found.span.end_line:
        return None
    raw = locator.lines[found.span.line - 1][found.span.column - 1 : found.span.end_column - 1]
    return found, raw.strip("'\"")


def meant_at(snapshot: Snapshot, path: str, line: int, column: int) -> tuple[Meaning, Span, str] | None:
    """The item named at a position, its span, and its text."""
    found = word(snapshot, path, line, column)
    meant = meaning_of(snapshot.known, path, *found) if found else None
    return (meant, found[0].span, found[1]) if found and meant else None


def hover(snapshot: Snapshot, path: str, line: int, column: int) -> tuple[str, Span] | None:
    """Markdown about the word at a position, and the word's span."""
    found = word(snapshot, path, line, column)
    if found is None:
        return None
    here, text = found
    meant = meaning_of(snapshot.known, path, here, text)
    if meant is None and not here.on_key and here.at and here.at[-1] == "title":
        entry = item_around(snapshot.known, path, here.at)
        meant = Target(entry.department, entry) if entry else None
    lines = list(_about(snapshot, meant) if meant else _key(path, here, text))
    return ("\n\n".join(lines), here.span) if lines else None


def _key(path: str, here: Word, text: str) -> Iterator[str]:
    """The meaning of a key."""
    steps = tuple(None if isinstance(step, int) else step for step in here.at)
    rule = rule_coded(text)
    if rule is not None:
        yield f"**{rule.code}** {rule.name}"
        yield rule.summary
        return
    wanted = held(path, steps) if here.on_key else None
    if wanted is not None and wanted.field is not None and wanted.field.info.description:
        yield f"**{wanted.field.key}**: {wanted.field.info.description}"


def _about(snapshot: Snapshot, meant: Meaning) -> Iterator[str]:
    ws = snapshot.known
    if isinstance(meant, MetricName):
        metric = ws.config.metrics[meant.id]
        yield f"**{safe.markdown(metric.title)}** {safe.markdown(metric.unit or '')}".strip()
        facts = (
            metric.better and f"{metric.better} is better",
            metric.definition,
            f"= {metric.formula.shown()}" if metric.formula else None,
        )
        yield from (safe.markdown(fact) for fact in facts if fact)
    elif meant.entry is None:
        home = ws.departments.get(meant.department)
        total = next((each for each in snapshot.report_day.company.departments if each.id == meant.department), None)
        yield f"**{safe.markdown(home.name if home else meant.department)}**"
        if total is not None:
            yield f"{sign(total.total.status)} {total.total.status}, {standing(total.total)}"
        elif home is None:
            yield "a group outside the files"
    else:
        yield from _item(snapshot, meant.entry, meant.milestone)


def _item(snapshot: Snapshot, entry: Entry, milestone: str | None) -> Iterator[str]:
    report_day = snapshot.report_day
    yield f"**{entry.ref}** {safe.markdown(title_of(report_day.ws, entry))}"
    if milestone is not None and entry.key_result and entry.key_result.measure:
        step = next(each for each in entry.key_result.measure.steps() if each.id == milestone)
        yield safe.markdown(f"{step.title}{f', due {step.due}' if step.due else ''}")
    scored = scored_of(report_day, entry)
    if isinstance(scored, ScoredKpi):
        yield safe.markdown(f"{sign(scored.health)} {scored.health}, {watched(scored)}")
    elif isinstance(scored, ScoredKeyResult):
        yield from _key_result(report_day, scored)
    elif isinstance(scored, ScoredObjective):
        yield f"{sign(scored.status)} {scored.status}, {standing(scored)}"
    definition = getattr(entry.key_result or (entry.kpi.kpi if entry.kpi else None), "definition", None)
    if definition:
        yield safe.markdown(definition)


def _key_result(report_day: ReportDay, scored: ScoredKeyResult) -> Iterator[str]:
    why = reason(report_day.ws.config, scored)
    yield safe.markdown(f"{goal(scored)}, now {current(scored)}")
    yield f"{sign(scored.status)} {scored.status}, {standing(scored)}: {safe.markdown(why)}"
    trend = spark([number for _, number in scored.series.numbers()][-_SPARKS:])
    forecast = projected(scored)
    words = f"trend {trend}" if trend else ""
    if forecast is not None:
        share = f"leads to {projected_share(forecast.at_end)} at the end, green with {likelihood(forecast.probability)}"
        words = f"{words}, {share}" if words else f"the trend {share}"
    if words:
        yield safe.markdown(words)


def scored_of(report_day: ReportDay, entry: Entry) -> ScoredKeyResult | ScoredObjective | ScoredKpi | None:
    """The scores of an item; None without a usable cycle."""
    if entry.kpi is not None:
        key = (entry.path, entry.at, entry.id)
        return next((each for each in report_day.scores.kpis if each.planned.key == key), None)
    return report_day.key_result_of(entry) if entry.key_result else report_day.objective_of(entry)


@frozen
class Hint:
    """A few words after the id of an item."""

    span: Span
    words: str


def hints(snapshot: Snapshot, path: str, first: int, last: int) -> Iterator[Hint]:
    """The hints for lines ``first`` to ``last``, counted from 1."""
    places = snapshot.plan(path).all
    for entry in entries_of(snapshot.known, path):
        span = places.values.get((*entry.at, "id"))
        if span is None or not first <= span.line <= last:
            continue
        scored = scored_of(snapshot.report_day, entry)
        if isinstance(scored, ScoredKpi):
            yield Hint(span, f"{sign(scored.health)} {watched(scored)}")
        elif scored is not None:
            yield Hint(span, f"{sign(scored.status)} {standing(scored)}")
