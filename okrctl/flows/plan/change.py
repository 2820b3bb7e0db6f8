"""``amend``, ``drop``, ``confirm`` and ``rename``: one change of the plan, with what tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrctl.flows.plan.editing import editing, reason
from okrctl.flows.plan.proposal import need_whole
from okrctl.flows.stop import Stop
from okrctl.flows.workspace import as_of

if TYPE_CHECKING:
    from datetime import date

    from okrctl.core.company.workspace import Workspace
    from okrctl.flows.console import Console
    from okrctl.flows.settings import Settings

_LOST = "the plan of earlier days would not be what it was"


def amend(
    settings: Settings,
    console: Console,
    ref: str,
    to: str,
    *,
    why: str,
    approved_by: str | None,
    on: date | None,
    dry_run: bool,
) -> None:
    """Change a field, ``[FIELD=]VALUE``, and leave a trace."""
    from okrctl.core.planning.amend import Amended, Amending, leaves_its_trace, split_field
    from okrctl.core.planning.amend import amend as amended

    edit = editing(settings, console, dry_run)
    entry = edit.entry(ref)
    day = on or as_of(settings)
    field, value = split_field(entry, to)
    if approved_by is not None and not approved_by.strip():
        raise Stop("--approved-by names nobody", hint="leave it out, or say who agreed")
    found = amended(edit.files, entry, Amending(field, value, reason(why), day, approved_by))
    if not isinstance(found, Amended):
        edit.finish(found, "")
        return
    was = found.before if found.before is not None else "nothing"
    edit.finish(
        found.wish,
        f"{entry.ref}: {found.field} from {was} to {found.after}, from {day} on",
        lambda after: None if leaves_its_trace(edit.ws, after, entry, day) else _LOST,
    )


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
    from okrctl.core.planning.misread import misread
    from okrctl.core.planning.rename import Renaming
    from okrctl.core.planning.rename import rename as renamed

    edit = editing(settings, console, dry_run)
    target = edit.named(ref).target
    need_whole(edit.session)
    wish = renamed(edit.ws, edit.files, target, new)

    def proof(after: Workspace) -> str | None:
        text = misread(edit.ws, after, target, new)
        return f"{text} would mean something else then" if text else None

    edit.finish(wish, f"{target.ref} is {Renaming(target, new).new_ref} now", proof, news=False)
