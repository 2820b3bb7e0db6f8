"""Whom a check-in is for: the named department, or those whose items the author owns."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from okrctl.core.checkin import CheckInInput, Mistake
from okrctl.core.checkin.department_day import CheckInItem, DepartmentDay, departments_of
from okrctl.core.checkin.incoming import by_id
from okrctl.core.company.people import names_of
from okrctl.core.model.checkins import REST
from okrctl.core.review.due import owed
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.selection import Selection
from okrctl.core.scores.plan import plan_on
from okrctl.core.values.frozen import frozen
from okrctl.core.values.stop import Stop
from okrctl.flows.workspace import resolve_target
from okrctl.shell.session import Session

if TYPE_CHECKING:
    from okrctl.flows.checkin.run import Run

_A_YEAR = 366


@frozen
class CheckInScope:
    """A department, and the file, objective or key result named in it, if any.

    ``owed`` limits it to these references.
    """

    department: str
    path: str | None = None
    ref: str | None = None
    owed: frozenset[str] | None = None

    def subjects(self, dept: DepartmentDay) -> list[CheckInItem]:
        """The items to check in."""
        found = [s for s in dept.round() if self.path in (None, s.path)]
        found = [s for s in found if self.owed is None or s.ref in self.owed]
        return [s for s in found if self.ref in (None, s.ref, s.objective)]

    def check(self, dept: DepartmentDay, words: CheckInInput) -> None:
        """Stop if a value belongs to another item than the named objective or key result."""
        for id in (*words.results, *words.unchanged) if self.ref else ():
            subject = dept.subject(id)
            if isinstance(subject, CheckInItem) and self.ref not in (subject.ref, subject.objective):
                raise Stop(f"{id} isn't part of {self.ref}", hint=f"use okrctl checkin {self.department} for both")

    def limited(self, dept: DepartmentDay, words: CheckInInput) -> CheckInInput:
        """The values, with ``rest`` limited to the named item, or to what the author owns."""
        from dataclasses import replace

        wanted = self.subjects(dept)
        if REST not in words.unchanged or len(wanted) == len(dept.round()):
            return words
        if not wanted:
            whose = self.ref or self.path or f"yours in {self.department}"
            raise Stop(f"nothing of {whose} is active on {dept.day}", hint="pass another day with --date")
        named = {*words.results, *words.unchanged}
        rest = (subject.name for subject in wanted if subject.name not in named)
        return replace(words, unchanged=(*(id for id in words.unchanged if id != REST), *rest))


def scopes_of(run: Run, target: str | None, words: CheckInInput, *, owed_only: bool = True) -> list[CheckInScope]:
    """The departments that a check-in is for; Stop with the choices if that isn't clear.

    Without a target and values, these are the departments where the author owes a check-in on the day; with
    ``owed_only`` off, all where the author owns something.
    """
    if target is None:
        return _of_author(run, words, owed_only)
    named = resolve_target(run.session, target, run.day)
    if named.target.external:
        raise Stop(f"{target} is a group outside the workspace; it has no check-ins here")
    entry = named.target.entry
    return [CheckInScope(named.target.department, named.path, entry.ref if entry else None)]


def _of_author(run: Run, words: CheckInInput, owed_only: bool) -> list[CheckInScope]:
    session, author, day, ws = run.session, run.author, run.day, run.session.workspace
    everything = list(ws.departments)
    names = _names(session, author)
    theirs = departments_of(ws, names, day)
    if theirs and words.empty and owed_only:
        return _owed(run, names)
    theirs = theirs or (everything if len(everything) == 1 else [])
    if len(theirs) > 1 and words.results:
        # the author has several departments: the given ids may show which one is meant
        theirs = [id for id in theirs if _fits(session, id, words, day)] or theirs
    if not theirs:
        known = f"name one (available: {', '.join(everything)}), or add {author} under people: in okrctl.yaml"
        hint = known if everything else "okrctl validate shows what is wrong"
        raise Stop(f"{author} isn't assigned to a department", hint=hint)
    owned = _owned(session, names, day) if words.unchanged else None
    return [CheckInScope(id, owed=owned) for id in theirs]


def _owned(session: Session, names: frozenset[str], day: date) -> frozenset[str] | None:
    """What these names own in all departments, so that ``rest`` means only that; None if they own nothing."""
    plan = plan_on(session.workspace, day)
    owners = [(result.ref, result.owner) for result in plan.key_results()]
    owners += [(kpi.ref, kpi.owner) for kpi in plan.kpis]
    return frozenset(ref for ref, owner in owners if owner and owner.casefold() in names) or None


def _names(session: Session, author: str) -> frozenset[str]:
    """All names under which the author may own something; git's user also has the name from git."""
    from okrctl.shell.commit import user_email, user_name

    people = session.workspace.config.people
    name = user_name(session.root) if author == user_email(session.root) else None
    return names_of(people, author) | (names_of(people, name) if name else frozenset())


def _fits(session: Session, department: str, words: CheckInInput, day: date) -> bool:
    dept = DepartmentDay(session.workspace, department, day)
    return not any(
        isinstance(dept.subject(id, words=said.only_words), Mistake) for id, said in by_id(dept, words).results.items()
    )


def _owed(run: Run, names: frozenset[str]) -> list[CheckInScope]:
    """What these names owe on the day, per department; prints a note if nothing."""
    ws = run.session.workspace
    report_day, selection = ReportDay(ws, run.day), Selection(ws, owners=names)
    refs: dict[str, set[str]] = {}
    for item in owed(report_day, selection):
        refs.setdefault(item.department, set()).add(item.ref)
    if not refs:
        later = min((item.since for item in owed(report_day, selection, _A_YEAR) if item.since), default=None)
        until = f" before {later}" if later else ""
        run.console.note(f"{run.author} owes no check-in{until}; to check in anyway: okrctl checkin DEPARTMENT")
    return [CheckInScope(id, owed=frozenset(refs[id])) for id in ws.departments if id in refs]
