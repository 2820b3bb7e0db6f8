"""``drop``, ``ask``, ``confirm``, ``remove``, ``rename`` and ``journal``: one change of the files each."""

from __future__ import annotations

from datetime import date

from okrctl.core.checkin.move import Doubt, to_department_file, to_own_files
from okrctl.core.company.workspace import Entry, Workspace
from okrctl.core.edit.proposal import Proposal
from okrctl.core.planning.requests import Later, answered
from okrctl.core.planning.requests import confirm as confirmed
from okrctl.core.values import safe
from okrctl.core.values.counted import counted
from okrctl.core.values.stop import EXIT_FINDINGS, Stop
from okrctl.flows.console import having
from okrctl.flows.plan import answers as a
from okrctl.flows.plan.editing import Editing, free_text, need_whole, reason, show, write
from okrctl.flows.workspace import resolve_target


def drop(edit: Editing, ref: str, *, why: str, on: date | None) -> None:
    """Give up an objective or key result."""
    from okrctl.core.planning.amend import drop as dropped

    entry = edit.entry(ref)
    day = on or edit.today
    edit.finish(dropped(entry, reason(why), day), f"{entry.ref}: dropped, from {day} on")


def confirm(edit: Editing, provider: str, consumer: str, *, due: date | None) -> None:
    """Promise a consumer what it asked a provider for."""
    taker = edit.entry(consumer, milestone=True)
    target = edit.named(provider).target

    def make(answers: a.Answers) -> None:
        named = _answering(edit, answers, target.department, taker) if target.entry is None else provider
        giver = edit.entry(named, milestone=True)
        _promise(edit, answers, giver, taker, due)

    a.asking(edit.console, make)


def _promise(edit: Editing, answers: a.Answers, giver: Entry, taker: Entry, due: date | None) -> None:
    answer = confirmed(edit.ws, giver, taker, due)
    if isinstance(answer, Later):
        answer = confirmed(edit.ws, giver, taker, _promised(edit, answers, giver, taker, answer))
    assert not isinstance(answer, Later)
    found = edit.made(answer)
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
    choices = answers_of(edit.ws, edit.today, department)
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


def ask(edit: Editing, provider: str, consumer: str, need: str, *, due: date | None) -> None:
    """Ask another department for something that an objective or key result needs."""
    from okrctl.core.contracts.requests import confirming
    from okrctl.core.planning.requests import ask as asks
    from okrctl.core.planning.requests import asked

    target = resolve_target(edit.session, provider, edit.today).target
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
                edit.console.note(f"{where}; to answer: {confirming(contract, edit.today)}")

    a.asking(edit.console, make)


def remove(edit: Editing, ref: str) -> None:
    """Remove an item that never started, with every reference to it."""
    from okrctl.core.planning.remove import begun
    from okrctl.core.planning.remove import remove as removed

    entry = edit.entry(ref)
    need_whole(edit.session)
    edit.made(begun(edit.ws, entry, edit.today, lambda: _at_head(edit, entry)))
    found = edit.made(removed(edit.ws, edit.files, entry))
    edit.finish(found.proposal, f"removed {entry.ref}")
    for link in found.references:
        edit.console.note(f"also removed this reference: {link.source.ref} {link.kind} {link.text}")


def _at_head(edit: Editing, entry: Entry) -> bool:
    """Whether the last commit contains an item; no if there is no commit."""
    from okrctl.flows.workspace import open_revision

    try:
        there = open_revision(edit.settings, "HEAD").workspace
    except Stop:
        return False
    return any(each.overlaps(entry.cycle) for each in there.entries.get(entry.department, {}).get(entry.id, ()))


def rename(edit: Editing, ref: str, new: str) -> None:
    """Change an id and every reference to it."""
    from okrctl.core.planning.misread import misread
    from okrctl.core.planning.rename import Renaming
    from okrctl.core.planning.rename import rename as renamed

    target = edit.named(ref).target
    need_whole(edit.session)
    changes = renamed(edit.ws, edit.files, target, new)

    def proof(after: Workspace) -> str | None:
        text = misread(edit.ws, after, target, new)
        return f"{text} would then mean something else" if text else None

    edit.finish(changes, f"renamed {target.ref} to {Renaming(target, new).new_ref}", proof, news=False)


def move_journal(edit: Editing, department: str | None, layout: str | None) -> None:
    """Move the check-ins of a department, or of all, to where the layout (by default that of okrctl.yaml) puts them."""
    session, console, ws = edit.session, edit.console, edit.ws
    if department is not None:
        target = resolve_target(session, department, edit.today).target
        if target.external or target.entry:
            raise Stop(f"there is no department {department}", hint=f"available: {', '.join(ws.departments)}")
        department = target.department
    need_whole(session, [department] if department else None)
    wanted = layout or ws.config.check_in.layout
    proposal = _moved(edit, [department] if department else list(ws.departments), wanted)
    if not (proposal.updated or proposal.removed):
        console.note("nothing to move")
    elif edit.dry_run:
        show(console, proposal)
    else:
        write(session, console, proposal)
        with having(console, _summary(proposal)):
            console.tell(_summary(proposal))
    if wanted != ws.config.check_in.layout and not edit.dry_run:
        console.note(f"new check-ins still follow {ws.config.path}: check_in: {{layout: {ws.config.check_in.layout}}}")


def _moved(edit: Editing, departments: list[str], layout: str) -> Proposal:
    ws, text = edit.ws, edit.files.text
    if layout == "in-file":
        proposal = to_department_file(ws, departments, text)
    else:
        proposal = to_own_files(ws, departments, text, edit.would_find)
    if isinstance(proposal, Doubt):
        span = proposal.refusal.span
        where = f"{proposal.path}:{span.line}:{span.column}" if span else proposal.path
        edit.console.complain("nothing moved")
        raise Stop(f"{safe.path(where)}: {safe.line(proposal.refusal.reason)}", EXIT_FINDINGS)
    return proposal


def _summary(proposal: Proposal) -> str:
    if not proposal.updated:
        files = counted(len(proposal.removed), "file")
        return f"removed {files} of check-ins that the department's file already has"
    if not (proposal.created or proposal.removed):
        return f"removed check-ins that already have files of their own from {', '.join(proposal.updated)}"
    moved, way = (proposal.created, "from") if proposal.created else (proposal.removed, "into")
    files = "file" if len(moved) == 1 else "files"
    return f"{len(moved)} {files} {way} {', '.join(proposal.updated)}"
