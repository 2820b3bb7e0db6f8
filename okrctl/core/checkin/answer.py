"""One line at the prompt: a value in any of its short forms, optionally with confidence, projection and comment.

    57.5k            the value                     +=3         three more than last time
    57.5k c7 slow    with confidence and a note    >60k        where it will be at the end
    (Enter)          seen, same                    = c8        same, with a confidence
    -                skipped                       c6 waiting  no value yet, but a view of it
    1,3              milestones by number          done        all of them; a thing that is done
    2026-06-01       the day it will be done (for what is done, at once or in steps)

Short forms are expanded here: a file never contains ``57.5k``.
"""

from __future__ import annotations

import re
from dataclasses import field, replace
from fractions import Fraction

from okrctl.core.checkin.department_day import CheckInItem, ObjectiveMeasure
from okrctl.core.checkin.entry import WITHDRAWN, Mistake, ResultInput
from okrctl.core.checkin.judge import baseline_mistakes, fit, note_mistakes
from okrctl.core.checkin.shorthand import plain_number
from okrctl.core.values.cycle import parse_date
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import literal, parse_amount

_CONFIDENCE = re.compile(r"[cC](\d+(?:\.\d+)?)(?:\s+|\Z)", re.ASCII)
_PROJECTED = re.compile(r">\s*(\S+)(?:\s+|\Z)", re.ASCII)
_LIST = re.compile(r"[\w-]+(?:\s*,\s*[\w-]+)+", re.ASCII)


@frozen
class Answer:
    """An answer: skipped, the same as before, or something new (``said`` can also come with "same")."""

    said: ResultInput = field(default_factory=ResultInput)
    same: bool = False
    skipped: bool = False

    @property
    def line(self) -> str:
        """The answer as it could be typed."""
        if self.skipped:
            return "-"
        said = self.said
        value = "=" if self.same else said.value or ",".join(said.done or ())
        expected = f">{said.projected}" if said.projected else ""
        words = (value, f"c{said.confidence}" if said.confidence else "", expected, said.note or "")
        return " ".join(word for word in words if word)

    def starting_at(self, baseline: Fraction) -> Answer:
        """The same answer with a baseline; a skipped one stays empty."""
        said = replace(self.said, baseline=str(literal(baseline)))
        return self if self.skipped else replace(self, said=said, same=False)


def parse_answer(line: str, subject: CheckInItem) -> Answer | Mistake:
    """Parse a line at the prompt about a subject."""
    line = line.strip()
    if line == "-":
        return Answer(skipped=True)
    if line == WITHDRAWN and subject.said is not None:
        return Answer(ResultInput(WITHDRAWN))
    if isinstance(subject.measure, ObjectiveMeasure) and line:
        # an objective takes only words
        line = f"= {line.removeprefix('=')}"
    first, rest = _first_word(line, subject)
    same = first in ("", "=")
    value = None if same else first
    if _CONFIDENCE.fullmatch(first) or first.startswith(">"):
        value, rest = None, line
    if subject.measure.thing and parse_date(first):
        value, rest = None, f">{line}"
    confidence, projected, note = _words(rest)
    said = ResultInput(value, None, None, confidence, projected, note or None)
    if confidence is not None and not 0 <= Fraction(confidence) <= 10:
        return Mistake(f"{confidence} isn't a confidence", "write c0 (hopeless) to c10 (certain)")
    # reported now, while it can be typed again: at the end it would cost the whole round
    for mistake in note_mistakes(said.note):
        return mistake
    if said == ResultInput():
        return Answer(same=same)
    fitting = fit(subject, said)
    return fitting if isinstance(fitting, Mistake) else Answer(fitting, same)


def _words(rest: str) -> tuple[str | None, str | None, str]:
    """Confidence, projection and note behind a value, the first two in any order."""
    found: dict[str, str] = {}
    rest = rest.strip()
    while True:
        for name, pattern in (("confidence", _CONFIDENCE), ("projected", _PROJECTED)):
            match = pattern.match(rest)
            if match and name not in found:
                found[name], rest = match[1], rest[match.end() :]
                break
        else:
            return found.get("confidence"), found.get("projected"), rest.strip()


def _first_word(line: str, subject: CheckInItem) -> tuple[str, str]:
    """The first word, which may be a value (for milestones: a list with its commas), and the rest."""
    listed = _LIST.match(line) if subject.measure.steps() else None
    if listed:
        return re.sub(r"\s", "", listed[0]), line[listed.end() :]
    first, _, rest = line.partition(" ")
    return first, rest


def asks_for_baseline(line: str, subject: CheckInItem) -> bool:
    """Whether a line has a plain number although only changes were reported so far: the baseline comes first."""
    first = line.strip().partition(" ")[0]
    planned = subject.measure.plan(None).change is not None and subject.series.baseline is None
    amount = parse_amount(first)
    return planned and plain_number(first) is not None and not (amount and amount.signed)


def parse_baseline(line: str, subject: CheckInItem) -> Fraction | Mistake:
    """The baseline in a line at the prompt."""
    for mistake in baseline_mistakes(subject, ResultInput(baseline=line.strip())):
        return mistake
    return plain_number(line.strip()) or Fraction(0)
