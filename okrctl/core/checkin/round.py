"""A round of questions in progress: the answers so far, also as plain data for a later run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from okrctl.core.checkin.answer import Answer
from okrctl.core.checkin.department_day import CheckInItem
from okrctl.core.checkin.entry import TEXTS, CheckInInput, ResultInput
from okrctl.core.checkin.judge import said_mistakes

_VERSION = 1


@dataclass
class Round:
    """The subjects in the order of the questions, and the answers by name; ``others`` is kept for other rounds.

    ``objectives`` has the comments on objectives, ``note`` the one on the check-in.
    """

    subjects: Sequence[CheckInItem]
    answers: dict[str, Answer] = field(default_factory=dict)
    others: dict[str, Any] = field(default_factory=dict)
    objectives: dict[str, ResultInput] = field(default_factory=dict)
    note: str | None = None

    @property
    def open(self) -> int:
        """The index of the first subject without an answer; the number of subjects if none is left."""
        numbers = (number for number, subject in enumerate(self.subjects) if subject.name not in self.answers)
        return next(numbers, len(self.subjects))

    @property
    def given(self) -> int:
        """The number of answers that were not skipped."""
        return sum(1 for answer in self.answers.values() if not answer.skipped)

    def words(self) -> CheckInInput:
        """The answers combined."""
        results = {name: answer.said for name, answer in self._ordered() if answer.said != ResultInput()}
        results.update(self.objectives)
        return CheckInInput(results, tuple(name for name, answer in self._ordered() if answer.same))

    def _ordered(self) -> list[tuple[str, Answer]]:
        names = [subject.name for subject in self.subjects]
        return [(name, self.answers[name]) for name in names if name in self.answers]

    def kept(self) -> dict[str, Any]:
        """The answers as plain data."""
        answers = self.others | {name: _plain(each) for name, each in self._ordered()}
        words = {name: {"confidence": said.confidence, "note": said.note} for name, said in self.objectives.items()}
        return {"version": _VERSION, "answers": answers, "objectives": words, "note": self.note}

    def take_up(self, data: object) -> None:
        """Restore answers from any plain data; those that don't fit (anymore) are ignored."""
        if not isinstance(data, dict) or data.get("version") != _VERSION:
            return
        kept = data.get("answers")
        if not isinstance(kept, dict):
            return
        self.others = {name: each for name, each in kept.items() if name not in {s.name for s in self.subjects}}
        for subject in self.subjects:
            answer = _answer(kept.get(subject.name), subject)
            if answer is not None:
                self.answers[subject.name] = answer
        if self.answers:
            self.note = _text(data.get("note"))
            words = data.get("objectives")
            for name, said in words.items() if isinstance(words, dict) else ():
                if isinstance(said, dict):
                    self.objectives[name] = ResultInput(
                        confidence=_text(said.get("confidence")), note=_text(said.get("note"))
                    )


def _text(data: object) -> str | None:
    return data if isinstance(data, str) else None


def _plain(answer: Answer) -> dict[str, Any]:
    return {"same": answer.same, "skipped": answer.skipped, "said": answer.said.given()}


def _answer(data: object, subject: CheckInItem) -> Answer | None:
    if not isinstance(data, dict) or not isinstance(data.get("said"), dict):
        return None
    texts, done = {name: data["said"].get(name) for name in TEXTS}, data["said"].get("done")
    if not all(text is None or isinstance(text, str) for text in texts.values()):
        return None
    if done is not None and not (isinstance(done, (list, tuple)) and all(isinstance(id, str) for id in done)):
        return None
    same, skipped = data.get("same") is True, data.get("skipped") is True
    said = ResultInput(**texts, done=None if done is None else tuple(done))
    if said == ResultInput():
        return Answer(same=same, skipped=skipped) if same or skipped else None
    fitting = said_mistakes(subject, said, same)
    return Answer(fitting, same) if isinstance(fitting, ResultInput) and not skipped else None
