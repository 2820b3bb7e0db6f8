"""What the reports about scores share: the state on the report day, and the selected rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

from okrctl.core.company.people import names_of, owners_of, tags_of
from okrctl.core.company.workspace import Entry, Workspace
from okrctl.core.findings.diagnose import Positions
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.selection import Named, Selection
from okrctl.core.scores.scoring import IN_STATE, WORST_FIRST
from okrctl.core.values import safe
from okrctl.core.values.cycle import Cycle
from okrctl.core.values.diagnostic import Place
from okrctl.core.values.frozen import frozen
from okrctl.core.values.stop import Stop
from okrctl.flows.console import Console
from okrctl.flows.settings import Settings
from okrctl.flows.workspace import as_of, left_out, open_workspace, resolve_target
from okrctl.shell.added_up import AddedUp
from okrctl.shell.cache import usual

if TYPE_CHECKING:
    from okrctl.core.review.since import Since
    from okrctl.shell.session import Session


@frozen
class Filters:
    """The values of the filter options."""

    departments: Sequence[str] | None = None
    cycles: Sequence[str] | None = None
    owners: Sequence[str] | None = None
    statuses: Sequence[str] | None = None
    tags: Sequence[str] | None = None


@frozen
class Looked:
    """A loaded workspace as of a day, and the selected items."""

    session: Session
    settings: Settings
    console: Console
    report_day: ReportDay
    selection: Selection
    positions: Positions
    """Finds the lines of places; reads a file again when first needed."""

    def line_of(self, place: Place) -> int:
        """The line of a place."""
        return self.positions.span(place).line

    def changes(self, text: str | None) -> Since | None:
        """What changed since the day of ``--since``; None without it."""
        then = self.earlier(text)
        if then is None:
            return None
        from okrctl.core.review.since import since, stood

        return since(self.report_day, stood(self.report_day, then.day))

    def earlier(self, text: str | None) -> ReportDay | None:
        """The same workspace on the day of ``--since``; None without it."""
        from okrctl.core.review.since import parse_since

        day = parse_since(text, self.report_day.day) if text else None
        if day is None:
            return None
        if day >= self.report_day.day:
            raise Stop(f"{day} is not before {self.report_day.day}", hint="pass an earlier day, such as last-monday")
        return ReportDay(self.report_day.ws, day, self.report_day.periods)

    def end(self, others: Iterable[str] | None = None, *, judges: bool = False) -> int:
        """Report what had to be left out, ``others`` too (by default what has no values); return the exit code.

        ``judges``: whether ``--fail-on`` makes it a verdict.
        """
        missing = self.report_day.unread if others is None else others
        code = left_out(self.session, self.settings, self.console, missing, judges=judges)
        if isinstance(self.report_day.kept, AddedUp):
            self.report_day.kept.save()
        return code


def look(
    settings: Settings, console: Console, refs: Sequence[str] | None = None, filters: Filters | None = None
) -> Looked:
    """Load the workspace and resolve the selection; Stop if a name is unknown."""
    return looked_at(open_workspace(settings), settings, console, refs, filters)


def looked_at(
    session: Session,
    settings: Settings,
    console: Console,
    refs: Sequence[str] | None = None,
    filters: Filters | None = None,
) -> Looked:
    """Resolve the selection in a workspace that is loaded already; Stop if a name is unknown."""
    day, ws, wanted = as_of(settings), session.workspace, filters or Filters()
    for id in wanted.departments or ():
        _known(id, ws.departments, "department")
    for status in wanted.statuses or ():
        _known(status, statuses(), "status")
    periods = tuple(_period(session, name) for name in wanted.cycles or ())
    people = ws.config.people
    _unheard(console, ws, wanted)
    selection = Selection(
        ws,
        tuple(named(session, ref, day) for ref in refs or ()),
        tuple(wanted.departments or ()),
        frozenset(name for owner in wanted.owners or () for name in names_of(people, owner)),
        frozenset(wanted.statuses or ()),
        frozenset(wanted.tags or ()),
        periods,
    )
    report_day = ReportDay(ws, day, periods, AddedUp(usual(session.root), session.root, ws) if settings.cache else None)
    return Looked(session, settings, console, report_day, selection, Positions(session.text))


def item_of(looked: Looked, ref: str) -> Entry:
    """The objective, key result or KPI of that name."""
    target = resolve_target(looked.session, ref, looked.report_day.day).target
    if target.entry is None:
        hint = None if target.external else f"okrctl status {target.department} lists its items"
        raise Stop(f"{ref} isn't an objective, key result or KPI", hint=hint)
    return target.entry


def named(session: Session, text: str, day: date) -> Named:
    """The rows for a reference, department, file name or path."""
    meant = resolve_target(session, text, day)
    target = meant.target
    if target.entry is not None:
        return Named(target.department, target.entry.path, target.entry.at)
    if target.external:
        raise Stop(f"{text} is a group outside the files, so there is nothing to show")
    return Named(target.department, meant.path)


def statuses() -> list[str]:
    """Every status that a filter takes."""
    return [*WORST_FIRST, *IN_STATE, "healthy", "unhealthy", "no-range"]


def _known(text: str, among: Iterable[str], what: str) -> None:
    choices = list(among)
    if text not in choices:
        near = get_close_matches(text, choices, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]}?" if near else f"available: {', '.join(choices) or 'none'}"
        raise Stop(f"there is no {what} {text}", hint=hint)


def _unheard(console: Console, ws: Workspace, wanted: Filters) -> None:
    """Report owners and tags that don't exist, so that a typo doesn't look like an empty result."""
    for what, texts, known in (("owner", wanted.owners, owners_of), ("tag", wanted.tags, tags_of)):
        names = {name.casefold(): name for name in known(ws)} if texts else {}
        for text in texts or ():
            if text.casefold() not in names:
                near = get_close_matches(text.casefold(), sorted(names), n=1, cutoff=0.5)
                hint = f"; did you mean {names[near[0]]}?" if near else ""
                console.note(safe.line(f"there is no {what} {text} here{hint}"))


def _period(session: Session, name: str) -> Cycle:
    period = session.workspace.cycle(name)
    if period is None:
        raise Stop(f"{name} is not a cycle", hint="write it as 2026, 2026-H1, 2026-Q1, 2026-03, FY2026 or two dates")
    return period
