"""What the journal says about an objective itself: confidence and comment."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from okrctl.core.model.settings import Config
from okrctl.core.scores.journal import Journal
from okrctl.core.scores.plan import PlannedObjective
from okrctl.core.scores.series import in_force
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import on_confidence_scale


@frozen
class Word:
    """The latest confidence and the latest note."""

    confidence: Fraction | None = None
    note: str | None = None


SILENCE = Word()


def word_on(config: Config, journal: Journal, planned: PlannedObjective, day: date) -> Word:
    """The confidence and comment of an objective up to a day, within the days whose entries count."""
    mentions = journal.mentions.get(planned.key)
    if not mentions:
        return SILENCE
    closed_on = planned.closed_on or day
    last = min(day, closed_on, planned.cycle.end + timedelta(days=config.check_in.final))
    confidence, note = None, None
    for mention in in_force(mentions, min(day, closed_on)):
        if mention.result is None or not planned.cycle.start <= mention.day <= last:
            continue
        if mention.result.confidence is not None and on_confidence_scale(mention.result.confidence):
            confidence = mention.result.confidence
        note = mention.result.note or note
    return Word(confidence, note)
