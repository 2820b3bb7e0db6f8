"""The review of a plan, department by department: what to change, and questions for the meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from okrctl.core.company.workspace import Workspace
from okrctl.core.review.coach import Reading, Remark
from okrctl.core.values.counted import counted
from okrctl.core.values.diagnostic import Place
from okrctl.views.blocks import Blank, Block, Column, Document, Heading, Line, Run, Table, document, section
from okrctl.views.records import TEXT, Record, head, listed, maybe, report

_REMARK = Record("topic ref message help", {"title": maybe(TEXT)}, "path line")
_QUESTION = Record("ref", {"question": TEXT})
_DEPARTMENT = Record("id", {"objectives": listed(TEXT), "remarks": listed(_REMARK), "questions": listed(_QUESTION)})
SHAPE = report("okrctl/review/v1", {"departments": listed(_DEPARTMENT)})
LineOf = Callable[[Place], int]
_COLUMNS = (Column("What"), Column("Advice"), Column("What to do"), Column("Where"))
_TITLES = {
    "wording": "Say it better",
    "numbers": "Numbers to check",
    "guardrails": "Guardrails that are missing",
    "evidence": "How we will know",
    "owners": "Who answers for it",
    "signatures": "Who should sign",
    "ambition": "Ambition",
}


def document_of(ws: Workspace, readings: Sequence[Reading], line: LineOf, *, spare: bool = False) -> Document:
    """Every department with its advice by subject, then the questions.

    With ``spare``, advice is line by line, to fit a terminal; otherwise in tables.
    """
    blocks: list[Block] = [Heading((Run(ws.config.organization, "strong"), "  the plan, as a coach reads it"))]
    if not readings:
        blocks.append(Line("There are no objectives to review."))
    for reading in readings:
        blocks += [Blank(), *_reading(ws, reading, line, spare=spare)]
    return document(blocks)


def _reading(ws: Workspace, reading: Reading, line: LineOf, *, spare: bool) -> Iterator[Block]:
    count = len(reading.objectives)
    results = sum(len(objective.key_results) for objective in reading.objectives)
    note = f"{counted(count, 'objective')}, {counted(results, 'key result')}"
    yield Heading((Run(ws.departments[reading.department].name, "strong"), f"  {note}"))
    if not reading.remarks:
        yield Line(Run("✓ nothing to change", "good"))
    for subject, title in _TITLES.items():
        own = [remark for remark in reading.remarks if remark.subject == subject]
        if spare:
            yield from section(title, *(part for each in own for part in _remark(each, line)))
        elif own:
            rows = ((each.ref, each.says, _way(each), f"{each.place.path}:{line(each.place)}") for each in own)
            yield from section(title, Table(_COLUMNS, tuple(rows)))
    questions = (Line((Run(ref, "strong"), f"  {question}"), 2, 2) for ref, question in reading.questions)
    yield from section("Questions for the meeting", *questions)


def _remark(remark: Remark, line: LineOf) -> Iterator[Block]:
    yield Line((Run(remark.ref, "strong"), f"  {remark.says}"), 2, 2)
    if way := _way(remark):
        yield Line((Run("→ ", "info"), way), 4, 2)
    yield Line(Run(f"{remark.place.path}:{line(remark.place)}", "dim"), 4)


def _way(remark: Remark) -> str:
    """What to do: the better title if there is one."""
    return f"“{remark.title}”" if remark.title else remark.do or ""


def object_of(ws: Workspace, day: date, readings: Sequence[Reading], line: LineOf) -> dict[str, Any]:
    """The same for programs."""
    return SHAPE.of(head(ws.config.organization, day), departments=[_department(each, line) for each in readings])


def _department(reading: Reading, line: LineOf) -> dict[str, Any]:
    return _DEPARTMENT.of(
        id=reading.department,
        objectives=[objective.ref for objective in reading.objectives],
        remarks=[
            _REMARK.of(each, each.place, topic=each.subject, message=each.says, help=each.do, line=line(each.place))
            for each in reading.remarks
        ],
        questions=[_QUESTION.of(ref=ref, question=question) for ref, question in reading.questions],
    )
