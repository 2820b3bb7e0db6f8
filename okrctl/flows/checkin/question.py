"""The question about one key result, KPI or objective, with all the answers it accepts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from okrctl.core.checkin import Mistake, ResultInput
from okrctl.core.checkin.answer import Answer, asks_for_baseline, parse_answer, parse_baseline
from okrctl.core.checkin.department_day import CheckInItem, DepartmentDay
from okrctl.core.checkin.doubt import doubtful, doubtful_start, too_early
from okrctl.core.values import safe
from okrctl.core.values.quantity import literal, parse_number
from okrctl.flows.console import Console, agreed
from okrctl.views.blocks import Line, Run, document
from okrctl.views.checkin import described, explanation, far_off, question

HELP = {
    False: (
        "Enter: same as before · a value: 57.5k, 52,000, +=3 (3 more), done; steps: 1,3",
        "optional, after it: c7 (confidence 7 of 10), >60k (where it will end), a comment",
        "- skip · ? explain · < back · o c6 text: on the objective · s stop for now",
    ),
    True: (
        "Enter: leave it as it is · or the right value: 57.5k, done, c7, >60k, a comment",
        "~ remove the day's value · ? explain · < back · s stop for now",
    ),
}
_KEYS = "    Enter if unknown · < back · - skip this one · s stop"


class Move(Enum):
    """An answer that steers the round."""

    BACK = "<"
    STOP = "s"


def move_of(line: str) -> Move | None:
    """The command in a line, if it steers the round; ``b`` also means back."""
    return Move.BACK if line in ("<", "b") else Move.STOP if line == "s" else None


@dataclass
class Question:
    """One question; ``before`` is its earlier answer."""

    console: Console
    dept: DepartmentDay
    subject: CheckInItem
    before: Answer | None
    on_objective: Callable[[CheckInItem, str], None]

    def ask(self, number: int, total: int) -> Answer | Move:
        """The answer, or where to go instead."""
        self.console.aside(question(self.subject, self.dept.day, number, total))
        start: Fraction | None = None
        if self._asks_for_start():
            first = self._start()
            if isinstance(first, Move | Answer):
                return first
            start = first
        while True:
            line = self.console.ask(f"    {safe.line(self.subject.name)}{self._shown()}: ")
            wanted = move_of(line)
            if wanted is Move.BACK and self._asks_for_start():
                # the question right before this one
                again = self._start(start)
                if isinstance(again, Move | Answer):
                    return again
                start = again
                continue
            if wanted is not None:
                return wanted
            if line == "?":
                self._explain()
            elif line.startswith("o ") or line == "o":
                self.on_objective(self.subject, line[1:].strip())
            elif not line and (self.before is not None or self.subject.said is not None):
                return self._kept(start)
            else:
                answer = self._answer(line, start)
                if answer is not None:
                    return answer

    def _shown(self) -> str:
        """The value that Enter keeps."""
        said = self.subject.said
        if self.before is not None and (said is None or not self.before.skipped):
            return f" [{safe.line(self.before.line)}]"
        return f" [{safe.line(Answer(said).line or '=')}]" if said is not None else ""

    def _kept(self, start: Fraction | None) -> Answer:
        """The earlier answer, with the current starting value."""
        before, said = self.before or Answer(skipped=True), self.subject.said
        if start is None or (said and said.baseline and start == parse_number(said.baseline)):
            return before
        # only the starting value is corrected
        return (Answer(ResultInput()) if before.skipped else before).starting_at(start)

    def _answer(self, line: str, start: Fraction | None) -> Answer | Move | None:
        """The answer in a line; None if the question must be repeated."""
        if start is None and asks_for_baseline(line, self.subject):
            known = self._start()
            if known is Move.BACK:
                # back to the value, the question before
                return None
            if isinstance(known, Move | Answer):
                return known
            start = known
        given = self.subject if start is None else self.subject.starting_at(start)
        answer = read_answer(self.console, line, given, self.dept)
        return answer if answer is None or start is None else answer.starting_at(start)

    def _asks_for_start(self) -> bool:
        """Whether a starting value is missing, or was just given and can be corrected."""
        said = self.subject.said
        return bool(self.subject.wants_baseline if said is None else said.baseline)

    def _start(self, typed: Fraction | None = None) -> Fraction | Move | Answer | None:
        """Ask for the starting value, if known; ``typed`` is the answer given a moment ago."""
        said = self.before.said if self.before else self.subject.said
        known = typed if typed is not None else parse_number(said.baseline) if said and said.baseline else None
        unit = f" in {safe.line(self.subject.unit)}" if self.subject.unit else ""
        shown = f" [{literal(known)}]" if known is not None else ""
        while True:
            line = self.console.ask(
                f"    Starting value{unit}{shown} (Enter {'keeps it' if shown else 'if unknown'}): "
            )
            wanted = move_of(line)
            if wanted is not None:
                return wanted
            if line == "-":
                return Answer(skipped=True)
            if line == "?":
                self._explain()
                self.console.aside(document([Line(Run(_KEYS.strip(), "dim"), 4)]))
            elif not line:
                return known
            else:
                start = self._read_start(line)
                if start is not None:
                    return start

    def _read_start(self, line: str) -> Fraction | None:
        known = parse_baseline(line, self.subject)
        if isinstance(known, Mistake):
            object_to(self.console, known)
            return None
        reason = doubtful_start(self.subject, known)
        return known if reason is None or _sure(self.console, f"{line}: {reason}") else None

    def _explain(self) -> None:
        self.console.aside(explanation(self.subject, self.dept.details(self.subject)))


def read_answer(console: Console, line: str, subject: CheckInItem, dept: DepartmentDay) -> Answer | None:
    """The answer in a line; None if it must be typed again."""
    answer = parse_answer(line, subject)
    if isinstance(answer, Mistake):
        # the question already names it
        object_to(console, Mistake(answer.message.removeprefix(f"{subject.name}: "), answer.help))
        return None
    early = too_early(subject, answer.said, dept.day)
    if early is not None:
        due = early[0].due or (subject.scored.planned.window.due if subject.scored else "")
        if not _sure(console, f"{described(early)}, but due {due}"):
            return None
    likely = doubtful(subject, answer.said, dept.day)
    if likely is not None and not _sure(console, far_off(subject, answer.said.value or "", likely)):
        return None
    return answer


def object_to(console: Console, mistake: Mistake) -> None:
    """Print what is wrong with an answer and how to fix it, indented like the question."""
    lines = [Line(Run(mistake.message, "bad"), 4, 6)]
    if mistake.help:
        lines.append(Line(Run(mistake.help, "dim"), 6, 6))
    console.aside(document(lines))


def _sure(console: Console, doubt: str) -> bool:
    console.aside(document([Line(Run(doubt, "warn"), 4, 6)]))
    return agreed(console, "    Keep it?", default=False)
