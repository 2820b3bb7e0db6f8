"""``okrctl score``: scores and expected scores, grades at the end, and on request their calculation."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from okrctl.core.model.figures import NONE, show
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.selection import Selection
from okrctl.core.scores.plan import weight_of
from okrctl.core.scores.rollup import AMBITIONS, DepartmentTotal, Total
from okrctl.core.scores.scoring import ENDED, ScoredKeyResult, ScoredObjective, grade, grade_of
from okrctl.core.values.width import width
from okrctl.views.blocks import Blank, Block, Cell, Column, Document, Heading, Line, Run, Style, Table, document
from okrctl.views.explain import explain, explanation_json, mean, parts_of_mean, thresholds
from okrctl.views.figures import beside, columns, reported, share, standing
from okrctl.views.progress import shown_objectives
from okrctl.views.published import Positions, cell_text, exact, rounded
from okrctl.views.signs import marked
from okrctl.views.status import worst_first

SCHEMA = "okrctl/score/v1"
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


def score_document(report_day: ReportDay, selection: Selection, positions: Positions | None = None) -> Document:
    """Departments with their objectives, and key results if selected; with positions, all are explained."""
    return document(_blocks(report_day, selection, positions))


def _blocks(report_day: ReportDay, selection: Selection, positions: Positions | None) -> Iterator[Block]:
    company, total = report_day.company, report_day.company.total
    yield Heading(company.name, f"as of {report_day.day}")
    if total.score is None:
        yield Line(f"Nothing is active on {report_day.day}, so there is no score.")
    else:
        yield Line((Run(standing(total), "strong"), "  ", *_summary(report_day, total)), 0, 2)
    if positions and total.score is not None:
        weights = [
            (weight_of(report_day.ws.departments[each.id].head.weight), each.total) for each in company.departments
        ]
        yield _formula(_mean_of_totals(weights), total.score, 0)
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
    weight = weight_of(report_day.ws.departments[department.id].head.weight)
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


def _mean_of_totals(parts: list[tuple[Fraction, Total]]) -> str:
    return mean([(weight, total.score) for weight, total in parts if total.score is not None])


def score_json(report_day: ReportDay, selection: Selection, positions: Positions) -> dict[str, Any]:
    """All selected items, with every key result explained."""
    filters = selection.without_names()
    departments = [
        _department_json(report_day, filters, each, positions)
        for each in report_day.company.departments
        if filters.department(each.id)
    ]
    if filters.filters_items:
        departments = [each for each in departments if each["objectives"]]
    return {
        "schema": SCHEMA,
        "as_of": report_day.day,
        "organization": {"name": report_day.company.name, **_total_json(report_day, report_day.company.total)},
        "departments": departments,
    }


def _total_json(report_day: ReportDay, total: Total) -> dict[str, Any]:
    parts = {
        ambition: {
            "score": rounded(getattr(total, ambition).score),
            "expected": rounded(getattr(total, ambition).expected),
            "grade": _grade_of_part(report_day, total, ambition),
        }
        for ambition in AMBITIONS
    }
    return {
        "score": rounded(total.score),
        "expected": rounded(total.expected),
        "gap": rounded(total.gap),
        "status": total.status,
        **parts,
    }


def _department_json(
    report_day: ReportDay, selection: Selection, department: DepartmentTotal, positions: Positions
) -> dict[str, Any]:
    return {
        "id": department.id,
        "name": department.name,
        "weight": exact(weight_of(report_day.ws.departments[department.id].head.weight)),
        **_total_json(report_day, department.total),
        "objectives": [
            _objective_json(report_day, selection, each, positions)
            for each in department.objectives
            if selection.objective(each)
        ],
    }


def _objective_json(
    report_day: ReportDay, selection: Selection, objective: ScoredObjective, positions: Positions
) -> dict[str, Any]:
    planned = objective.planned
    ambition = planned.objective.ambition
    common = _scored_json(report_day, objective, planned.objective.weight)
    results = [
        {
            **_scored_json(report_day, each, each.planned.key_result.weight),
            "progress": rounded(each.progress),
            "explanation": explanation_json(report_day, each, positions),
        }
        for each in selection.key_results(objective)
    ]
    return {**common, "ambition": ambition, "formula": mean(parts_of_mean(objective)), "key_results": results}


def _scored_json(report_day: ReportDay, scored: ScoredObjective | ScoredKeyResult, weight: Fraction) -> dict[str, Any]:
    return {
        "ref": scored.planned.ref,
        "title": scored.planned.title,
        "weight": exact(weight),
        "counted": scored.counted,
        "score": rounded(scored.score),
        "grade": grade(report_day.ws.config, scored),
        "expected": rounded(scored.expected),
        "gap": rounded(scored.gap),
        "status": scored.status,
    }


_TABLE = ("type", "ref", "title", "weight", "counted", "score", "grade", "expected", "status")


def score_table(report_day: ReportDay, selection: Selection) -> Document:
    """One flat table from the organization down to key results."""
    company = report_day.company
    rows = [_flat("organization", "", company.name, None, company.total)]
    for department in company.departments:
        if selection.department(department.id):
            weight = weight_of(report_day.ws.departments[department.id].head.weight)
            rows.append(_flat("department", department.id, department.name, weight, department.total))
            for objective in department.objectives:
                if selection.objective(objective):
                    found = _scored_json(report_day, objective, objective.planned.objective.weight)
                    rows.append(_row("objective", found))
                    for each in selection.key_results(objective):
                        found = _scored_json(report_day, each, each.planned.key_result.weight)
                        rows.append(_row("key_result", found))
    return document([Table(tuple(Column(name) for name in _TABLE), tuple(rows))])


def _flat(level: str, ref: str, title: str, weight: Fraction | None, total: Total) -> tuple[str, ...]:
    values = {"ref": ref, "title": title, "weight": exact(weight), "status": total.status}
    return _row(level, values | {"score": rounded(total.score), "expected": rounded(total.expected)})


def _row(level: str, values: dict[str, Any]) -> tuple[str, ...]:
    known = {**values, "type": level}
    return tuple(cell_text(known.get(name)) for name in _TABLE)
