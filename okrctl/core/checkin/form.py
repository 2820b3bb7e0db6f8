"""A check-in as a form to fill in with an editor: every result with its title above it, and reading it back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from okrctl.core.checkin.department_day import CheckInItem
from okrctl.core.checkin.entry import CheckInInput, Mistake, ResultInput
from okrctl.core.format.validate import shape
from okrctl.core.model.checkins import CheckIn, result_of
from okrctl.core.values import safe
from okrctl.core.yaml import read
from okrctl.core.yaml.locate import Locator

_NAME = "check-in"


def blank_form(department: str, day: date, subjects: Iterable[CheckInItem], about: Iterable[Iterable[str]]) -> str:
    """The form; empty values are ignored.

    ``about`` has lines for each subject, such as its plan and last values.
    """
    lines = [
        f"# Check-in of {department}. Empty values are ignored; to stop, delete everything.",
        "# More than a value: {value: 57500, confidence: 7, note: slow start}. Milestones: [one, two].",
        f"date: {day}",
        "note:",
        "results:",
    ]
    for subject, said in zip(subjects, about, strict=True):
        lines += [
            f"  # {safe.line(subject.title)}",
            *(f"  #   {safe.line(line)}" for line in said),
            f"  {subject.name}:",
        ]
    lines += ["# same value as before: ids, or rest for all others", "unchanged: []", ""]
    return "\n".join(lines)


def read_form(text: str) -> CheckInInput | tuple[Mistake, ...]:
    """The content of a filled-in form, or its mistakes by line."""
    reading = read(_NAME, text)
    data = reading.data if isinstance(reading.data, dict) else {}
    if not reading.problems and not data:
        return CheckInInput()
    shaped = shape(CheckIn, {"by": "-", **data}, _NAME)
    problems = (*reading.problems, *shaped.problems)
    if problems:
        locator = Locator(_NAME, text)
        spans = ((problem, problem.place.span or locator.span(problem.place)) for problem in problems)
        return tuple(Mistake(f"line {span.line}: {problem.message}", problem.help) for problem, span in spans)
    entry = shaped.model
    assert entry is not None
    results = {id: ResultInput.of(result_of(each)) for id, each in (entry.written or {}).items() if each is not None}
    return CheckInInput(results, entry.unchanged, entry.note, entry.date, entry.by if data.get("by") else None)
