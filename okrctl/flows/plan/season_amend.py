"""``amend --season``: checkpoints by last year's season, for a running plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrctl.core.checks.context import RuleContext
from okrctl.core.planning.amend import Amended, Amending, amend_checkpoints, leaves_its_trace
from okrctl.flows.plan import answers as a
from okrctl.flows.plan.amend import LOST
from okrctl.flows.plan.editing import Editing, editing, need_approver, reason
from okrctl.flows.plan.season import seasonal, shown
from okrctl.flows.workspace import as_of

if TYPE_CHECKING:
    from datetime import date

    from okrctl.core.company.workspace import Entry
    from okrctl.core.planning.season import Season
    from okrctl.flows.console import Console
    from okrctl.flows.plan.season import SeasonOptions
    from okrctl.flows.settings import Settings


def amend(
    settings: Settings,
    console: Console,
    ref: str,
    seasons: SeasonOptions,
    *,
    why: str | None,
    approved_by: str | None,
    on: date | None,
    dry_run: bool,
) -> None:
    """Set the checkpoints of a key result by last year's season, and record the change."""
    edit = editing(settings, console, dry_run)
    entry = edit.entry(ref)
    day = on or as_of(settings)
    need_approver(approved_by)
    way = _by_season(edit, entry, seasons, day)

    def make(answers: a.Answers) -> None:
        words = answers.needed("--why", why, "Why", a.text)
        answers.end()
        assert words is not None
        amending = Amending("checkpoints", "", reason(words), day, approved_by)
        found = amend_checkpoints(edit.files, entry, amending, way.checkpoints)
        if not isinstance(found, Amended):
            edit.cannot(found)
        edit.finish(
            found.changes,
            f"{entry.ref}: checkpoints like last year, from {day} on",
            lambda after: None if leaves_its_trace(edit.ws, after, entry, day) else LOST,
        )
        shown(console, way)

    a.asking(console, make)


def _by_season(edit: Editing, entry: Entry, seasons: SeasonOptions, day: date) -> Season:
    result = entry.key_result
    if result is None or entry.cycle is None:
        edit.refuse(f"{entry.ref} isn't a key result", "name the key result that has the target")
    baseline, _ = RuleContext(edit.ws, day).baselines.get((entry.path, entry.at), (None, None))
    also = result.measure.waypoints() if result.measure else ()
    return seasonal(seasons, result.measure, baseline, entry.cycle.start, result.due or entry.cycle.end, also)
