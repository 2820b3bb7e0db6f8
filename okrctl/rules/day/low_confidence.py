"""A committed key result whose owner hardly believes in it.

Committed means promised. When the latest confidence is 3 or less out of 10, somebody counts on something that its
owner no longer expects.

Say so now: amend the target with the reason, find help, or call the objective aspirational. A bad number early is worth
more than a bad surprise late.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.scores.journal import JournalMention
from okrctl.core.scores.series import in_force
from okrctl.core.values.diagnostic import Place, Problem, Problems, Related
from okrctl.core.values.quantity import literal

CODE = "OKR806"
SEVERITY = "advice"
_LOW = 3


def check(case: RuleContext) -> Problems:
    """Committed key results with little confidence as of today."""
    for planned in case.live_key_results:
        if planned.ambition != "committed":
            continue
        latest = _latest(case, case.journal.mentions.get(planned.key, []))
        if latest and latest.result and latest.result.confidence is not None and latest.result.confidence <= _LOW:
            stated = f"{literal(latest.result.confidence):f}"
            message = f"{planned.ref} is committed, but its owner gives it {stated} of 10 (since {latest.day})"
            help = "amend it with the reason, or find help; those who count on it should know"
            place = planned.place("id")
            said = Place(latest.placed.path, (*latest.at, "confidence"))
            yield Problem("low-confidence", place, message, help, (Related(said, "the latest confidence"),))


def _latest(case: RuleContext, mentions: list[JournalMention]) -> JournalMention | None:
    """The latest mention up to today with a confidence on the scale."""
    for mention in reversed(in_force(mentions, case.today)):
        stated = mention.result.confidence if mention.result else None
        if stated is not None and 0 <= stated <= 10:
            return mention
    return None
