"""What is asked when something is closed: what was learned, and why committed key results were missed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from okrctl.core.checkin.judge import note_mistakes
from okrctl.core.contracts.contracts import Spot
from okrctl.core.planning.close import Learned, unexplained
from okrctl.core.scores.scoring import ScoredObjective
from okrctl.core.values import safe
from okrctl.flows.console import Console
from okrctl.views.grades import document_of

_STOP = "s"


def questions(console: Console, graded: Sequence[ScoredObjective], said: Learned, day: date) -> dict[Spot, str]:
    """Everything that is answered, with what was said before; ``s`` leaves the other questions out."""
    answers = dict(said)
    for objective in graded:
        console.aside(document_of([objective], day))
        for place, question in list(_of(objective, answers, day)):
            answer = _ask(console, question)
            if answer == _STOP:
                return answers
            if answer:
                answers[place] = answer
    return answers


def _of(objective: ScoredObjective, said: Learned, day: date) -> Iterator[tuple[Spot, str]]:
    planned = objective.planned
    missed = [result.planned.key_result.id for result in unexplained(objective, said)]
    for item in (planned.objective, *planned.objective.key_results):
        place, name = (planned.path, item.at), safe.line(item.id)
        if place in said:
            continue
        if item.id in missed:
            yield place, f"{name} was committed and not reached. Why, and what follows? "
        elif item.closed and item.closed.date == day:
            yield place, f"What was learned from {name}? (Enter: nothing, s: no more questions) "


def _ask(console: Console, question: str) -> str:
    while True:
        answer = console.ask(question)
        if answer == "?":
            # the key for help at every question of a check-in; nobody means it as a lesson
            console.complain("a sentence or two for whoever plans next: what surprised, what would be done otherwise")
            continue
        mistakes = note_mistakes(answer or None)
        if not mistakes:
            return answer
        console.complain(mistakes[0].message, mistakes[0].help)
