"""A confidence is not between 0 and 10.

Confidence says how sure the owner is of reaching the target: 0 not at all, 10 certain. A 3 or less changes the status
to at-risk, so a number on another scale would hide or invent trouble.

Write a number from 0 to 10. Seven out of ten is `7`, not `70` or `0.7`.
"""

from __future__ import annotations

from okrctl.core.checks.journal import JournalContext
from okrctl.core.model.checkins import Result
from okrctl.core.values.diagnostic import Place, Problem, Problems
from okrctl.core.values.quantity import literal, on_confidence_scale

CODE = "OKR406"
SEVERITY = "error"


def check_journal(case: JournalContext) -> Problems:
    """Confidences off the scale."""
    for file in case.files:
        for entry in file.check_ins:
            for key, written in (entry.written or {}).items():
                stated = written.confidence if type(written) is not str and isinstance(written, Result) else None
                if stated is not None and not on_confidence_scale(stated):
                    place = Place(file.path, (*entry.at, "results", key, "confidence"))
                    message = f"{literal(stated):f} is not a confidence from 0 to 10"
                    yield Problem("bad-confidence", place, message, "seven out of ten is 7")
