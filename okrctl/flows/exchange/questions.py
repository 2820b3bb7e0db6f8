"""Questions of an import on a terminal, and answers to what people ask about it: the tools that it knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from okrctl.core.arrival.answers import CHOICES, Answers, known_field, parse_answer, wrong_answer
from okrctl.core.arrival.decide import undated
from okrctl.core.arrival.tool import tools
from okrctl.core.arrival.values import Arrival, Remark
from okrctl.core.arrival.words import fold
from okrctl.core.values import safe
from okrctl.core.values.counted import counted
from okrctl.core.values.stop import EXIT_FINDINGS, Stop
from okrctl.flows.console import Console, agreed
from okrctl.views.blocks import Blank, Column, Document, Line, Run, Table, document

_QUESTIONS = {
    "decimal": "Which sign is before the decimals, point or comma",
    "dates": "Which comes first in these dates: day-first or month-first",
    "fiscal_year": "Which month does the fiscal year start in, such as 2; 2:end if it is named after its end",
    "cycle": "Cycle for these, such as 2026-Q1",
    "department": "Department for these, such as marketing",
}
_STOPPED = "nothing written"


def columns_confirmed(
    console: Console, decide: Callable[[Answers], list[Arrival]], answers: Answers
) -> tuple[Answers, list[Arrival]]:
    """Show the meaning of each heading until the user agrees; return the answers and the resulting decisions.

    ``decide`` returns what answers lead to.
    """
    while True:
        made = decide(answers)
        columns = {key: field for one in made if not one.ids for key, field in one.columns.items()}
        if not columns:
            return answers, made
        rows = tuple((heading, "→", field or Run("kept as it is", "dim")) for heading, field in columns.items())
        heads = (Column("Column"), Column(""), Column("Meaning"))
        console.aside(document([Table(heads, rows, header=False, indent=2)]))
        if agreed(console, "Are these columns right?"):
            return answers, made
        answers = _corrected(console, answers, list(columns))


def _corrected(console: Console, answers: Answers, headings: Sequence[str]) -> Answers:
    known = {fold(heading): heading for heading in headings}
    columns = dict(answers.columns)
    while text := console.ask("COLUMN=MEANING, such as Deadline=end, or =keep (Enter when done): "):
        heading, _, field = (part.strip() for part in text.rpartition("="))
        problem = known_field(field)
        if fold(heading) not in known:
            console.complain(f"no column {heading!r}; available: {', '.join(known.values())}")
        elif problem:
            console.complain(problem)
        else:
            columns[fold(heading)] = None if field == "keep" else field
    return replace(answers, columns=columns)


def asked(console: Console, blocking: Sequence[Remark], answers: Answers, departments: Sequence[str]) -> Answers:
    """Ask the first question that blocks the import; Stop without an answer.

    Each remark in ``blocking`` has the key of its question.
    """
    first = blocking[0]
    told = [Line(f"{first.where}: {first.message}", hang=2)]
    if first.key == "department" and departments:
        told.append(Line(Run(f"departments: {', '.join(departments)}", "dim"), 2, 2))
    console.aside(document([Blank(), *told]))
    while True:
        text = console.ask(f"{_QUESTIONS[first.key]} (Enter: stop): ")
        if not text:
            raise Stop(_STOPPED, EXIT_FINDINGS, first.way or None)
        value = parse_answer(first.key, _whole(first.key, text))
        if value is not None:
            return replace(answers, **{first.key: value})
        console.complain(safe.line(wrong_answer(first.key, text)))


def optional(console: Console, made: Sequence[Arrival], answers: Answers) -> Answers:
    """Ask optional questions: who owns objectives, and the date of values."""
    nobody = next((each for one in made for each in one.remarks if each.key == "owner"), None)
    if nobody is not None and answers.owner is None:
        console.aside(document([Blank(), Line(f"{nobody.where}: {nobody.message}", hang=2)]))
        answers = replace(answers, owner=console.ask("Owner of these (Enter: nobody yet): ") or None)
    left = [item for one in made for item, value in undated(one) if value is not None]
    if left and answers.value_date is None:
        what = counted(len(left), "value has no date", "values have no date")
        told = f"{left[0].where}: {what}; the first is of {left[0].title!r}"
        console.aside(document([Blank(), Line(told, hang=2)]))
        while text := console.ask("Day of these values, such as 2026-03-31 (Enter: keep them, but not as check-ins): "):
            day = parse_answer("value_date", text)
            if day is not None:
                return replace(answers, value_date=day)
            console.complain(safe.line(wrong_answer("value_date", text)))
    return answers


def _whole(key: str, text: str) -> str:
    """The choice that starts with an answer."""
    found = [choice for choice in CHOICES.get(key, ()) if choice.startswith(text.lower())]
    return found[0] if len(found) == 1 else text


def known_systems() -> Document:
    """A table of all tools."""
    rows = tuple((tool.name, tool.title, tool.sure, tool.origin) for tool in tools())
    columns = (Column("name"), Column("tool"), Column("known from"), Column("origin", shrink=True))
    return document([Table(columns, rows)])


def query_of(name: str) -> str:
    """The query for a tool's API."""
    found = {tool.name: tool.query for tool in tools() if tool.query}
    if name not in found:
        raise Stop(f"no query for {name}", hint=f"available: {', '.join(found)}")
    return found[name]
