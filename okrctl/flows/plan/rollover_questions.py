"""The questions at a rollover: which objectives to carry over, and how to continue partly reached changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from okrctl.core.planning.carry import Carried
from okrctl.core.scores.scoring import ScoredKeyResult
from okrctl.flows.console import Console
from okrctl.flows.plan.answers import Answers, asking
from okrctl.views.blocks import Line, Run, document
from okrctl.views.figures import goal
from okrctl.views.grades import outcome

_ALL, _NO = "all", "-"


def questions(console: Console, chosen: Sequence[Carried]) -> list[Carried]:
    """What to carry over, objective by objective; ``<`` goes back."""
    wanted: list[Carried] = []

    def make(answers: Answers) -> None:
        wanted.clear()
        for number, each in enumerate(chosen, 1):
            kept = _one(console, answers, each, f"{number} of {len(chosen)}")
            if kept is not None:
                wanted.append(kept)

    asking(console, make)
    return wanted


def _one(console: Console, answers: Answers, each: Carried, counter: str) -> Carried | None:
    names = [str(number) for number in range(1, len(each.results) + 1)]

    def known(answer: str) -> str | None:
        good = answer in (_ALL, _NO) or all(part.strip() in names for part in answer.split(","))
        return None if good else f"type numbers from 1 to {len(names)}, such as {','.join(names[:2])}"

    if answers.at_end:
        _show(console, each, counter)
    question = f"    {each.objective.planned.objective.id}: carry over? (Enter: all, -: none, 1,3: only these)"
    answer = answers.offered(question, known, _ALL)
    if answer == _NO:
        return None
    picked = names if answer == _ALL else [part.strip() for part in answer.split(",")]
    results = tuple(result for number, result in zip(names, each.results, strict=True) if number in picked)
    anew = {result.planned.key_result.id for result in results if _anew(answers, result)}
    return replace(each, results=results, anew=frozenset(anew))


def _anew(answers: Answers, result: ScoredKeyResult) -> bool:
    """Whether a partly reached change starts again in full; asked only where that differs from the rest."""
    measure = result.planned.key_result.measure
    whole = measure.anew(result.series) if measure else None
    rest = measure.begun(result.series, result.progress) if measure else None
    if measure is None or whole is None or rest is None or not result.progress or whole == rest:
        return False
    asked = measure.change_asked() or goal(result)
    words = f"    {result.planned.key_result.id}: {float(result.progress):.0%} of {asked} is reached."
    question = f"{words} Continue with the rest? (Enter: the rest, a: all of it again)"
    return answers.offered(question, lambda text: None if text in ("a", "r") else "type a, or just Enter", "r") == "a"


def _show(console: Console, each: Carried, counter: str) -> None:
    planned = each.objective.planned
    lines = [Line((Run(f"{counter} ", "dim"), Run(planned.title, "strong"), Run(f"  {planned.ref}", "dim")), 0, 4)]
    for number, result in enumerate(each.results, 1):
        facts = Run(f"  {outcome(result)}", "dim")
        lines.append(Line((f"{number} {result.planned.title}", facts), 2, 4))
    console.aside(document(lines))
