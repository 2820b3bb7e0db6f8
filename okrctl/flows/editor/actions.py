"""Code actions at the cursor: fix a finding, confirm, ask, add an entry, check in. Each is an edit of texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from okrctl.core.checkin.department_day import DepartmentDay
from okrctl.core.checkin.entry import Mistake
from okrctl.core.checkin.place import journal_path
from okrctl.core.company.links import links
from okrctl.core.company.references import Target
from okrctl.core.company.workspace import Entry
from okrctl.core.contracts.contracts import Contract, contracts, spot
from okrctl.core.edit import Refusal, append_item
from okrctl.core.edit.written import Plain, item
from okrctl.core.editor.names import item_around
from okrctl.core.planning.propose import Doubt, Files, PlannedChanges, propose
from okrctl.core.planning.requests import Later, ask, confirm
from okrctl.core.values.diagnostic import Span
from okrctl.flows.editor.desk import Snapshot
from okrctl.flows.editor.fixes import Action, fixes
from okrctl.flows.editor.hover import word

MOST_ASKED = 12
_NEED = "what is needed"
_SOMEBODY = "who checks in"


def actions(snapshot: Snapshot, path: str, span: Span, author: Callable[[Path], str | None]) -> Iterator[Action]:
    """The actions for a range of a file."""
    yield from fixes(snapshot, path, span)
    found = word(snapshot, path, span.line, span.column)
    entry = item_around(snapshot.known, path, found[0].at) if found else None
    if entry is not None and entry.objective is not None:
        yield from _confirmations(snapshot, entry, found[1] if found else "")
        if found and found[0].at in ((*entry.at, "id"), (*entry.at, "depends_on")):
            yield from _requests(snapshot, entry)
    yield from _check_in(snapshot, path, author)


def _confirmations(snapshot: Snapshot, entry: Entry, text: str) -> Iterator[Action]:
    """Promises that this item waits for, or that others expect of it."""
    for each in contracts(links(snapshot.known)):
        provider = each.provider.entry
        if provider is None or each.promise is not None or each.internal:
            continue
        mine = spot(each.need.source) == spot(entry) and each.need.text == text
        if mine or spot(provider) == spot(entry):
            consumer = each.need.source
            title = f"Confirm: {each.provider.ref} promises this to {consumer.ref}"
            yield from _proposed(snapshot, title, _promise(snapshot, provider, each))


def _promise(snapshot: Snapshot, provider: Entry, contract: Contract) -> PlannedChanges | Mistake:
    """The promise for the requested date, if the provider's own is later."""
    found = confirm(snapshot.known, provider, contract.need.source, None)
    if isinstance(found, Later):
        found = confirm(snapshot.known, provider, contract.need.source, found.asked)
    assert not isinstance(found, Later)
    return found if isinstance(found, Mistake) else found.changes


def _requests(snapshot: Snapshot, entry: Entry) -> Iterator[Action]:
    """Requests to the departments that haven't been asked yet."""
    needs = (each for each in contracts(links(snapshot.known)) if spot(each.need.source) == spot(entry))
    there = {each.provider.department for each in needs}
    others = [id for id in snapshot.known.departments if id != entry.department and id not in there]
    for id in others[:MOST_ASKED]:
        changes = ask(snapshot.known, Target(id), entry, _NEED, None)
        yield from _proposed(snapshot, f"Ask {id} for something", changes)


def _check_in(snapshot: Snapshot, path: str, author: Callable[[Path], str | None]) -> Iterator[Action]:
    """An entry for today with everything that is due, with values to fill in."""
    ws = snapshot.known
    file = next((file for file in ws.files if file.path == path), None)
    if file is None or file.department not in ws.departments or ws.config.check_in.layout != "in-file":
        return
    department = file.department or ""
    subjects = DepartmentDay(ws, department, snapshot.day).round()
    place = journal_path(ws, department, snapshot.text)
    if not subjects:
        return
    results = {subject.name: Plain("~") for subject in subjects}
    entry = {
        "date": Plain(snapshot.day.isoformat()),
        "by": author(snapshot.session.root) or _SOMEBODY,
        "results": results,
    }
    text = snapshot.text(place) or ""
    made = append_item(text, ("check_ins",), item(entry))
    if not isinstance(made, Refusal):
        yield Action(f"Check in {department}: an entry of today to fill in", {place: (text, made.text)})


def _proposed(snapshot: Snapshot, title: str, changes: PlannedChanges | Mistake) -> Iterator[Action]:
    if isinstance(changes, Mistake):
        return
    proposal = propose(Files(lambda path: snapshot.text(path) or ""), changes)
    if not isinstance(proposal, Doubt):
        yield Action(title, dict(proposal.updated))
