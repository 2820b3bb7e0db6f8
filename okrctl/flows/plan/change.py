"""``amend``, ``drop``, ``confirm`` and ``rename``: one change of the plan, with what tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrctl.core.values.frozen import frozen
from okrctl.flows.plan.editing import editing, reason
from okrctl.flows.plan.proposal import need_whole
from okrctl.flows.plan.season import seasonal, shown
from okrctl.flows.stop import Stop
from okrctl.flows.workspace import as_of

if TYPE_CHECKING:
    from datetime import date

    from okrctl.core.company.workspace import Entry, Workspace
    from okrctl.core.planning.season import Season
    from okrctl.flows.console import Console
    from okrctl.flows.plan.editing import Editing
    from okrctl.flows.plan.season import Wanted
    from okrctl.flows.settings import Settings

_LOST = "the plan of earlier days would not be what it was"


@frozen
class Reasons:
    """Why a plan changes, who agreed, and from which day on (today without it)."""

    why: str
    approved_by: str | None = None
    on: date | None = None


def amend(
    settings: Settings,
    console: Console,
    ref: str,
    to: str | None,
    told: Reasons,
    *,
    seasons: Wanted | None = None,
    dry_run: bool,
) -> None:
    """Change a field, ``[FIELD=]VALUE``, or set checkpoints by last year's season, and leave a trace."""
    from okrctl.core.planning.amend import Amended, Amending, amend_checkpoints, leaves_its_trace, split_field
    from okrctl.core.planning.amend import amend as amended

    if (to is None) == (seasons is None):
        raise Stop("say what changes", hint="--to [FIELD=]VALUE, or --season FILE")
    edit = editing(settings, console, dry_run)
    entry = edit.entry(ref)
    day = told.on or as_of(settings)
    if told.approved_by is not None and not told.approved_by.strip():
        raise Stop("--approved-by names nobody", hint="leave it out, or say who agreed")
    field, value = split_field(entry, to) if to is not None else ("checkpoints", "")
    words = Amending(field, value, reason(told.why), day, told.approved_by)
    way = _by_season(edit, entry, seasons, day) if seasons else None
    found = amend_checkpoints(edit.files, entry, words, way.checkpoints) if way else amended(edit.files, entry, words)
    if not isinstance(found, Amended):
        edit.finish(found, "")
        return
    was = found.before if found.before is not None else "nothing"
    change = "checkpoints like last year" if way else f"{found.field} from {was} to {found.after}"
    edit.finish(
        found.wish,
        f"{entry.ref}: {change}, from {day} on",
        lambda after: None if leaves_its_trace(edit.ws, after, entry, day) else _LOST,
    )
    if way:
        shown(console, way)


def _by_season(edit: Editing, entry: Entry, seasons: Wanted, day: date) -> Season:
    """The checkpoints of a key result by last year's season."""
    from okrctl.core.checks.context import RuleContext

    result = entry.key_result
    if result is None or entry.cycle is None:
        edit.refuse(f"{entry.ref} is no key result", "name the key result that has the target")
    baseline, _ = RuleContext(edit.ws, day).baselines.get((entry.path, entry.at), (None, None))
    also = result.measure.waypoints() if result.measure else ()
    return seasonal(seasons, result.measure, baseline, entry.cycle.start, result.due or entry.cycle.end, also)


def drop(settings: Settings, console: Console, ref: str, *, why: str, on: date | None, dry_run: bool) -> None:
    """Give an objective or key result up."""
    from okrctl.core.planning.amend import drop as dropped

    edit = editing(settings, console, dry_run)
    entry = edit.entry(ref)
    day = on or as_of(settings)
    edit.finish(dropped(entry, reason(why), day), f"{entry.ref}: dropped, from {day} on")


def confirm(
    settings: Settings, console: Console, provider: str, consumer: str, *, due: date | None, dry_run: bool
) -> None:
    """Promise a consumer what it asked a provider for."""
    from okrctl.core.planning.confirm import Confirmed, answered
    from okrctl.core.planning.confirm import confirm as confirmed

    edit = editing(settings, console, dry_run)
    giver, taker = edit.entry(provider, milestone=True), edit.entry(consumer, milestone=True)
    found = confirmed(edit.ws, giver, taker, due)
    if not isinstance(found, Confirmed):
        edit.finish(found, "")
        return
    proposal = edit.finish(
        found.wish,
        f"{giver.ref} has promised this to {taker.ref}",
        lambda after: None if answered(after, giver, found) else f"{taker.ref} would not find this promise",
    )
    for request in answered(proposal.workspace(edit.ws), giver, found) or ():
        if request.disputed:
            console.note(f"disputed: needed by {request.asked}, promised for {request.promised}")


def rename(settings: Settings, console: Console, ref: str, new: str, *, dry_run: bool) -> None:
    """Give another id, and follow it everywhere."""
    from okrctl.core.planning.rename import Renaming, misread
    from okrctl.core.planning.rename import rename as renamed

    edit = editing(settings, console, dry_run)
    target = edit.named(ref).target
    need_whole(edit.session)
    wish = renamed(edit.ws, edit.files, target, new)

    def proof(after: Workspace) -> str | None:
        text = misread(edit.ws, after, target, new)
        return f"{text} would mean something else then" if text else None

    edit.finish(wish, f"{target.ref} is {Renaming(target, new).new_ref} now", proof, news=False)
