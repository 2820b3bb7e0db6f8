"""The review document of a cycle, ready for the meeting."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from okrctl.core.review.calibration import Calibration
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.retro import Review
from okrctl.core.scores.landing import landings, records
from okrctl.core.scores.scoring import ScoredObjective
from okrctl.core.values.cycle import following
from okrctl.views.blocks import Blank, Block, Cell, Column, Document, Heading, Line, Run, Table, document, section
from okrctl.views.figures import beside, current, goal, share
from okrctl.views.health import CALIBRATION, calibration_json, chance
from okrctl.views.landing import LANDING, RECORD, landing_json, landings_table, record_json, record_table
from okrctl.views.records import CYCLE, TEXT, Record, head, listed, maybe, report
from okrctl.views.signs import marked

_SCORED = Record("ref title score status")
_RESULT = Record("ref title ambition score status", {"learned": maybe(TEXT), "key_results": listed(_SCORED)})
_REMARK = Record("ref message")
_DEPENDENCY = Record({"from": TEXT}, "on state due")
_CHANGE = Record("ref date what why")
SHAPE = report(
    "okrctl/retro/v1",
    {
        "cycle": CYCLE,
        "results": listed(_RESULT),
        "running": listed(_RESULT),
        "surprises": listed(_REMARK),
        "calibration": listed(CALIBRATION),
        "landings": listed(LANDING),
        "record": listed(RECORD),
        "dependencies": listed(_DEPENDENCY),
        "changes": listed(_CHANGE),
        "questions": listed(_REMARK),
    },
)


def document_of(report_day: ReportDay, review: Review, calibration: tuple[Calibration, ...]) -> Document:
    """Results first, then surprises, dependencies, changes of the plan, and open questions."""
    period, total = review.period, report_day.company.total
    blocks: list[Block] = [
        Heading((Run(f"Review of {period.name}", "strong"), f"  {report_day.ws.config.organization}")),
        Line(f"{period.start} to {period.end}, as of {report_day.day}: {beside(total.score, total.expected)}"),
        Line(f"committed {beside(total.committed.score, total.committed.expected)}, "
             f"aspirational {beside(total.aspirational.score, total.aspirational.expected)}, "
             f"{total.reported} of {total.total} key results reported"),
    ]  # fmt: skip
    blocks += _section("Results", _RESULTS, (row for each in review.ended for row in _result_rows(each)))
    blocks += _section("Going on", _RESULTS, (row for each in review.running for row in _result_rows(each)))
    judged = any(result.series.confidence is not None for each in review.ended for result in each.key_results)
    surprises = ((each.result.planned.ref, each.sentence) for each in review.surprises)
    none = "none: well judged" if judged else "unknown: nobody gave a confidence"
    blocks += _section("Surprises", _TWO, surprises, none)
    confidence = (
        (f"{report_day.ws.departments[each.department].name}, confidence {each.band}",
         f"{each.achieved} of {each.count} achieved, {chance(each)}")
        for each in calibration
    )  # fmt: skip
    blocks += _section("Confidence halfway, and outcome", _TWO, confidence)
    waits = (
        (f"{row.waits} ← {row.on}", marked(row.state), f"due {row.due}" if row.due else "")
        for row in review.dependencies
    )
    blocks += _section("Between departments", _THREE, waits)
    landed = landings(review.ended)
    if landed:
        names = {id: department.name for id, department in report_day.ws.departments.items()}
        blocks += section("Projected halfway, and the final score", landings_table(landed))
        blocks += section("How far off projections were", record_table(records(landed), names))
    changes = ((f"{each.day} {each.ref}", each.what, each.why) for each in review.changes)
    blocks += _section("Changed mid-cycle", _THREE, changes, "nothing")
    onwards = f"okrctl rollover --from {period.name} --to {following(period)}"
    questions = ((each.ref, each.sentence) for each in review.questions)
    blocks += _section("Open questions", _TWO, questions, "none")
    closing = f"okrctl close {period.name} · " if any(each.planned.closed_on is None for each in review.ended) else ""
    blocks += [Blank(), Line(Run(f"next: {closing}{onwards}", "dim"))]
    return document(blocks)


_RESULTS = (
    Column("What", shrink=True),
    Column("Title", shrink=True),
    Column("Goal"),
    Column("Came to"),
    Column("Score", "right"),
    Column("Status"),
)
_TWO = (Column("What"), Column("Remark", shrink=True))
_THREE = (Column("What"), Column("How", shrink=True), Column("Remark", shrink=True))


def _section(
    title: str, columns: tuple[Column, ...], rows: Iterable[tuple[Cell, ...]], none: str = ""
) -> tuple[Block, ...]:
    if found := tuple(rows):
        return section(title, Table(columns, found, header=columns is _RESULTS))
    return section(title, Line(Run(none, "dim"))) if none else ()


def _result_rows(scored: ScoredObjective) -> list[tuple[Cell, ...]]:
    planned = scored.planned
    closed = planned.objective.closed
    learned = f" · learned: {closed.learned}" if closed and closed.learned else ""
    rows: list[tuple[Cell, ...]] = [
        (
            Run(planned.ref, "strong"),
            f"{planned.title}{learned}",
            planned.objective.ambition,
            "",
            share(scored.score),
            marked(scored.status),
        )
    ]
    rows.extend(
        (
            f"  {result.planned.key_result.id}",
            result.planned.title,
            goal(result),
            current(result),
            share(result.score),
            marked(result.status),
        )
        for result in scored.key_results
    )
    return rows


def object_of(report_day: ReportDay, review: Review, calibration: tuple[Calibration, ...]) -> dict[str, Any]:
    """The review as one versioned object."""
    landed = landings(review.ended)
    return SHAPE.of(
        head(report_day.ws.config.organization, report_day.day),
        cycle=CYCLE.of(review.period),
        results=[_result_json(each) for each in review.ended],
        running=[_result_json(each) for each in review.running],
        surprises=[_REMARK.of(each.result.planned, message=each.sentence) for each in review.surprises],
        calibration=[calibration_json(each) for each in calibration],
        landings=[landing_json(each) for each in landed],
        record=[record_json(each) for each in records(landed)],
        dependencies=[_DEPENDENCY.of(row, from_=row.waits) for row in review.dependencies],
        changes=[_CHANGE.of(each, date=each.day) for each in review.changes],
        questions=[_REMARK.of(each, message=each.sentence) for each in review.questions],
    )


def _result_json(scored: ScoredObjective) -> dict[str, Any]:
    planned, closed = scored.planned, scored.planned.objective.closed
    return _RESULT.of(
        scored,
        planned,
        ambition=planned.objective.ambition,
        learned=closed.learned if closed else None,
        key_results=[_SCORED.of(result, result.planned) for result in scored.key_results],
    )
