"""The questions at closing: what was learned, and why committed key results were missed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from okrctl.core.checkin.judge import note_mistakes
from okrctl.core.contracts.contracts import Spot
from okrctl.core.planning.close import Learned, unexplained
from okrctl.core.scores.scoring import ScoredObjective
from okrctl.core.values import safe
from okrctl.core.values.frozen import frozen
from okrctl.flows.console import Console
from okrctl.views.blocks import Line, Run, document
from okrctl.views.grades import document_of

_STOP, _BACK, _NONE = "s", "<", "-"
_HELP = "Enter: nothing · < back · - clear · ? explain · s stop, learnings can be added later"


@frozen
class Question:
    """One question: what it is about, and its text."""

    place: Spot
    objective: ScoredObjective
    text: str


@frozen
class Kept:
    """Answers of an unfinished closing, kept for the same command on the same day."""

    root: Path
    what: str
    day: date

    @property
    def _name(self) -> str:
        return "close-" + re.sub(r"[^A-Za-z0-9-]", "-", self.what)

    def load(self) -> dict[str, str]:
        """The answers, by the place they are about."""
        from okrctl.shell.rounds import load_round

        data: Any = load_round(self.root, self._name, self.day)
        items = data.items() if isinstance(data, dict) else ()
        return {name: text for name, text in items if isinstance(text, str)}

    def save(self, answers: Learned) -> None:
        """Keep the answers so far."""
        from okrctl.shell.rounds import save_round

        save_round(self.root, self._name, self.day, {_key(place): text for place, text in answers.items()})

    def forget(self) -> None:
        """Delete the kept answers, once they are written."""
        from okrctl.shell.rounds import forget_round

        forget_round(self.root, self._name, self.day)


def questions(
    console: Console, graded: Sequence[ScoredObjective], said: Learned, kept: Kept, day: date
) -> dict[Spot, str]:
    """All answers, including earlier ones; ``s`` skips the other questions."""
    asked = [question for objective in graded for question in _of(objective, said)]
    earlier = kept.load()
    answers = dict(said) | {each.place: earlier[_key(each.place)] for each in asked if _key(each.place) in earlier}
    if asked:
        console.aside(document([Line(Run(_HELP, "dim"))]))
    number, shown = 0, None
    while number < len(asked):
        question = asked[number]
        if question.objective is not shown:
            shown = question.objective
            console.aside(document_of([shown], day))
        answer = _ask(console, f"{number + 1} of {len(asked)}  {question.text}", answers.get(question.place))
        if answer == _STOP:
            break
        if answer == _BACK:
            number = max(0, number - 1)
            continue
        if answer:
            answers[question.place] = answer
        else:
            answers.pop(question.place, None)
        kept.save(answers)
        number += 1
    return answers


def _of(objective: ScoredObjective, said: Learned) -> Iterator[Question]:
    planned = objective.planned
    missed = [result.planned.key_result.id for result in unexplained(objective, said)]
    for item in (planned.objective, *planned.objective.key_results):
        place, name = (planned.path, item.at), safe.line(item.id)
        if place in said or (item.closed and item.closed.learned):
            continue
        if item.id in missed:
            yield Question(place, objective, f"{name} was committed and missed. Why, and what next?")
        elif item.closed:
            yield Question(place, objective, f"What did you learn from {name}?")


def _ask(console: Console, question: str, known: str | None) -> str:
    shown = f" [{safe.line(known)}]" if known else ""
    while True:
        answer = console.ask(f"{question}{shown} ")
        if answer == "?":
            console.complain("one or two sentences for the next plan: what was surprising, what to do differently")
            continue
        if answer == _NONE:
            return ""
        mistakes = note_mistakes(answer or None)
        if not mistakes:
            return answer or known or ""
        console.complain(mistakes[0].message, mistakes[0].help)


def _key(place: Spot) -> str:
    path, at = place
    return "/".join([path, *map(str, at)])
