"""A thing to be done has no day, or nothing that would show that it is done.

Without a due day a deliverable is expected on the last day of its cycle, so nobody sees that it is late before it is
too late. Without evidence, "done" is a matter of opinion: a `done_when` that only repeats the title isn't evidence.

Give it `due:` (every milestone its own, or the key result one for all), and say in `done_when` what one could go and
look at.
"""

from __future__ import annotations

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.model.kind_fields import free_texts
from okrctl.core.scores.plan import PlannedKeyResult
from okrctl.core.values.diagnostic import Problem, Problems
from okrctl.rules._words import word_set, words

CODE = "OKR607"
SEVERITY = "advice"
_DONE = word_set(
    "it, is, the, was, has, been, be, all, everything, 100, percent, fully, done, finished, complete, completed, "
    "ready, implemented, delivered, achieved, launched, live, yes, ok"
)


def check_department(case: DepartmentContext) -> Problems:
    """Deliverables and milestones that cannot be checked."""
    for planned in case.live_key_results:
        measure = planned.key_result.measure
        if measure is None or not measure.thing:
            continue
        key = measure.goal_key()
        if key in free_texts() and _says_nothing(getattr(measure, key), planned.title):
            message = f"the evidence for {planned.key_result.id} says no more than that it is done"
            help = "say what one could go and look at"
            yield Problem("no-evidence", planned.place(key), message, help)
        elif planned.key_result.due is None:
            yield from _undated(planned)


def _says_nothing(evidence: str, title: str) -> bool:
    """Whether evidence is made of the words of the title and of those for "done" alone."""
    said, known = ({word.lower() for word in words(text)} for text in (evidence, title))
    return said <= _DONE | known


def _undated(planned: PlannedKeyResult) -> Problems:
    measure, id = planned.key_result.measure, planned.key_result.id
    steps = measure.steps() if measure else ()
    undated = [step.id for step in steps if step.due is None]
    if undated:
        what = f"the milestone {undated[0]} has" if len(undated) == 1 else f"{len(undated)} milestones have"
        message = f"{what} no due day, and neither has {id}"
        yield Problem(
            "no-evidence",
            planned.place(measure.steps_in if measure else ""),
            message,
            "add `due:` to each, or to the key result",
        )
    elif not steps:
        message = f"{id} has no due date, so it isn't expected before the last day"
        yield Problem("no-evidence", planned.place("id"), message, "add `due:`")
