"""Checks input against the plan of the day: what doesn't fit is a mistake with a hint, and never written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from okrctl.core.checkin.department_day import CheckInItem, DepartmentDay
from okrctl.core.checkin.entry import TEXTS, WITHDRAWN, CheckInInput, Entry, Mistake, ResultInput
from okrctl.core.checkin.shorthand import by_number, decimal_comma, in_full, plain_number
from okrctl.core.model.checkins import REST
from okrctl.core.model.values import InvalidResult, not_a_number
from okrctl.core.values.quantity import literal, parse_amount, parse_number
from okrctl.core.yaml.characters import find_in_scalar

_NUMBERS = "write a number without its unit, such as 57500, 57.5k or 52,000"


def judge(dept: DepartmentDay, words: CheckInInput, by: str) -> Entry | tuple[Mistake, ...]:
    """The entry from this input on the department's day, or all mistakes in it."""
    mistakes: list[Mistake] = []
    results: list[tuple[str, ResultInput]] = []
    for id, said in words.results.items():
        judged = _result(dept, id, said, id in words.unchanged)
        if isinstance(judged, ResultInput):
            results.append((dept.lasting(id), judged))
        else:
            mistakes += judged
    for id in words.unchanged:
        subject = None if id == REST else dept.subject(id)
        if isinstance(subject, Mistake):
            mistakes.append(subject)
    if REST in words.unchanged and not dept.round():
        hint = "pass another day with --date"
        mistakes.append(Mistake(f"nothing of {dept.department} is active on {dept.day}", hint))
    if dept.corrects is not None and not words.results and not words.unchanged:
        # a correction replaces only what it names
        hint = "pass --set ID=VALUE; to remove a value, --set ID=~"
        mistakes.append(Mistake("this correction names no key result", hint))
    mistakes += [*note_mistakes(words.note), *author_mistakes(by)]
    if mistakes:
        return tuple(mistakes)
    unchanged = tuple(id if id == REST else dept.lasting(id) for id in words.unchanged)
    return Entry(dept.written_on, by, words.note, tuple(results), unchanged, dept.corrects)


def day_mistake(day: date, today: date) -> Mistake | None:
    """The mistake of a date in the future."""
    if day <= today:
        return None
    return Mistake(f"{day} is after today, {today}", "use today's or an earlier date")


def _result(dept: DepartmentDay, id: str, said: ResultInput, unchanged: bool) -> ResultInput | list[Mistake]:
    subject = dept.subject(id, words=said.only_words or said == ResultInput(WITHDRAWN))
    if isinstance(subject, Mistake):
        return [subject]
    if said == ResultInput():
        return [Mistake(f"{id} has no value", f"write {id}=VALUE, or --unchanged {id} if it is the same as before")]
    return said_mistakes(subject, said, unchanged)


def said_mistakes(subject: CheckInItem, said: ResultInput, unchanged: bool) -> ResultInput | list[Mistake]:
    """The result of a subject as written to the file, or all mistakes in it."""
    id = subject.name
    taken = {name: WITHDRAWN for name in TEXTS if getattr(said, name) == WITHDRAWN}
    if taken and subject.said is None:
        return [Mistake(f"{id}: {WITHDRAWN} takes back what a day said", "name the day with --correct DATE")]
    nothing: dict[str, Any] = dict.fromkeys(taken)
    said = replace(said, **nothing)
    mistakes = [
        *_confidence(id, said),
        *note_mistakes(said.note, f"the note on {id}"),
        *baseline_mistakes(subject, said),
    ]
    if unchanged and (said.value is not None or said.done is not None):
        mistakes.append(Mistake(f"{id} has both a value and --unchanged", "leave out one of them"))
    fitting = fit(subject, said)
    if isinstance(fitting, Mistake):
        return [fitting, *mistakes]
    back: dict[str, Any] = dict(taken)
    return mistakes or replace(fitting, **back)


def fit(subject: CheckInItem, said: ResultInput) -> ResultInput | Mistake:
    """The result as written to the file, without short forms (``done`` lists for milestones); or the mistake."""
    name = subject.name
    if subject.reads is not None and (said.value is not None or said.done is not None):
        return Mistake(f"{name} reads its values from {subject.reads}", f"check in {subject.reads} instead")
    steps = [step.id for step in subject.measure.steps()]
    if steps and said.value is not None:
        said = replace(said, value=None, done=(*(said.done or ()), *by_number(said.value, subject)))
    start = said.baseline and plain_number(said.baseline)
    if start is not None and said.baseline is not None and parse_number(said.baseline) is None:
        said = replace(said, baseline=str(literal(start or Fraction(0))))
    baseline = start if isinstance(start, Fraction) else subject.series.baseline
    if said.done is not None:
        said_done = _milestones(subject, said, steps)
        if isinstance(said_done, Mistake):
            return said_done
        said = said_done
    for field in ("value", "projected"):
        text = getattr(said, field)
        read = text and _read(subject, field, text, baseline)
        if isinstance(read, Mistake):
            return read
        full: dict[str, Any] = {field: read or None}
        said = replace(said, **full)
    return said


def _read(subject: CheckInItem, field: str, text: str, baseline: Fraction | None) -> str | Mistake:
    """A value or projection as written to the file, or why it doesn't fit."""
    full = in_full(text, subject)
    if isinstance(full, Mistake):
        return full
    ask = subject.measure.read if field == "value" else subject.measure.read_projected
    read = ask(full, subject.unit, baseline)
    if not isinstance(read, InvalidResult):
        return full
    amount = parse_amount(full)
    help = _NUMBERS if read == not_a_number(full) else read.help
    if amount is not None and full.startswith("+") and not subject.measure.change_asked():
        more = full.removeprefix("+")
        help = f"write {more}, or +={more} for {more} more than the last value" if not amount.suffix else help
    about = subject.name if field == "value" else f"{subject.name}, projected"
    return Mistake(f"{about}: {read.message}", help)


def _milestones(subject: CheckInItem, said: ResultInput, steps: list[str]) -> ResultInput | Mistake:
    name = subject.name
    if not steps:
        return Mistake(f"{name} has no milestones: it is {subject.measure.summary}", "write its value")
    for id in said.done or ():
        if id not in steps:
            near = get_close_matches(id, steps, 1, 0.5)
            hint = f"did you mean {near[0]}?" if near else f"its milestones: {', '.join(steps)}"
            return Mistake(f"{name} has no milestone {id}", hint)
    return replace(said, done=tuple(dict.fromkeys(said.done or ())))


def _confidence(id: str, said: ResultInput) -> Iterator[Mistake]:
    if said.confidence is None:
        return
    number = parse_number(said.confidence)
    if number is None or not 0 <= number <= 10:
        yield Mistake(f"{id}: {said.confidence} isn't a confidence", "write a number from 0 (hopeless) to 10 (certain)")


def baseline_mistakes(subject: CheckInItem, said: ResultInput) -> Iterator[Mistake]:
    """Why a starting value (baseline) is invalid."""
    if said.baseline is None:
        return
    given, known = plain_number(said.baseline), subject.series.baseline
    if not subject.measure.takes_baseline():
        yield Mistake(f"{subject.name} has no baseline: it is {subject.measure.summary}", "leave out the baseline")
    elif given is None:
        wrong = Mistake(f"{subject.name}: the starting value {said.baseline} is not a number", _NUMBERS)
        yield decimal_comma(said.baseline) or wrong
    elif known is not None and known != given:
        yield Mistake(f"{subject.name} already starts at {literal(known)}", _other_start(subject, said.baseline))
    elif known is None and not subject.measure.leads_somewhere(given):
        change = subject.measure.change_asked()
        same = f"{change} of {said.baseline} is still {said.baseline}" if change else "it starts at its target"
        hint = f"check the number; to change the plan: okrctl amend {subject.ref} --to VALUE --why TEXT"
        yield Mistake(f"{subject.name}: {same}", hint)


def _other_start(subject: CheckInItem, wanted: str) -> str:
    """How to change a known baseline."""
    if subject.started_on is None:
        return f"it is part of the plan: okrctl amend {subject.ref} --to baseline={wanted} --why TEXT"
    department = subject.ref.partition("/")[0]
    day = subject.started_on
    return f"to correct that of {day}: okrctl checkin {department} --correct {day} --baseline {subject.name}={wanted}"


def note_mistakes(text: str | None, what: str = "the note") -> list[Mistake]:
    """Why a text can't be written to a file."""
    if text is None:
        return []
    if not text.strip():
        return [Mistake(f"{what} is empty", "leave it out, or write something")]
    found = find_in_scalar(text)
    return [Mistake(f"{what}: {found[1]}", found[2])] if found else []


def author_mistakes(by: str) -> list[Mistake]:
    """Why a name can't be written to a file as the author."""
    if "\n" in by:
        return [Mistake("the author has more than one line", "pass an email address or a name")]
    return note_mistakes(by, "the author")
