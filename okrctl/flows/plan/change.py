"""``drop``, ``ask``, ``confirm``, ``remove`` and ``rename``: one change of the plan each."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from okrctl.core.values import safe
from okrctl.flows.plan import answers as a
from okrctl.flows.plan.editing import Editing, editing, free_text, reason
from okrctl.flows.plan.proposal import need_whole
from okrctl.flows.stop import Stop
from okrctl.flows.workspace import as_of, resolve_target

if TYPE_CHECKING:
    from okrctl.core.company.workspace import Entry, Workspace
    from okrctl.core.planning.requests import Later
    from okrctl.flows.console import Console
    from okrctl.flows.settings import Settings


def drop(settings: Settings, console: Console, ref: str, *, why: str, on: date | None, dry_run: bool) -> None:
    """Give up an objective or key result."""
    from okrctl.core.planning.amend import drop as dropped

    edit = editing(settings, console, dry_run)
    entry = edit.entry(ref)
    day = on or as_of(settings)
    edit.finish(dropped(entry, reason(why), day), f"{entry.ref}: dropped, from {day} on")


def confirm(
    settings: Settings, console: Console, provider: str, consumer: str, *, due: date | None, dry_run: bool
) -> None:
    """Promise a consumer what it asked a provider for."""
    edit = editing(settings, console, dry_run)
    taker = edit.entry(consumer, milestone=True)
    target = edit.named(provider).target

    def make(answers: a.Answers) -> None:
        named = _answering(edit, answers, target.department, taker) if target.entry is None else provider
        giver = edit.entry(named, milestone=True)
        _promise(edit, answers, giver, taker, due)

    a.asking(console, make)


def _promise(edit: Editing, answers: a.Answers, giver: Entry, taker: Entry, due: date | None) -> None:
    from okrctl.core.planning.requests import Confirmed, Later, answered
    from okrctl.core.planning.requests import confirm as confirmed

    found = confirmed(edit.ws, giver, taker, due)
    if isinstance(found, Later):
        found = confirmed(edit.ws, giver, taker, _promised(edit, answers, giver, taker, found))
    if not isinstance(found, Confirmed):
        assert not isinstance(found, Later)
        edit.finish(found, "")
        return
    proposal = edit.finish(
        found.changes,
        f"{giver.ref} has promised this to {taker.ref}",
        lambda after: (
            None if answered(after, giver, found) else f"this promise would not answer the request of {taker.ref}"
        ),
    )
    for request in answered(proposal.workspace(edit.ws), giver, found) or ():
        if request.disputed:
            edit.console.note(f"disputed: needed by {request.asked}, promised for {request.promised}")


def _promised(edit: Editing, answers: a.Answers, giver: Entry, taker: Entry, later: Later) -> date:
    """The date promised although the provider's own due date is later: asked for, or Stop."""
    message = f"{giver.ref} is due on {later.own}, but {taker.ref} needs it by {later.asked}"
    if not answers.interactive:
        hint = f"pass --due {later.asked} to promise it for that date, or --due {later.own} if it will be later"
        edit.refuse(message, hint)
    if answers.at_end:
        edit.console.complain(safe.line(message))
    return date.fromisoformat(answers.needed("--due", None, "Promise it for", a.day, str(later.asked)) or "")


def answers_of(ws: Workspace, day: date, department: str) -> dict[str, str]:
    """What of a department can answer a request: references, each with its title."""
    from okrctl.core.scores.plan import plan_on

    choices: dict[str, str] = {}
    for objective in plan_on(ws, day).objectives:
        if objective.department == department and not objective.dropped and objective.cycle.end >= day:
            choices[objective.ref] = f"{objective.ref}  {objective.title}"
            choices.update((each.ref, f"  {each.ref}  {each.title}") for each in objective.key_results)
    return choices


def _answering(edit: Editing, answers: a.Answers, department: str, taker: Entry) -> str:
    """The item that answers a request to a whole department: asked for, or Stop with the choices."""
    choices = answers_of(edit.ws, as_of(edit.settings), department)
    if not choices:
        edit.refuse(f"{department} has no objective yet", f"to add one: okrctl new objective {department}")
    if not answers.interactive:
        example = next(iter(choices))
        edit.refuse(
            f"{department} is a department", f"name the item that delivers: okrctl confirm {example} --for {taker.ref}"
        )
    free = {ref: words for ref, words in choices.items() if not _already(edit, ref, taker)}
    return answers.chosen("", f"Which item answers the request of {taker.ref} (number)", free or choices) or ""


def _already(edit: Editing, ref: str, taker: Entry) -> bool:
    """Whether an item has promised something else to the same consumer, so that it can't answer this request."""
    item = edit.entry(ref).plan_item
    return item is not None and any(each.ref.partition("@")[0] == taker.ref for each in item.promised_to)


def ask(
    settings: Settings, console: Console, provider: str, consumer: str, need: str, *, due: date | None, dry_run: bool
) -> None:
    """Ask another department for something that an objective or key result needs."""
    from okrctl.core.contracts.requests import confirming
    from okrctl.core.planning.requests import ask as asks
    from okrctl.core.planning.requests import asked

    edit = editing(settings, console, dry_run)
    target = resolve_target(edit.session, provider, as_of(settings)).target
    taker = edit.entry(consumer)
    words = free_text("--need", need)

    def make(answers: a.Answers) -> None:
        wanted = None if due is None else due.isoformat()
        day = answers.wanted("--due", wanted, "When you need it, such as 2026-03-31 (Enter: no date)", a.day)
        proposal = edit.finish(
            asks(edit.ws, target, taker, words, date.fromisoformat(day) if day else None),
            f"{taker.ref} asks {target.ref}: {words}",
            lambda after: None if asked(after, target, taker) else f"this would not be a request of {taker.ref}",
            # the provider could not answer yet
            but="unplanned-dependency" if target.entry is None else "unconfirmed-dependency",
        )
        for contract in asked(proposal.workspace(edit.ws), target, taker):
            if not (contract.external or contract.internal):
                where = f"{target.department} sees it in status, due and checkin"
                console.note(f"{where}; to answer: {confirming(contract, as_of(settings))}")

    a.asking(console, make)


def remove(settings: Settings, console: Console, ref: str, *, dry_run: bool) -> None:
    """Remove an item that never started, with every reference to it."""
    from okrctl.core.planning.remove import Removed, begun
    from okrctl.core.planning.remove import remove as removed

    edit = editing(settings, console, dry_run)
    entry = edit.entry(ref)
    need_whole(edit.session)
    mistake = begun(edit.ws, entry, as_of(settings), lambda: _at_head(edit, entry))
    if mistake is not None:
        edit.refuse(mistake.message, mistake.help)
    found = removed(edit.ws, edit.files, entry)
    if not isinstance(found, Removed):
        edit.cannot(found)
    edit.finish(found.proposal, f"removed {entry.ref}")
    for link in found.references:
        console.note(f"also removed this reference: {link.source.ref} {link.kind} {link.text}")


def _at_head(edit: Editing, entry: Entry) -> bool:
    """Whether the last commit contains an item; no if there is no commit."""
    from okrctl.flows.workspace import open_revision
    from okrctl.shell.git_errors import GitError

    try:
        there = open_revision(edit.settings, "HEAD").workspace
    except (Stop, GitError):
        return False
    return any(each.overlaps(entry.cycle) for each in there.entries.get(entry.department, {}).get(entry.id, ()))


def rename(settings: Settings, console: Console, ref: str, new: str, *, dry_run: bool) -> None:
    """Change an id and every reference to it."""
    from okrctl.core.planning.misread import misread
    from okrctl.core.planning.rename import Renaming
    from okrctl.core.planning.rename import rename as renamed

    edit = editing(settings, console, dry_run)
    target = edit.named(ref).target
    need_whole(edit.session)
    changes = renamed(edit.ws, edit.files, target, new)

    def proof(after: Workspace) -> str | None:
        text = misread(edit.ws, after, target, new)
        return f"{text} would then mean something else" if text else None

    edit.finish(changes, f"renamed {target.ref} to {Renaming(target, new).new_ref}", proof, news=False)
