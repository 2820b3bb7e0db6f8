"""A key result reads like an activity: helping, analyzing, attending, publishing.

One can help, analyze, attend and publish for a whole quarter and change nothing. Counting does not help: twelve
articles that nobody reads are twelve activities.

Say what the activity should bring about, and by how much; the activity itself belongs to `initiatives`.
"""

from __future__ import annotations

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.values.diagnostic import Problem, Problems
from okrctl.rules._words import begins_with, has_number, word_set

CODE = "OKR604"
SEVERITY = "advice"
_ACTIVITIES = word_set(
    "help, assist, support, consult, advise, participate, attend, analyse, analyze, investigate, explore, research, "
    "discuss, coordinate, collaborate, contribute, monitor, review, study, document, present, promote, communicate, "
    "measure, collate, collect, gather, compare, evaluate, assess, examine, plan, identify, learn, understand, read, "
    "brainstorm, survey, audit, track, follow up, work on, look into, think about, take part, talk to, meet with"
)
_OUTPUTS = word_set(
    "attend, meet, train, write, publish, conduct, hold, host, visit, present, run, talk to, meet with, interview, "
    "survey, post, send, blog, perform, carry out, speak at, call"
)
"""What stays an activity when it is counted, or to be done once."""


def check_department(case: DepartmentContext) -> Problems:
    """Titles that begin with an activity and name no amount, or count nothing but the activity."""
    for planned in case.live_key_results:
        measure = planned.key_result.measure
        done_or_counted = measure is not None and (measure.thing or measure.counted)
        verb = begins_with(planned.title, _OUTPUTS) if done_or_counted else None
        # the number in "Talk to five dealers" is no result either, if it is only done or not
        if verb is None and measure is not None and (measure.thing or not has_number(planned.title)):
            verb = begins_with(planned.title, _ACTIVITIES)
        if verb:
            message = f"{planned.key_result.id} reads like an activity (“{verb} …”)"
            help = "say what it should bring about, and by how much; the activity goes to `initiatives`"
            yield Problem("activity-as-key-result", planned.place("title"), message, help)
