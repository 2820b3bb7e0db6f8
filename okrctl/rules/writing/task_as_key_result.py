"""A key result reads like a task: something is launched, built or introduced.

A task is done when the work is done, whether it helped or not. A key result says what is different afterwards; the
work that leads there belongs to `initiatives`.

Ask what the thing is for, and measure that: not "Launch a chatbot" but "A third of all questions answered by the
chatbot". Where the thing itself is what others wait for, ignore this advice.
"""

from __future__ import annotations

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.values.diagnostic import Problem, Problems
from okrctl.rules._words import begins_with, has_number, word_set, words

CODE = "OKR603"
SEVERITY = "advice"
_TASKS = word_set(
    "launch, relaunch, release, build, rebuild, ship, create, implement, develop, deploy, install, introduce, "
    "establish, organise, organize, migrate, design, redesign, update, upgrade, complete, finish, prepare, draft, "
    "provide, deliver, open, construct, configure, integrate, automate, convert, produce, roll out, set up, "
    "put together"
)
_OUTCOME = word_set("so, that, which, who, without, until")


def check_department(case: DepartmentContext) -> Problems:
    """Deliverables whose title is a task and says nothing of what comes of it."""
    for planned in case.live_key_results:
        measure = planned.key_result.measure
        if measure is None or not measure.thing:
            continue
        verb = begins_with(planned.title, _TASKS)
        if (
            verb
            and not has_number(planned.title)
            and not _OUTCOME.intersection(w.lower() for w in words(planned.title))
        ):
            message = f"{planned.key_result.id} reads like a task (“{verb} …”)"
            help = "say what will be different once it is done; the work itself goes to `initiatives`"
            yield Problem("task-as-key-result", planned.place("title"), message, help)
