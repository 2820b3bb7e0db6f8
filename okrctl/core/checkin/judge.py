"""Holds what was given against the plan of the day: what does not fit is a mistake with a way out, never written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

from okrctl.core.checkin.department_day import CheckInItem, DepartmentDay
from okrctl.core.checkin.entry import CheckInInput, Entry, Mistake, ResultInput
from okrctl.core.model.checkins import REST
from okrctl.core.model.values import InvalidResult
from okrctl.core.values.quantity import parse_number
from okrctl.core.yaml.characters import find_in_scalar

_BETWEEN = re.compile(r"[,;\s]+")


def judge(scene: DepartmentDay, words: CheckInInput, by: str) -> Entry | tuple[Mistake, ...]:
    """The entry that these words make on the scene's day, or everything that is wrong with them."""
    mistakes: list[Mistake] = []
    results: list[tuple[str, ResultInput]] = []
    for id, said in words.results.items():
        judged = _result(scene, id, said, id in words.unchanged)
        if isinstance(judged, ResultInput):
            results.append((scene.lasting(id), judged))
        else:
            mistakes += judged
    for id in words.unchanged:
        subject = None if id == REST else scene.subject(id)
        if isinstance(subject, Mistake):
            mistakes.append(subject)
    if REST in words.unchanged and not scene.round():
        mistakes.append(Mistake(f"nothing of {scene.department} runs on {scene.day}", "give another day with --date"))
    mistakes += [*note_mistakes(words.note), *author_mistakes(by)]
    if mistakes:
        return tuple(mistakes)
    unchanged = tuple(id if id == REST else scene.lasting(id) for id in words.unchanged)
    return Entry(scene.day, by, words.note, tuple(results), unchanged)


def day_mistake(day: date, today: date) -> Mistake | None:
    """Why no check-in can be made for a day: it has not come yet."""
    if day <= today:
        return None
    return Mistake(
        f"{day} is after today, {today}", "a check-in says what was seen; give a day that has been with --date"
    )


def _result(scene: DepartmentDay, id: str, said: ResultInput, unchanged: bool) -> ResultInput | list[Mistake]:
    subject = scene.subject(id)
    if isinstance(subject, Mistake):
        return [subject]
    if said == ResultInput():
        return [
            Mistake(f"{id}: nothing is said of it", f"write {id}=VALUE, or --unchanged {id} for the same as before")
        ]
    return said_mistakes(subject, said, unchanged)


def said_mistakes(subject: CheckInItem, said: ResultInput, unchanged: bool) -> ResultInput | list[Mistake]:
    """What is said of a subject as the file will have it, or everything that is wrong with it."""
    id = subject.name
    mistakes = [
        *_confidence(id, said),
        *note_mistakes(said.note, f"the note on {id}"),
        *baseline_mistakes(subject, said),
        *_contradiction(id, said, unchanged),
    ]
    fitting = fit(subject, said)
    if isinstance(fitting, Mistake):
        return [fitting, *mistakes]
    return mistakes or fitting


def fit(subject: CheckInItem, said: ResultInput) -> ResultInput | Mistake:
    """What is said with its value as the file will have it (``done`` lists for milestones), or why it does not fit."""
    name = subject.name
    if subject.reads is not None and (said.value is not None or said.done is not None):
        return Mistake(f"{name} reads its values from {subject.reads}", f"check in {subject.reads} instead")
    steps = [step.id for step in subject.measure.steps()]
    if steps and said.value is not None:
        named = tuple(id for id in _BETWEEN.split(said.value) if id)
        said = replace(said, value=None, done=(*(said.done or ()), *named))
    if said.done is not None:
        return _milestones(subject, said, steps)
    if said.value is None:
        return said
    baseline = parse_number(said.baseline) if said.baseline else None
    read = subject.measure.read(said.value, subject.unit, subject.series.baseline if baseline is None else baseline)
    return Mistake(f"{name}: {read.message}", read.help) if isinstance(read, InvalidResult) else said


def _milestones(subject: CheckInItem, said: ResultInput, steps: list[str]) -> ResultInput | Mistake:
    name = subject.name
    if not steps:
        return Mistake(f"{name} has no milestones: it is {subject.measure.summary}", "give its value")
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
        yield Mistake(f"{id}: {said.confidence} is no confidence", "write a number from 0 (hopeless) to 10 (certain)")


def baseline_mistakes(subject: CheckInItem, said: ResultInput) -> Iterator[Mistake]:
    """Why the baseline that is said cannot be one."""
    if said.baseline is None:
        return
    given, known = parse_number(said.baseline), subject.series.baseline
    if given is None:
        yield Mistake(f"{subject.name}: the baseline {said.baseline} is not a number", "write a plain number")
    elif not subject.measure.takes_baseline():
        yield Mistake(f"{subject.name} has no baseline: it is {subject.measure.summary}", "leave the baseline out")
    elif known is not None and known != given:
        hint = "one baseline holds for the whole cycle; leave it out"
        yield Mistake(f"{subject.name}: its baseline is known already, and another number", hint)
    elif known is None and not subject.measure.leads_somewhere(given):
        hint = "check the number; the plan can be put right with okrctl amend"
        yield Mistake(f"{subject.name}: from a baseline of {said.baseline} the plan leads nowhere", hint)


def _contradiction(id: str, said: ResultInput, unchanged: bool) -> Iterator[Mistake]:
    if unchanged and (said.value is not None or said.done is not None):
        yield Mistake(f"{id} is given a value and called unchanged", "say one of the two")


def note_mistakes(text: str | None, what: str = "the note") -> list[Mistake]:
    """Why a text cannot stand in a file."""
    if text is None:
        return []
    if not text.strip():
        return [Mistake(f"{what} is empty", "leave it out, or say something")]
    found = find_in_scalar(text)
    return [Mistake(f"{what}: {found[1]}", found[2])] if found else []


def author_mistakes(by: str) -> list[Mistake]:
    """Why a name cannot stand in a file as the author's."""
    if "\n" in by:
        return [Mistake("the author is more than one line", "give a mail address or a name")]
    return note_mistakes(by, "the author")
