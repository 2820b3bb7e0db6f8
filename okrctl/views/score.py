"""``okrctl score``: scores, what they would earn if the cycle ended today, and on request how they come about."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from okrctl.core.model.figures import NONE, show
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.selection import Selection
from okrctl.core.scores.plan import weight_of
from okrctl.core.scores.rollup import AMBITIONS, DepartmentTotal, Total
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredObjective, grade
from okrctl.core.values.width import width
from okrctl.views.blocks import Blank, Block, Cell, Column, Document, Heading, Line, Run, Table, document
from okrctl.views.explain import explain, explanation_json, mean, parts_of_mean, thresholds
from okrctl.views.figures import reported, share
from okrctl.views.published import Positions, cell_text, exact, rounded
from okrctl.views.signs import marked
from okrctl.views.status import shown_objectives, worst_first

SCHEMA = "okrctl/score/v1"
_COLUMNS = (Column("of what", shrink=True), Column("weight", "right"), Column("score", "right"), Column("grade"))
_STATE = 7  # the width of a sign and "amber"
Row = tuple[Cell, ...]


def score_document(picture: ReportDay, selection: Selection, positions: Positions | None = None) -> Document:
    """Departments with their objectives, and key results where some were asked for; with positions all explained."""
    return document(list(_blocks(picture, selection, positions)))


def _blocks(picture: ReportDay, selection: Selection, positions: Positions | None) -> Iterator[Block]:
    company, total = picture.company, picture.company.total
    yield Heading(company.name, f"as of {picture.day}")
    if total.score is None:
        yield Line(f"Nothing is counted on {picture.day}, so there is no score.")
    else:
        yield Line((Run(_known(total), "strong"), "  ", *_parts(picture, total)))
    if positions and total.score is not None:
        weights = [(weight_of(picture.ws.departments[each.id].weight), each.total) for each in company.departments]
        yield _formula(_mean_of_totals(weights), total.score, 0)
        for ambition in AMBITIONS:
            yield Line(Run(thresholds(picture.ws.config, ambition), "dim"))
    departments = [each for each in worst_first(company.departments) if selection.department(each.id)]
    if positions:
        for department in departments:
            yield from _explained(picture, selection, department, positions)
        return
    rows = [row for each in departments for row in _department_rows(picture, selection, each)]
    if rows:
        yield Blank()
        yield Table(_COLUMNS, tuple(rows))


def _known(total: Total) -> str:
    return share(total.score) if reported(total) else NONE


def _parts(picture: ReportDay, total: Total) -> tuple[Run | str, ...]:
    """Grades of the committed and the aspirational part."""
    if not reported(total):
        return (Run("no data", "dim"),) if total.score is not None else ()
    found: list[Run | str] = []
    for ambition in AMBITIONS:
        score = getattr(total, ambition).score
        earned = grade(picture.ws.config, score, ambition)
        if earned:
            found += [f"{' · ' if found else ''}{ambition} {share(score)} ", marked(earned)]
    return tuple(found)


def _department_rows(picture: ReportDay, selection: Selection, department: DepartmentTotal) -> Iterator[Row]:
    objectives = shown_objectives(picture, selection, department)
    if not objectives and selection.of_items:
        return
    total = department.total
    weight = weight_of(picture.ws.departments[department.id].weight)
    parts = _parts(picture, total)
    alone = parts[-1] if len(parts) in (1, 2) else ""
    yield (Run(department.name, "strong"), show(weight), Run(_known(total), "strong"), alone)
    if len(parts) > 2:
        yield (("  ", *parts),)
    for objective in objectives:
        planned = objective.planned
        name = (f"  {planned.objective.id}  ", Run(planned.title, "dim"))
        earned = grade(picture.ws.config, objective.score, planned.objective.ambition)
        yield (name, show(planned.objective.weight), *_graded(objective.score, earned, objective))
        if selection.of_items:
            for result in selection.key_results(objective):
                yield _key_result_row(picture, result)


def _key_result_row(picture: ReportDay, result: ScoredKeyResult) -> Row:
    planned = result.planned
    name = (f"    {planned.key_result.id}  ", Run(planned.title, "dim"))
    earned = grade(picture.ws.config, result.score, planned.ambition)
    return (name, show(planned.key_result.weight), *_graded(result.score, earned, result))


def _graded(score: Fraction | None, earned: str | None, scored: ScoredObjective | ScoredKeyResult) -> tuple[Run, Run]:
    """Score and grade; what does not count says why instead."""
    if not scored.counted:
        known = earned and scored.status not in ("draft", "not-started")
        return (Run(share(score) if known else NONE, "dim"), marked(scored.status))
    if not earned or not reported(scored):
        return (Run(NONE, "dim"), Run("no data", "dim"))
    return (Run(share(score)), marked(earned))


def _explained(
    picture: ReportDay, selection: Selection, department: DepartmentTotal, positions: Positions
) -> Iterator[Block]:
    objectives = shown_objectives(picture, selection, department)
    if not objectives:
        return
    yield Blank()
    total = department.total
    yield Heading(department.name, (_known(total), "  ", *_parts(picture, total)), level=2)
    if total.score is not None:
        parts = [(each.planned.objective.weight, each.score) for each in department.objectives if each.counted]
        yield _formula(mean([part for part in parts if part[1] is not None]), total.score, 0)
    for objective in objectives:
        yield Blank()
        yield from _explained_objective(picture, selection, objective, positions)


def _explained_objective(
    picture: ReportDay, selection: Selection, objective: ScoredObjective, positions: Positions
) -> Iterator[Block]:
    planned = objective.planned
    earned = grade(picture.ws.config, objective.score, planned.objective.ambition)
    yield _title(planned.ref, planned.title, _graded(objective.score, earned, objective), 0)
    if objective.score is not None:
        yield _formula(mean(parts_of_mean(objective)), objective.score, 2)
    for result in selection.key_results(objective):
        earned = grade(picture.ws.config, result.score, result.planned.ambition)
        yield _title(result.planned.key_result.id, result.planned.title, _graded(result.score, earned, result), 2)
        yield from explain(picture, result, positions)


def _title(name: str, title: str, graded: tuple[Run, Run], indent: int) -> Line:
    """Score and grade stand first, in a column of their own: titles are of any length."""
    score, state = graded
    lead = 4 - width(score.text), _STATE - width(state.text)
    text = (" " * lead[0], score, " ", state, " " * lead[1], "  ", Run(name, "strong"), f"  {title}")
    return Line(text, indent, 4 + 1 + _STATE + 2)


def _formula(text: str, score: Fraction, indent: int) -> Line:
    return Line((Run("score = ", "dim"), f"{text} = {show(score)}"), indent, 2)


def _mean_of_totals(parts: list[tuple[Fraction, Total]]) -> str:
    return mean([(weight, total.score) for weight, total in parts if total.score is not None])


def score_json(picture: ReportDay, selection: Selection, positions: Positions) -> dict[str, Any]:
    """Everything that the filters leave, every key result explained."""
    filters = selection.without_names()
    departments = [
        _department_json(picture, filters, each, positions)
        for each in picture.company.departments
        if filters.department(each.id)
    ]
    if filters.filters_items:
        departments = [each for each in departments if each["objectives"]]
    return {
        "schema": SCHEMA,
        "as_of": picture.day,
        "organization": {"name": picture.company.name, **_total_json(picture, picture.company.total)},
        "departments": departments,
    }


def _total_json(picture: ReportDay, total: Total) -> dict[str, Any]:
    parts = {
        ambition: {
            "score": rounded(getattr(total, ambition).score),
            "expected": rounded(getattr(total, ambition).expected),
            "grade": grade(picture.ws.config, getattr(total, ambition).score, ambition),
        }
        for ambition in AMBITIONS
    }
    return {"score": rounded(total.score), "expected": rounded(total.expected), **parts}


def _department_json(
    picture: ReportDay, selection: Selection, department: DepartmentTotal, positions: Positions
) -> dict[str, Any]:
    return {
        "id": department.id,
        "name": department.name,
        "weight": exact(weight_of(picture.ws.departments[department.id].weight)),
        **_total_json(picture, department.total),
        "objectives": [
            _objective_json(picture, selection, each, positions)
            for each in department.objectives
            if selection.objective(each)
        ],
    }


def _objective_json(
    picture: ReportDay, selection: Selection, objective: ScoredObjective, positions: Positions
) -> dict[str, Any]:
    planned = objective.planned
    ambition = planned.objective.ambition
    common = _scored_json(picture, objective, planned.objective.weight, ambition)
    results = [
        {
            **_scored_json(picture, each, each.planned.key_result.weight, ambition),
            "progress": rounded(each.progress),
            "explanation": explanation_json(picture, each, positions),
        }
        for each in selection.key_results(objective)
    ]
    return {**common, "ambition": ambition, "formula": mean(parts_of_mean(objective)), "key_results": results}


def _scored_json(
    picture: ReportDay, scored: ScoredObjective | ScoredKeyResult, weight: Fraction, ambition: str
) -> dict[str, Any]:
    return {
        "ref": scored.planned.ref,
        "title": scored.planned.title,
        "weight": exact(weight),
        "counted": scored.counted,
        "score": rounded(scored.score),
        "grade": grade(picture.ws.config, scored.score, ambition),
        "expected": rounded(scored.expected),
        "gap": rounded(scored.gap),
        "status": scored.status,
    }


_TABLE = ("type", "ref", "title", "weight", "counted", "score", "grade", "expected", "status")


def score_table(picture: ReportDay, selection: Selection) -> Document:
    """One flat table from the organization down to key results."""
    company = picture.company
    rows = [_flat("organization", "", company.name, None, company.total)]
    for department in company.departments:
        if selection.department(department.id):
            weight = weight_of(picture.ws.departments[department.id].weight)
            rows.append(_flat("department", department.id, department.name, weight, department.total))
            for objective in department.objectives:
                if selection.objective(objective):
                    ambition = objective.planned.objective.ambition
                    rows.append(
                        _row(
                            "objective", _scored_json(picture, objective, objective.planned.objective.weight, ambition)
                        )
                    )
                    for each in selection.key_results(objective):
                        found = _scored_json(picture, each, each.planned.key_result.weight, ambition)
                        rows.append(_row("key_result", found))
    return document([Table(tuple(Column(name) for name in _TABLE), tuple(rows))])


def _flat(level: str, ref: str, title: str, weight: Fraction | None, total: Total) -> tuple[str, ...]:
    values = {"ref": ref, "title": title, "weight": exact(weight), "status": total.status}
    return _row(level, values | {"score": rounded(total.score), "expected": rounded(total.expected)})


def _row(level: str, values: dict[str, Any]) -> tuple[str, ...]:
    known = {**values, "type": level}
    return tuple(cell_text(known.get(name)) for name in _TABLE)
