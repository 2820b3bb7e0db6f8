"""``okrctl score``: scores and expected scores, grades at the end, and on request their calculation."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from okrctl.core.findings.diagnose import Positions
from okrctl.core.model.figures import NONE, show
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.selection import Selection
from okrctl.core.scores.rollup import AMBITIONS, DepartmentTotal, Total
from okrctl.core.scores.scoring import ENDED, ScoredKeyResult, ScoredObjective, grade, grade_of
from okrctl.core.values.width import width
from okrctl.views.blocks import Blank, Block, Cell, Column, Document, Heading, Line, Run, Style, Table, as_document
from okrctl.views.explain import EXPLANATION, explain, explanation_json, mean, parts_of_mean, thresholds
from okrctl.views.figures import beside, columns, reported, share, standing
from okrctl.views.progress import shown_objectives
from okrctl.views.published import exact, sheet
from okrctl.views.records import DAY, NUMBER, TEXT, Record, listed, maybe, top
from okrctl.views.signs import marked
from okrctl.views.status import worst_first

_PART = Record("score expected grade")
_TOTAL = Record("score expected gap status", {"committed": _PART, "aspirational": _PART})
_LEVEL = Record("score expected status")
_SCORED = Record("ref title weight counted score grade expected gap status")
_KEY_RESULT = Record(_SCORED, {"progress": maybe(NUMBER), "explanation": EXPLANATION})
_OBJECTIVE = Record(_SCORED, "ambition", {"formula": TEXT, "key_results": listed(_KEY_RESULT)})
_COMPANY = Record("name", _TOTAL)
_DEPARTMENT = Record("id name weight", _TOTAL, {"objectives": listed(_OBJECTIVE)})
SHAPE = top("okrctl/score/v1", {"as_of": DAY, "organization": _COMPANY, "departments": listed(_DEPARTMENT)})
_COLUMNS = (
    Column("of what", shrink=True),
    Column("weight", "right"),
    Column("score", "right"),
    Column("expected", "right"),
    Column("status"),
)
_STATE = 12  # the usual width of a sign and a status
_TITLE = 28  # the column of names and titles
Row = tuple[Cell, ...]


@as_document
def score_document(report_day: ReportDay, selection: Selection, positions: Positions | None = None) -> Iterator[Block]:
    """Departments with their objectives, and key results if selected; with positions, all are explained."""
    company, total = report_day.company, report_day.company.total
    yield Heading(company.name, f"as of {report_day.day}")
    if total.score is None:
        yield Line(f"Nothing is active on {report_day.day}, so there is no score.")
    else:
        yield Line((Run(standing(total), "strong"), "  ", *_summary(report_day, total)), 0, 2)
    if positions and total.score is not None:
        scored = [each for each in company.departments if each.total.score is not None]
        weights = [(report_day.ws.departments[each.id].weight, each.total.score) for each in scored]
        yield _formula(mean(weights), total.score, 0)
        for ambition in AMBITIONS:
            yield Line(Run(thresholds(report_day.ws.config, ambition), "dim"))
    departments = [each for each in worst_first(company.departments) if selection.department(each.id)]
    if positions:
        for department in departments:
            yield from _explained(report_day, selection, department, positions)
        return
    rows = [row for each in departments for row in _department_rows(report_day, selection, each)]
    if rows:
        yield Blank()
        yield Table(_COLUMNS, tuple(rows))


def _summary(report_day: ReportDay, total: Total) -> tuple[Run | str, ...]:
    """The status, and the committed and aspirational parts: with expected scores, or at the end with grades."""
    found: list[Run | str] = [marked(total.status)]
    for ambition in AMBITIONS if reported(total) else ():
        part = getattr(total, ambition)
        if part.score is not None:
            found.append(f" · {ambition} {beside(part.score, part.expected)}")
            earned = _grade_of_part(report_day, total, ambition)
            found += [" ", marked(earned)] if earned else []
    return tuple(found)


def _grade_of_part(report_day: ReportDay, total: Total, ambition: str) -> str | None:
    """The grade of a part, once everything that counts has ended."""
    return grade_of(report_day.ws.config, getattr(total, ambition).score, ambition) if total.status in ENDED else None


def _department_rows(report_day: ReportDay, selection: Selection, department: DepartmentTotal) -> Iterator[Row]:
    objectives = shown_objectives(report_day, selection, department)
    if not objectives and selection.of_items:
        return
    total = department.total
    weight = report_day.ws.departments[department.id].weight
    state = marked(total.status) if total.score is not None else Run("no score", "dim")
    yield (Run(department.name, "strong"), show(weight), *(Run(text, "strong") for text in columns(total)), state)
    for objective in objectives:
        planned = objective.planned
        yield _row_of(f"  {planned.objective.id}", planned.title, planned.objective.weight, report_day, objective)
        if selection.of_items:
            for result in selection.key_results(objective):
                item = result.planned.key_result
                yield _row_of(f"    {item.id}", result.planned.title, item.weight, report_day, result)


def _row_of(
    name: str, title: str, weight: Fraction, report_day: ReportDay, scored: ScoredObjective | ScoredKeyResult
) -> Row:
    return ((f"{name}  ", Run(title, "dim")), show(weight), *_state(report_day, scored))


def _state(report_day: ReportDay, scored: ScoredObjective | ScoredKeyResult) -> tuple[Run, Run, Run]:
    """Score, expected score, and status; at the end the grade. Items that don't count are dim."""
    earned = grade(report_day.ws.config, scored)
    score, expected = columns(scored)
    if scored.score is not None and reported(scored):
        score = share(scored.score)  # for a key result, its score (0 to 1), not its progress
    look: Style = "" if scored.counted else "dim"
    return (Run(score, look), Run(expected, look), marked(earned or scored.status))


def _explained(
    report_day: ReportDay, selection: Selection, department: DepartmentTotal, positions: Positions
) -> Iterator[Block]:
    objectives = shown_objectives(report_day, selection, department)
    if not objectives:
        return
    yield Blank()
    total = department.total
    yield Heading(department.name, (standing(total), "  ", *_summary(report_day, total)), level=2)
    if total.score is not None:
        parts = [(each.planned.objective.weight, each.score) for each in department.objectives if each.counted]
        yield _formula(mean([part for part in parts if part[1] is not None]), total.score, 0)
    for objective in objectives:
        yield Blank()
        yield from _explained_objective(report_day, selection, objective, positions)


def _explained_objective(
    report_day: ReportDay, selection: Selection, objective: ScoredObjective, positions: Positions
) -> Iterator[Block]:
    planned = objective.planned
    yield _title(planned.ref, planned.title, _state(report_day, objective), 0)
    if objective.score is not None:
        yield _formula(mean(parts_of_mean(objective)), objective.score, 2)
    for result in selection.key_results(objective):
        yield _title(result.planned.key_result.id, result.planned.title, _state(report_day, result), 2)
        yield from explain(report_day, result, positions)


def _title(name: str, title: str, stands: tuple[Run, Run, Run], indent: int) -> Line:
    """Score and status first, in columns of their own, because titles have any length."""
    score, expected, state = stands
    rest = max(0, _STATE - width(state.text))
    beside = (", expected ", expected) if score.text != NONE else ()
    return Line((score, *beside, "  ", state, " " * rest, "  ", Run(name, "strong"), f"  {title}"), indent, _TITLE)


def _formula(text: str, score: Fraction, indent: int) -> Line:
    return Line((Run("score = ", "dim"), f"{text} = {show(score)}"), indent, 2)


def score_json(report_day: ReportDay, selection: Selection, positions: Positions) -> dict[str, Any]:
    """All selected items, with every key result explained."""
    filters, company = selection.without_names(), report_day.company
    departments = [
        _department_json(report_day, filters, each, positions)
        for each in company.departments
        if filters.department(each.id)
    ]
    if filters.filters_items:
        departments = [each for each in departments if each["objectives"]]
    return SHAPE.of(
        as_of=report_day.day,
        organization=_COMPANY.of(company, _total_json(report_day, company.total)),
        departments=departments,
    )


def _total_json(report_day: ReportDay, total: Total) -> dict[str, Any]:
    parts = {
        ambition: _PART.of(getattr(total, ambition), grade=_grade_of_part(report_day, total, ambition))
        for ambition in AMBITIONS
    }
    return _TOTAL.of(parts, total)


def _department_json(
    report_day: ReportDay, selection: Selection, department: DepartmentTotal, positions: Positions
) -> dict[str, Any]:
    return _DEPARTMENT.of(
        department,
        _total_json(report_day, department.total),
        weight=report_day.ws.departments[department.id].weight,
        objectives=[
            _objective_json(report_day, selection, each, positions)
            for each in department.objectives
            if selection.objective(each)
        ],
    )


def _objective_json(
    report_day: ReportDay, selection: Selection, objective: ScoredObjective, positions: Positions
) -> dict[str, Any]:
    planned = objective.planned.objective
    return _OBJECTIVE.of(
        _scored_json(report_day, objective, planned.weight),
        planned,
        formula=mean(parts_of_mean(objective)),
        key_results=[
            _KEY_RESULT.of(
                _scored_json(report_day, each, each.planned.key_result.weight),
                each,
                explanation=explanation_json(report_day, each, positions),
            )
            for each in selection.key_results(objective)
        ],
    )


def _scored_json(report_day: ReportDay, scored: ScoredObjective | ScoredKeyResult, weight: Fraction) -> dict[str, Any]:
    return _SCORED.of(scored, scored.planned, weight=weight, grade=grade(report_day.ws.config, scored))


_TABLE = "type ref title weight counted score grade expected status"


def score_table(report_day: ReportDay, selection: Selection) -> Document:
    """One flat table from the organization down to key results."""
    return sheet(_TABLE, _table_rows(report_day, selection))


def _table_rows(report_day: ReportDay, selection: Selection) -> Iterator[dict[str, Any]]:
    company = report_day.company
    yield {"type": "organization", "title": company.name, **_LEVEL.of(company.total)}
    for department in filter(lambda each: selection.department(each.id), company.departments):
        weight = exact(report_day.ws.departments[department.id].weight)
        head = {"type": "department", "ref": department.id, "title": department.name, "weight": weight}
        yield head | _LEVEL.of(department.total)
        for objective in filter(selection.objective, department.objectives):
            yield {"type": "objective", **_scored_json(report_day, objective, objective.planned.objective.weight)}
            for each in selection.key_results(objective):
                yield {"type": "key_result", **_scored_json(report_day, each, each.planned.key_result.weight)}
