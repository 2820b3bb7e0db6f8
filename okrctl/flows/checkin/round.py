"""Asking for a check-in, key result by key result. Nothing is written before the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from pathlib import Path

from okrctl.core.checkin import CheckInInput, Mistake
from okrctl.core.checkin.answer import Answer, asks_for_baseline, parse_answer, parse_baseline
from okrctl.core.checkin.department_day import CheckInItem, DepartmentDay
from okrctl.core.checkin.doubt import doubtful
from okrctl.core.checkin.judge import note_mistakes
from okrctl.core.checkin.round import Round
from okrctl.core.values import safe
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import parse_number
from okrctl.flows.checkin.target import Aim
from okrctl.flows.console import Console, agreed
from okrctl.views.blocks import Heading, Line, Run, document
from okrctl.views.checkin import explanation, far_off, question

_HELP = (
    "Enter: seen, same · a value: 57.5k, +3, 12%, done · steps by number: 1,3",
    "c7 and a few words behind it: confidence 7 of 10, and a note",
    "-: skip · ?: more about it · b: back · s: stop here · Ctrl-C: write nothing",
)


class Move(Enum):
    """An answer that is about the round itself."""

    BACK = "b"
    STOP = "s"


@frozen
class Asked:
    """What came of a round: ``finish`` is to be called once it is written, ``stopped`` ends the whole run."""

    words: CheckInInput
    stopped: bool = False
    finish: Callable[[], object] = lambda: None


def ask_all(console: Console, root: Path, scene: DepartmentDay, aim: Aim, author: str) -> Asked:
    """Ask about everything that was aimed at; answers are kept for a later run until they are written.

    Args:
        console: where it is asked.
        root: the workspace's folder, for which unfinished rounds are kept.
        scene: the department and the day.
        aim: what of it is asked for.
        author: who checks in.
    """
    subjects = aim.subjects(scene)
    if not subjects:
        console.complain(f"there is nothing to check in for {aim.ref or aim.path or scene.department} on {scene.day}")
        return Asked(CheckInInput())
    _begin(console, scene, author)
    asking = _Asking(console, root, scene, Round(subjects))
    try:
        asking.take_up()
        return asking.run()
    except KeyboardInterrupt:
        asking.say_kept()
        raise


@dataclass
class _Asking:
    """One round under way."""

    console: Console
    root: Path
    scene: DepartmentDay
    round: Round

    def take_up(self) -> None:
        """Offer to go on with what an earlier run of this day left."""
        from okrctl.shell.rounds import load_round

        self.round.take_up(load_round(self.root, self.scene.department, self.scene.day))
        if not self.round.given:
            # only what was skipped: nothing to go on with
            self.round.answers.clear()
            return
        number = f"{self.round.given} of {len(self.round.subjects)}"
        if not agreed(self.console, f"{number} were answered before, and not written. Go on from there?"):
            self.round.answers.clear()
            self.finish()

    def run(self) -> Asked:
        """All questions, then the note on the whole."""
        number = self.round.open
        while True:
            stopped = self._questions(number)
            words = self.round.words()
            if words.empty and not stopped:
                self.finish()
            if words.empty or (stopped and not self._wanted()):
                return Asked(replace(words, results={}, unchanged=()), stopped)
            note = _note(self.console)
            if not isinstance(note, Move):
                return Asked(replace(words, note=note), stopped, self.finish)
            number = max(0, self.round.open - 1)

    def _questions(self, number: int) -> bool:
        """Ask from a number on; whether the rest is not wanted."""
        while number < len(self.round.subjects):
            answer = self._question(number)
            if answer is Move.STOP:
                return True
            if answer is Move.BACK and not number:
                self.console.complain("this is the first one")
            elif answer is Move.BACK:
                number -= 1
            else:
                assert not isinstance(answer, Move)
                self.round.answers[self.round.subjects[number].name] = answer
                self._save()
                number += 1
        return False

    def finish(self) -> None:
        """What was answered needs no keeping any more."""
        from okrctl.shell.rounds import forget_round

        self.round.answers.clear()
        if self.round.others:
            self._save()
        else:
            forget_round(self.root, self.scene.department, self.scene.day)

    def say_kept(self) -> None:
        """Tell that nothing is lost."""
        if self.round.answers:
            self.console.complain("nothing was written; the next run of this day offers to go on from here")

    def _save(self) -> None:
        from okrctl.shell.rounds import save_round

        save_round(self.root, self.scene.department, self.scene.day, self.round.kept())

    def _wanted(self) -> bool:
        if agreed(self.console, f"Check in what was answered, {self.round.given} of {len(self.round.subjects)}?"):
            return True
        self.say_kept()
        return False

    def _question(self, number: int) -> Answer | Move:
        subject = self.round.subjects[number]
        self.console.aside(question(subject, self.scene.day, number + 1, len(self.round.subjects)))
        before = self.round.answers.get(subject.name)
        baseline = _baseline(self.console, subject, before) if subject.wants_baseline else None
        if isinstance(baseline, Move):
            return baseline
        given = subject if baseline is None else subject.starting_at(baseline)
        shown = f" [{safe.line(before.line)}]" if before else ""
        while True:
            line = self.console.ask(f"    {safe.line(subject.name)}{shown}: ")
            if line in ("b", "s"):
                return Move(line)
            if line == "?":
                self.console.aside(explanation(subject, self.scene.details(subject)))
                continue
            if before is not None and not line:
                return before
            if baseline is None and asks_for_baseline(line, subject):
                asked = _baseline(self.console, subject, before)
                if asked is Move.STOP:
                    return asked
                if asked is Move.BACK:
                    # to the value, which was the question before
                    continue
                assert not isinstance(asked, Move)
                baseline = asked
                given = subject if baseline is None else subject.starting_at(baseline)
            answer = _read(self.console, line, given, self.scene)
            if answer is not None:
                return answer if baseline is None else answer.starting_at(baseline)


def _baseline(console: Console, subject: CheckInItem, before: Answer | None) -> Fraction | Move | None:
    """The baseline of a subject that lacks it, where somebody knows it."""
    if before is not None and before.said.baseline:
        return parse_number(before.said.baseline)
    while True:
        line = console.ask("    where it started, its baseline (Enter: not known): ")
        if line in ("b", "s"):
            return Move(line)
        if line in ("", "-"):
            return None
        known = parse_baseline(line, subject)
        if not isinstance(known, Mistake):
            return known
        _object_to(console, known)


def _read(console: Console, line: str, subject: CheckInItem, scene: DepartmentDay) -> Answer | None:
    """The answer that a line is; None when it has to be given again."""
    answer = parse_answer(line, subject)
    if isinstance(answer, Mistake):
        _object_to(console, answer)
        return None
    likely = doubtful(subject, answer.said, scene.day)
    if likely is not None:
        console.aside(document([Line(Run(far_off(subject, answer.said.value or "", likely), "warn"), 4, 6)]))
        if not agreed(console, "    Sure?", default=False):
            return None
    return answer


def _object_to(console: Console, mistake: Mistake) -> None:
    """What is wrong with an answer, and a way out, below the question and no wider than it."""
    lines = [Line(Run(mistake.message, "bad"), 4, 6)]
    if mistake.help:
        lines.append(Line(Run(mistake.help, "dim"), 6, 6))
    console.aside(document(lines))


def _begin(console: Console, scene: DepartmentDay, author: str) -> None:
    name = scene.ws.departments[scene.department].name
    help = [Line(Run(line, "dim")) for line in _HELP]
    console.aside(document([Heading(name, f"check-in for {scene.day} by {author}"), *help]))


def _note(console: Console) -> str | Move | None:
    while True:
        note = console.ask("A word on the whole (Enter: none): ") or None
        if note == "b":
            return Move.BACK
        if note in ("s", "-"):
            # what these mean at every other question; nobody means them as a word
            return None
        mistakes = note_mistakes(note)
        if not mistakes:
            return note
        _object_to(console, mistakes[0])
