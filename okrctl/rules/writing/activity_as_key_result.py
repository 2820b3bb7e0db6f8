"""A key result reads like an activity: helping, analysing, taking part.

One can help, analyse and take part for a whole quarter and change nothing. Nobody can say when it is done, or whether
it was worth it.

Say what the activity should bring about, and by how much; the activity itself belongs to `initiatives`.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.values.diagnostic import Problem
from okrctl.rules._live import live_key_results, place_of
from okrctl.rules._words import begins_with, has_number, word_set

CODE = "OKR604"
SEVERITY = "advice"
_ACTIVITIES = word_set(
    "help, assist, support, consult, advise, participate, attend, analyse, analyze, investigate, explore, research, "
    "discuss, coordinate, collaborate, contribute, monitor, review, work on, look into, think about, take part, talk to"
)


def check(case: RuleContext) -> Iterator[Problem]:
    """Titles that begin with an activity and name no amount."""
    for planned in live_key_results(case):
        verb = begins_with(planned.title, _ACTIVITIES)
        if verb and not has_number(planned.title):
            message = f"{planned.key_result.id} reads like an activity (“{verb} …”)"
            help = "say what it should bring about, and by how much; the activity goes to `initiatives`"
            yield Problem("activity-as-key-result", place_of(planned, "title"), message, help)
