"""A loaded workspace: its reports, its findings, and edits of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from okrctl.api.edits import Edit
from okrctl.api.errors import OkrctlError, told
from okrctl.api.items import Finding, made
from okrctl.api.report import Report

if TYPE_CHECKING:
    from okrctl.flows.settings import Settings
    from okrctl.shell.session import Session


def load(source: str | Path | Mapping[str, str] | None = None, *, at: str | None = None) -> Workspace:
    """Load a workspace.

    Args:
        source: its folder or a folder inside it (the working directory by default), or texts by path, okrctl.yaml
            among them.
        at: a git revision to read instead of the working tree.

    Raises:
        OkrctlError: there is no valid workspace.
    """
    from okrctl.flows.settings import Settings
    from okrctl.flows.workspace import open_workspace

    with told():
        if isinstance(source, Mapping):
            from okrctl.shell.session import load_texts

            return Workspace(load_texts(source), None)
        settings = Settings(Path(source) if source is not None else None, at=at, quiet=True)
        return Workspace(open_workspace(settings), settings)


class Workspace:
    """A workspace as it was when it was loaded; after an edit, load it again."""

    def __init__(self, session: Session, settings: Settings | None) -> None:
        self._session = session
        self._settings = settings

    def __repr__(self) -> str:
        return f"<okrctl workspace of {self.organization}>"

    @property
    def organization(self) -> str:
        """The organization's name."""
        return self._session.workspace.config.organization

    @property
    def departments(self) -> tuple[str, ...]:
        """The ids of the departments."""
        return tuple(self._session.workspace.departments)

    def as_of(self, day: date | str | None = None) -> Report:
        """Everything computed for a day (``2026-02-14`` or a date); today by default.

        Raises:
            OkrctlError: it isn't a date.
        """
        from okrctl.core.review.report_day import ReportDay
        from okrctl.shell.clock import today

        when = today() if day is None else _day(day)
        return Report(self._session, ReportDay(self._session.workspace, when))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What ``okrctl validate`` finds, in order of file and line."""
        from okrctl.flows.validate.examine import examine_session
        from okrctl.shell.clock import today
        from okrctl.views.diagnostics import diagnostic_json

        report = examine_session(self._session, today())
        return tuple(made(Finding, diagnostic_json(report, each)) for each in report.diagnostics)

    def check_in(
        self,
        target: str,
        values: Mapping[str, Any] | None = None,
        *,
        confidence: Mapping[str, Any] | None = None,
        projected: Mapping[str, Any] | None = None,
        baselines: Mapping[str, Any] | None = None,
        notes: Mapping[str, str] | None = None,
        unchanged: Sequence[str] = (),
        note: str | None = None,
        day: date | str | None = None,
        by: str | None = None,
    ) -> Edit:
        """Plan a check-in of a department; values are written as in a file (``121900``, ``"+7%"``, ``["vendor"]``).

        Raises:
            OkrctlError: a value does not fit its key result, or the target is unknown.
        """
        from okrctl.flows.checkin.flow import CheckInOptions, check_in, pairs
        from okrctl.flows.checkin.write import WriteOptions

        given = CheckInOptions(
            values=pairs(values),
            baselines=pairs(baselines),
            confidence=pairs(confidence),
            projected=pairs(projected),
            notes=pairs(notes),
            unchanged=tuple(unchanged),
            note=note,
            date=None if day is None else _day(day),
            by=by,
        )
        settings = self._writable()
        return Edit(
            lambda console, dry: check_in(settings, console, target, given, WriteOptions(dry_run=dry), edit=False)
        )

    def amend(
        self, ref: str, to: object, why: str, *, approved_by: str | None = None, day: date | str | None = None
    ) -> Edit:
        """Plan a change of the plan that leaves its trace: ``to`` is a value, or ``field=value``."""
        from okrctl.flows.plan.amend import amend

        return self._planned(amend, ref, str(to), why=why, approved_by=approved_by, on=_maybe(day))

    def drop(self, ref: str, why: str, *, day: date | str | None = None) -> Edit:
        """Plan to give up an objective or key result."""
        from okrctl.flows.plan.change import drop

        return self._planned(drop, ref, why=why, on=_maybe(day))

    def ask(self, provider: str, consumer: str, need: str, *, due: date | str | None = None) -> Edit:
        """Plan to ask another department for what an objective or key result needs."""
        from okrctl.flows.plan.change import ask

        return self._planned(ask, provider, consumer, need, due=_maybe(due))

    def confirm(self, provider: str, consumer: str, *, due: date | str | None = None) -> Edit:
        """Plan a promise for a request."""
        from okrctl.flows.plan.change import confirm

        return self._planned(confirm, provider, consumer, due=_maybe(due))

    def _planned(self, flow: Any, *args: Any, **given: Any) -> Edit:
        from okrctl.flows.plan.editing import editing

        settings = self._writable()
        return Edit(lambda console, dry: flow(editing(settings, console, dry), *args, **given))

    def _writable(self) -> Settings:
        if self._settings is None:
            raise OkrctlError("a workspace loaded from texts cannot be changed", "load it from a folder")
        return self._settings


def _day(day: date | str) -> date:
    from okrctl.core.values.cycle import parse_date

    found = parse_date(day) if isinstance(day, str) else day.date() if isinstance(day, datetime) else day
    if found is None:
        raise OkrctlError(f"{day!r} is not a day", "write it as 2026-02-14")
    return found


def _maybe(day: date | str | None) -> date | None:
    return None if day is None else _day(day)
