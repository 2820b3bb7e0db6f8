"""Asks for a check-in, one key result at a time. Nothing is written before the end, and no answer is lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from okrctl.core.checkin.department_day import CheckInItem, DepartmentDay
from okrctl.core.checkin.judge import note_mistakes
from okrctl.core.checkin.round import Round
from okrctl.core.values import safe
from okrctl.flows.checkin.question import HELP, Move, Question, move_of, object_to, read_answer
from okrctl.flows.checkin.run import Asked
from okrctl.flows.checkin.scope import CheckInScope
from okrctl.flows.console import Console, agreed
from okrctl.shell.rounds import KeptRound
from okrctl.views.blocks import Block, Heading, Line, Run, document, section


def ask_all(console: Console, root: Path, dept: DepartmentDay, scope: CheckInScope, author: str) -> Asked:
    """Ask about all selected items; answers are kept for a later run until they are written.

    Unfinished rounds are kept per folder (``root``).
    """
    subjects = scope.subjects(dept)
    if not subjects:
        what = safe.line(scope.ref or scope.path or dept.department)
        console.complain(
            f"nothing to {'correct' if dept.corrects else 'check in'} for {what} on {dept.day}", _days(dept)
        )
        return Asked(nothing=True)
    what = f"correction of {dept.corrects}" if dept.corrects else f"check-in for {dept.day}"
    help = [Line(Run(line, "dim")) for line in HELP[dept.corrects is not None]]
    name = dept.ws.departments[dept.department].name
    console.aside(document([Heading(name, f"{what} by {author}"), *help, *_requests(dept)]))
    asking = _Asking(console, root, dept, Round(subjects))
    try:
        asking.take_up()
        return asking.run()
    except KeyboardInterrupt:
        asking.say_kept()
        raise


def _days(dept: DepartmentDay) -> str | None:
    """The last days that can be corrected."""
    days = sorted({each.entry.date for each in dept.ws.journal.get(dept.department, ())}) if dept.corrects else []
    return f"check-ins: {', '.join(map(str, days[-3:]))}" if days else None


@dataclass
class _Asking:
    """A round in progress."""

    console: Console
    root: Path
    dept: DepartmentDay
    round: Round

    @property
    def _kept(self) -> KeptRound:
        """Where the round is kept: a correction and a check-in of the same day are different rounds."""
        written = f"-corrected-{self.dept.written_on}" if self.dept.corrects else ""
        return KeptRound(self.root, f"{self.dept.department}{written}", self.dept.day)

    def take_up(self) -> None:
        """Offer to continue an earlier run."""
        self.round.take_up(self._kept.load())
        for day in [] if self.dept.corrects else self._kept.earlier_days():
            again = f"okrctl checkin {self.dept.department} --date {day}"
            self.console.note(f"Unfinished answers of {day} are kept; {again} continues them.")
        if not self.round.given:
            # everything was skipped: nothing to continue
            self.round.answers.clear()
            return
        number = f"{self.round.given} of {len(self.round.subjects)}"
        if not agreed(self.console, f"{number} questions were answered earlier but not written. Continue?"):
            self.round.answers.clear()
            self.round.note = None
            self.finish()

    def run(self) -> Asked:
        """All questions, then the comment on the check-in."""
        number = self.round.open
        while True:
            stopped = self._questions(number)
            words = self.round.words()
            if words.empty and not stopped:
                self.finish()
            if words.empty or (stopped and not self._wanted()):
                return Asked(replace(words, results={}, unchanged=()), stopped)
            note = self._note()
            if not isinstance(note, Move):
                return Asked(replace(words, note=note), stopped, self.finish)
            number = max(0, self.round.open - 1)

    def _questions(self, number: int) -> bool:
        """Ask the questions from a number on; return whether the user stopped."""
        while number < len(self.round.subjects):
            subject = self.round.subjects[number]
            before = self.round.answers.get(subject.name)
            question = Question(self.console, self.dept, subject, before, self._objective_word)
            answer = question.ask(number + 1, len(self.round.subjects))
            if answer is Move.STOP:
                return True
            if answer is Move.BACK and not number:
                self.console.complain("this is the first question")
            elif answer is Move.BACK:
                number -= 1
            else:
                assert not isinstance(answer, Move)
                self.round.answers[subject.name] = answer
                self._save()
                number += 1
        return False

    def _objective_word(self, subject: CheckInItem, line: str) -> None:
        """Take a confidence or comment for a key result's objective."""
        planned = self.dept.objective_of(subject)
        objective = self.dept.subject(planned.objective.id, words=True) if planned else None
        if not isinstance(objective, CheckInItem):
            self.console.complain(f"{safe.line(subject.name)} has no objective to comment on")
            return
        answer = read_answer(self.console, line, objective, self.dept)
        if answer is not None and answer.said.only_words and (answer.said.confidence or answer.said.note):
            self.round.objectives[objective.name] = answer.said
            self._save()
            self.console.note(f"    noted for {safe.line(objective.ref)}")
        elif answer is not None:
            self.console.complain("write o, then c7 or a few words: o c6 two of three levers work")

    def finish(self) -> None:
        """Delete the kept answers."""
        self.round.answers.clear()
        self.round.objectives.clear()
        if self.round.others:
            self._save()
        else:
            self._kept.forget()

    def say_kept(self) -> None:
        """Say that the answers are kept."""
        if self.round.answers:
            kept = f"{self.round.given} of {len(self.round.subjects)} answers are kept"
            again = "run the same command to continue"
            self.console.complain(f"Nothing written for {self.dept.department}; {kept}.", again)

    def _save(self) -> None:
        self._kept.save(self.round.kept())

    def _wanted(self) -> bool:
        if agreed(self.console, f"Check in the {self.round.given} of {len(self.round.subjects)} answers so far?"):
            return True
        self.say_kept()
        return False

    def _note(self) -> str | Move | None:
        shown = f" [{safe.line(self.round.note)}]" if self.round.note else ""
        while True:
            note = self.console.ask(f"Comment on this check-in{shown} (Enter: {'keep' if shown else 'none'}): ")
            wanted = move_of(note)
            if wanted is Move.BACK:
                return wanted
            if note == "?":
                self.console.complain("one line for the readers of this check-in; - for none, < to go back")
                continue
            if note == "-" or wanted is Move.STOP:
                # these steer the round at every other question, so they aren't comments here either
                return None
            mistakes = note_mistakes(note or None)
            if not mistakes:
                self.round.note = note or self.round.note
                self._save()
                return self.round.note
            object_to(self.console, mistakes[0])


def _requests(dept: DepartmentDay) -> list[Block]:
    """Requests to the department that aren't confirmed yet."""
    if dept.corrects is not None:
        return []
    from okrctl.core.review.report_day import ReportDay
    from okrctl.views.needs import request_lines

    asked = ReportDay(dept.ws, dept.day).requests([dept.department])
    lines = [line for each in asked for line in request_lines(each)]
    return [*section("Requests to confirm", *lines)]
