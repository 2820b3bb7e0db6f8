"""``import --review``: findings about a document, at its own lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.values import Arrival, Remark, Where
from okrctl.core.company.workspace import Workspace
from okrctl.core.planning.propose import consequences
from okrctl.core.values.cycle import parse_cycle
from okrctl.core.values.diagnostic import DocPath, Problem

DEPARTMENT = "document"
"""The department of items without one, while a document is reviewed."""


def without_questions(answers: Answers, today: date) -> Answers:
    """The same answers, with a cycle and a department for items without one; nothing is written."""
    return replace(answers, cycle=answers.cycle or _quarter(today), department=answers.department or DEPARTMENT)


def without_past(arrival: Arrival, today: date) -> None:
    """Move past items to the current quarter: rules skip past cycles, but here only the writing matters."""
    present = parse_cycle(_quarter(today))
    assert present is not None
    for item in arrival.items:
        if item.cycle is not None and item.cycle.end < today:
            item.cycle = present


def _quarter(day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"


def judged(before: Workspace, after: Workspace, made: Sequence[Arrival], today: date) -> list[Remark]:
    """New findings about a document's items, each at the line or cell of its item; in the document's order."""
    sources = {item.ref: item.where for one in made for item in one.items if item.ref}
    places = {
        (entry.path, entry.at): sources[entry.ref]
        for ids in after.entries.values()
        for entries in ids.values()
        for entry in entries
        if entry.ref in sources
    }
    found = consequences(before, after, today)
    order = {where: number for number, where in enumerate(sources.values())}
    remarks = [
        Remark(problem.rule, where, problem.message, problem.help or "")
        for problem in (*found.errors, *found.others)
        if (where := _where(problem, places)) is not None
    ]
    return sorted(remarks, key=lambda each: order[each.where])


def _where(problem: Problem, places: Mapping[tuple[str, DocPath], Where]) -> Where | None:
    """The source of the innermost item that a finding is about."""
    path, at = problem.place.path, problem.place.at
    return next((places[path, at[:n]] for n in range(len(at), 0, -1) if (path, at[:n]) in places), None)
