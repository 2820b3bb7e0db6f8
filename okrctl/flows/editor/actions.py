"""Edits at the cursor: fixes for a finding, confirm, ask, add an entry, check in, and renaming everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from okrctl.core.checkin.department_day import DepartmentDay
from okrctl.core.checkin.entry import Mistake
from okrctl.core.checkin.place import journal_path
from okrctl.core.company.links import links
from okrctl.core.company.references import Target
from okrctl.core.company.workspace import Entry
from okrctl.core.contracts.contracts import Contract, contracts
from okrctl.core.edit import Refusal, append_item
from okrctl.core.edit.changes import Change, Put
from okrctl.core.edit.proposal import Proposal
from okrctl.core.edit.written import Plain, item
from okrctl.core.editor.held import Held, held
from okrctl.core.editor.names import Meaning, item_around
from okrctl.core.findings.rule import rule_named
from okrctl.core.format import holds, literals
from okrctl.core.format.literals import parse_id
from okrctl.core.format.types import id_problem
from okrctl.core.planning.misread import misread
from okrctl.core.planning.propose import Doubt, PlannedChanges, propose
from okrctl.core.planning.rename import rename
from okrctl.core.planning.requests import Later, ask, confirm
from okrctl.core.values.diagnostic import Diagnostic, Problem, Span
from okrctl.core.values.frozen import frozen
from okrctl.flows.editor.desk import Snapshot
from okrctl.flows.editor.hover import word

MOST_ASKED = 12
_NEED = "what is needed"
_SOMEBODY = "who checks in"
_MEANT = re.compile(r"did you mean `?([A-Za-z0-9_@/-]+)`?\?")
_TO_WRITE = "…"
_METRIC = "metrics can't be renamed yet: change the id in okrctl.yaml, then fix the findings"


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
        mine = each.need.source.spot == entry.spot and each.need.text == text
        if mine or provider.spot == entry.spot:
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
    needs = (each for each in contracts(links(snapshot.known)) if each.need.source.spot == entry.spot)
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


def _proposed(
    snapshot: Snapshot, title: str, changes: PlannedChanges | Mistake, fixed: Diagnostic | None = None
) -> Iterator[Action]:
    """Changes as an action, if they can be proven."""
    proposal = changes if isinstance(changes, Mistake) else propose(snapshot.files, changes)
    if isinstance(proposal, Proposal):
        yield Action(title, dict(proposal.updated), fixed)


@frozen
class Action:
    """An edit to offer: texts before and after by path. ``fixed`` is the finding that it fixes."""

    title: str
    texts: dict[str, tuple[str, str]]
    fixed: Diagnostic | None = None


def fixes(snapshot: Snapshot, path: str, span: Span) -> Iterator[Action]:
    """Fixes for the findings in a range of a file, and one for all safe fixes in the file."""
    found = (each for each in snapshot.report.diagnostics if each.path == path)
    here = [each for each in found if each.span.line <= span.end_line and each.span.end_line >= span.line]
    safe = dict(_safe(snapshot, path))
    for finding in here:
        own = [change for problem, change in safe.items() if _is(snapshot, problem, finding)]
        if own:
            yield from _proposed(snapshot, "Fix it", {path: own[:1]}, finding)
        else:
            yield from _near(snapshot, finding)
        yield from _missing(snapshot, finding)
    if len(safe) > 1 and any(_is(snapshot, problem, finding) for problem in safe for finding in here):
        title = f"Fix all {len(safe)} in this file that have one answer"
        yield from _proposed(snapshot, title, {path: [*safe.values()]})


def _safe(snapshot: Snapshot, path: str) -> Iterator[tuple[Problem, Change]]:
    """Problems of a file with the change that ``validate --fix`` makes."""
    files = snapshot.files
    file = next((each for each in snapshot.session.workspace.files if each.path == path), None)
    for problem in file.problems if file else ():
        fix = rule_named(problem.rule).fix
        change = fix(problem, files.at(path, problem.place.at)) if fix else None
        if change is not None:
            yield problem, change


def _near(snapshot: Snapshot, finding: Diagnostic) -> Iterator[Action]:
    """The name that must have been meant."""
    meant = _MEANT.search(finding.help or "")
    lines = snapshot.locator(finding.path).lines
    span = finding.span
    old = lines[span.line - 1][span.column - 1 : span.end_column - 1]
    if meant and span.line == span.end_line:
        text = snapshot.text(finding.path) or ""
        starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]
        start = starts[span.line - 1] + span.column - 1
        if text[start : start + len(old)] == old:
            new = text[:start] + meant[1] + text[start + len(old) :]
            yield Action(f"Change to {meant[1]}", {finding.path: (text, new)}, finding)
    if finding.name == "unknown-metric":
        id = old.strip("'\"")
        title = id.replace("-", " ").capitalize()
        entry = {id: {"title": title}} if not snapshot.known.config.metrics else {"title": title}
        at = ("metrics",) if not snapshot.known.config.metrics else ("metrics", id)
        config = snapshot.known.config.path
        yield from _proposed(snapshot, f"Add {id} to the dictionary", {config: [Put(at, entry)]}, finding)


def _missing(snapshot: Snapshot, finding: Diagnostic) -> Iterator[Action]:
    """The missing key, with a placeholder."""
    if finding.name != "missing-key":
        return
    file = next((each for each in snapshot.session.workspace.files if each.path == finding.path), None)
    for problem in file.problems if file else ():
        at = problem.place.at
        if problem.rule != finding.name or not at or not _is(snapshot, problem, finding):
            continue
        wanted = held(finding.path, tuple(None if isinstance(step, int) else step for step in at))
        value = _stand_in(snapshot, wanted) if wanted else None
        if value is not None:
            yield from _proposed(snapshot, f"Add `{at[-1]}`", {finding.path: [Put(at, value)]}, finding)


def _stand_in(snapshot: Snapshot, wanted: Held) -> str | None:
    """A placeholder for a key; None if nothing fits."""
    if wanted.a_day:
        return snapshot.day.isoformat()
    if wanted.words:
        return wanted.words[0]
    if wanted.field is not None and wanted.field.key == "okrctl":
        return literals.FORMAT_VERSION
    return _TO_WRITE if wanted.marks & {holds.TEXT, holds.PERSON} and wanted.items is None else None


def _is(snapshot: Snapshot, problem: Problem, finding: Diagnostic) -> bool:
    """Whether a finding comes from a problem."""
    place = problem.place
    if problem.rule != finding.name or problem.message != finding.message or place.path != finding.path:
        return False
    return (place.span or snapshot.locator(place.path).span(place)) == finding.span


def renamed(snapshot: Snapshot, meant: Meaning, new: str) -> Proposal | str:
    """The texts of all files with the new id, or why there are none."""
    ws = snapshot.session.workspace
    broken = [file.path for file in ws.files if file.incomplete]
    if broken:
        return f"{broken[0]}: okrctl can't read all of it, so the edit could miss something; fix its findings first"
    if not isinstance(meant, Target):
        return _METRIC
    if parse_id(new) is None:
        return f"{new} is not an id: {id_problem(new)}"
    changes = rename(ws, snapshot.files, meant, new)
    if isinstance(changes, Mistake):
        return changes.message
    proposal = propose(snapshot.files, changes)
    if isinstance(proposal, Doubt):
        return f"{proposal.path} is left as it is: {proposal.refusal.reason}"
    text = misread(ws, proposal.workspace(ws), meant, new)
    return f"{text} would mean something else then" if text else proposal
