"""A run of ``okrctl checkin`` or ``pull``: whose check-in, for which day, with which values (or a form for them)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NoReturn

from okrctl.core.checkin import CheckInInput, Entry, Mistake
from okrctl.core.checkin.correction import CorrectionDay
from okrctl.core.checkin.department_day import CheckInItem, DepartmentDay
from okrctl.core.checkin.doubt import doubtful
from okrctl.core.checkin.form import blank_form, read_form
from okrctl.core.checkin.incoming import by_id
from okrctl.core.checkin.judge import author_mistakes, day_mistake, judge
from okrctl.core.values import safe
from okrctl.core.values.frozen import frozen
from okrctl.core.values.stop import Stop
from okrctl.flows.checkin.scope import CheckInScope
from okrctl.flows.console import Console, agreed
from okrctl.shell.session import Session
from okrctl.views.checkin import about, far_off


@frozen
class Asked:
    """What a person answered. Call ``finish`` once it is written; ``stopped`` skips the other departments, ``nothing``
    means that there was nothing to ask, which was said."""

    words: CheckInInput = CheckInInput()
    stopped: bool = False
    finish: Callable[[], object] = lambda: None
    nothing: bool = False


@dataclass(frozen=True)
class Run:
    """One run of the command: whose check-in, and for which day."""

    session: Session
    console: Console
    when: date
    today: date
    author: str
    edit: bool
    correct: date | None = None

    @property
    def day(self) -> date:
        """The day whose values are given: that of the check-in, or the one being corrected."""
        return self.correct or self.when

    def department_day(self, department: str, day: date | None = None) -> DepartmentDay:
        """A department on the day of the check-in, or on the day being corrected."""
        ws, on = self.session.workspace, day or self.when
        if self.correct is None:
            return DepartmentDay(ws, department, on)
        return CorrectionDay(ws, department, self.correct, on)

    def asks(self, words: CheckInInput) -> bool:
        """Whether to ask for the values."""
        return words.empty and not self.edit

    def check_day(self, day: date) -> None:
        """Stop if the day is in the future."""
        late = day_mistake(day, self.today)
        if late:
            refuse(self.console, [late])
        if self.correct is not None and self.correct > day:
            raise Stop(f"{self.correct} is after {day}", hint="pass the day of an earlier check-in to --correct")

    def entry(self, scope: CheckInScope, given: CheckInInput) -> tuple[Entry | None, Asked]:
        """The check-in of one department, from options, form or questions."""
        dept = self.department_day(scope.department)
        given = scope.limited(dept, by_id(dept, given))
        scope.check(dept, given)
        if given.left_out:
            self.console.note(f"ignored columns: {', '.join(map(safe.line, given.left_out))}")
        if self.edit:
            return self._form(dept, scope, given), Asked()
        asked = Asked(given)
        if self.asks(given):
            from okrctl.flows.checkin.round import ask_all

            asked = ask_all(self.console, self.session.root, dept, scope, self.author)
            if asked.words.empty:
                return None, asked
        entry = self._judged(dept, asked.words)
        if isinstance(entry, tuple):
            refuse(self.console, entry)
        if not self.asks(given):
            self.doubt(dept, entry)
        return entry, asked

    def _judged(self, dept: DepartmentDay, words: CheckInInput) -> Entry | tuple[Mistake, ...]:
        day = words.date or self.when
        self.check_day(day)
        there = dept if day == dept.written_on else self.department_day(dept.department, day)
        return judge(there, words, words.by or self.author)

    def _form(self, dept: DepartmentDay, scope: CheckInScope, given: CheckInInput) -> Entry | None:
        """The entry from a form, once it has no mistakes; None if the form comes back empty."""
        from okrctl.shell.editor import edited

        subjects = scope.subjects(dept)
        text = blank_form(dept.department, dept.day, subjects, [about(subject, dept.day) for subject in subjects])
        while True:
            text = edited(text, "check-in.yaml")
            words = read_form(text)
            if not isinstance(words, tuple) and words.empty:
                return None
            if not isinstance(words, tuple):
                both = scope.limited(dept, words).merged(replace(given, date=None, by=None))
                words = (both,) if isinstance(both, Mistake) else both
            entry = words if isinstance(words, tuple) else self._judged(dept, words)
            if not isinstance(entry, tuple):
                return entry
            for mistake in entry:
                self.console.complain(mistake.message, mistake.help)
            if not self.console.interactive or not agreed(self.console, "Edit it again?"):
                self.console.tell(text)
                raise Stop("nothing written; your form is printed above")

    def doubt(self, dept: DepartmentDay, entry: Entry) -> None:
        """Report values far from their trend, since there is nobody to ask."""
        for id, said in entry.results:
            subject = dept.subject(id, words=said.only_words)
            likely = doubtful(subject, said, dept.day) if isinstance(subject, CheckInItem) else None
            if likely is not None and isinstance(subject, CheckInItem):
                self.console.note(safe.line(f"{far_off(subject, said.value or '', likely)}; is it right?"))


def begin(
    session: Session,
    console: Console,
    when: date,
    today: date,
    by: str | None,
    *,
    edit: bool = False,
    correct: date | None = None,
) -> Run:
    """A run of the command; Stop if its day is in the future, or its author can't be written to a file."""
    run = Run(session, console, when, today, author_of(session, by), edit, correct)
    run.check_day(when)
    mistakes = author_mistakes(run.author)
    if mistakes:
        refuse(console, mistakes)
    return run


def refuse(console: Console, mistakes: Sequence[Mistake]) -> NoReturn:
    """Report all mistakes in the given values, and stop."""
    *others, last = mistakes
    for mistake in others:
        console.complain(mistake.message, mistake.help)
    raise Stop(last.message, hint=last.help)


def author_of(session: Session, given: str | None) -> str:
    """The author: the option, OKRCTL_BY, git's user.email, or the user of this machine."""
    import os

    from okrctl.shell.commit import user_email

    names = (os.environ.get(name) for name in ("USER", "LOGNAME", "USERNAME"))
    author = given or os.environ.get("OKRCTL_BY") or user_email(session.root) or next(filter(None, names), None)
    if not author:
        raise Stop("no author", hint="pass --by, or set user.email in git")
    return author
