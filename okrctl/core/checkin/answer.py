"""One line at the prompt: a value in any of its short forms, and with it, if wanted, a confidence and a few words.

    57.5k            the value                     +3          three more than last time
    57.5k c7 slow    with confidence and a note    =-5         exactly minus five
    (Enter)          seen, same                    = c8        same, with a confidence
    -                skipped                       c6 waiting  no value yet, but a view of it
    1,3              milestones by number          done        all of them; a thing that is done

What is short is worked out here and written in full: a file never holds ``57.5k``.
"""

from __future__ import annotations

import re
from dataclasses import field, replace
from fractions import Fraction

from okrctl.core.checkin.department_day import CheckInItem
from okrctl.core.checkin.entry import Mistake, ResultInput
from okrctl.core.checkin.judge import baseline_mistakes, fit, note_mistakes
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import literal, parse_number

_SHORT = re.compile(r"(=?)([+-]?)([\d.]+(?:[eE][+-]?\d+)?)([kKmM]?)", re.ASCII)
_CONFIDENCE = re.compile(r"[cC](\d+(?:\.\d+)?)(?:\s+|\Z)", re.ASCII)
_LIST = re.compile(r"[\w-]+(?:\s*,\s*[\w-]+)+", re.ASCII)
_ALL = "done"
_SCALE = {"": 1, "k": 1_000, "m": 1_000_000}


@frozen
class Answer:
    """What was answered: skipped, the same as before, or something new (``said`` may come with "same" too)."""

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
        words = (value, f"c{said.confidence}" if said.confidence else "", said.note or "")
        return " ".join(word for word in words if word)

    def starting_at(self, baseline: Fraction) -> Answer:
        """The same with the baseline said as well; nothing is said by who skips."""
        said = replace(self.said, baseline=str(literal(baseline)))
        return self if self.skipped else replace(self, said=said, same=False)


def parse_answer(line: str, subject: CheckInItem) -> Answer | Mistake:
    """What a line at the prompt says of a subject."""
    line = line.strip()
    if line == "-":
        return Answer(skipped=True)
    first, rest = _first_word(line, subject)
    same = first in ("", "=")
    value = None if same else first
    if _CONFIDENCE.fullmatch(first):
        value, rest = None, line
    stated = _CONFIDENCE.match(rest.strip())
    note = rest.strip()[stated.end() if stated else 0 :].strip()
    confidence = stated[1] if stated else None
    if value is not None and not subject.measure.steps():
        value = _in_full(value, subject)
    if value is not None and subject.measure.steps():
        value = _by_number(value, subject)
    said = ResultInput(value, None, None, confidence, note or None)
    if confidence is not None and not 0 <= Fraction(confidence) <= 10:
        return Mistake(f"{confidence} is no confidence", "write c0 (hopeless) to c10 (certain)")
    # told now, while it can be typed again: at the end it would cost the whole round
    for mistake in note_mistakes(said.note):
        return mistake
    if said == ResultInput():
        return Answer(same=same)
    fitting = fit(subject, said)
    return fitting if isinstance(fitting, Mistake) else Answer(fitting, same)


def _first_word(line: str, subject: CheckInItem) -> tuple[str, str]:
    """The word that may be a value (for milestones: a list with its commas), and the rest."""
    listed = _LIST.match(line) if subject.measure.steps() else None
    if listed:
        return re.sub(r"\s", "", listed[0]), line[listed.end() :]
    first, _, rest = line.partition(" ")
    return first, rest


def asks_for_baseline(line: str, subject: CheckInItem) -> bool:
    """Whether a line gives a plain number where only changes were told so far: from where on has to be known first."""
    match = _SHORT.fullmatch(line.strip().partition(" ")[0])
    planned = subject.measure.plan(None).change is not None and subject.series.baseline is None
    return planned and match is not None and (bool(match[1]) or not match[2])


def parse_baseline(line: str, subject: CheckInItem) -> Fraction | Mistake:
    """The baseline that a line at the prompt gives."""
    text = _in_full(f"={line.strip()}", subject).removeprefix("=")
    for mistake in baseline_mistakes(subject, ResultInput(baseline=text)):
        return mistake
    return parse_number(text) or Fraction(0)


def _in_full(text: str, subject: CheckInItem) -> str:
    """A short number written out; other text as it is (in small letters, for ``Done``)."""
    match = _SHORT.fullmatch(text)
    number = parse_number(match[3]) if match else None
    if match is None or number is None:
        return text.lower()
    exactly, sign, _, scale = match.groups()
    amount = number * _SCALE[scale.lower()] * (-1 if sign == "-" else 1)
    base = None if exactly or not sign else _base(subject)
    if base is None:
        plus = "+" if sign == "+" and not exactly else ""
        return f"{plus}{literal(amount)}" if scale or exactly else text
    return str(literal(base + amount))


def _base(subject: CheckInItem) -> Fraction | None:
    """What ``+3`` adds to: the last value, else the baseline, else nothing for what is counted from none."""
    latest = subject.series.latest
    if latest is not None:
        return latest.number
    if subject.series.baseline is not None:
        return subject.series.baseline
    return Fraction(0) if subject.measure.counted else None


def _by_number(text: str, subject: CheckInItem) -> str:
    """Milestones named by their number in the list, as their ids."""
    steps = subject.measure.steps()
    ids = {str(number): step.id for number, step in enumerate(steps, 1)}
    ids.update((step.id, step.id) for step in steps)
    if text.lower() == _ALL and _ALL not in ids:
        return ",".join(step.id for step in steps)
    return ",".join(ids.get(part, part) for part in text.split(","))
