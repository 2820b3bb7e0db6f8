"""Fixes for a finding: a similar name, the safe fix of its rule, a missing entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from okrctl.core.edit.changes import Change, Put
from okrctl.core.editor.held import Held, held
from okrctl.core.findings.rule import rule_named
from okrctl.core.format import holds, literals
from okrctl.core.planning.propose import Doubt, Files, propose
from okrctl.core.values.diagnostic import Diagnostic, Problem, Span
from okrctl.core.values.frozen import frozen
from okrctl.flows.editor.desk import Snapshot

_MEANT = re.compile(r"did you mean `?([A-Za-z0-9_@/-]+)`?\?")
_TO_WRITE = "…"


@frozen
class Action:
    """An edit to offer: texts before and after by path. ``fixed`` is the finding that it fixes."""

    title: str
    texts: dict[str, tuple[str, str]]
    fixed: Diagnostic | None = None


def fixes(snapshot: Snapshot, path: str, span: Span) -> Iterator[Action]:
    """Fixes for the findings in a range of a file, and one for all safe fixes in the file."""
    here = [each for each in snapshot.report.diagnostics if each.path == path and _touch(each.span, span)]
    safe = dict(_safe(snapshot, path))
    for finding in here:
        own = [change for problem, change in safe.items() if _is(snapshot, problem, finding)]
        if own:
            yield from offered(snapshot, "Fix it", path, own[:1], finding)
        else:
            yield from _near(snapshot, finding)
        yield from _missing(snapshot, finding)
    if len(safe) > 1 and any(_is(snapshot, problem, finding) for problem in safe for finding in here):
        yield from offered(snapshot, f"Fix all {len(safe)} in this file that have one answer", path, [*safe.values()])


def offered(
    snapshot: Snapshot, title: str, path: str, changes: Sequence[Change], fixed: Diagnostic | None = None
) -> Iterator[Action]:
    """Changes of a file as an action, if they can be proven."""
    proposal = propose(_files(snapshot), {path: changes})
    if not isinstance(proposal, Doubt):
        yield Action(title, dict(proposal.updated), fixed)


def _safe(snapshot: Snapshot, path: str) -> Iterator[tuple[Problem, Change]]:
    """Problems of a file with the change that ``validate --fix`` makes."""
    files = _files(snapshot)
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
        start = _offset(text, span)
        if text[start : start + len(old)] == old:
            new = text[:start] + meant[1] + text[start + len(old) :]
            yield Action(f"Change to {meant[1]}", {finding.path: (text, new)}, finding)
    if finding.name == "unknown-metric":
        id = old.strip("'\"")
        title = id.replace("-", " ").capitalize()
        entry = {id: {"title": title}} if not snapshot.known.config.metrics else {"title": title}
        at = ("metrics",) if not snapshot.known.config.metrics else ("metrics", id)
        config = snapshot.known.config.path
        yield from offered(snapshot, f"Add {id} to the dictionary", config, [Put(at, entry)], finding)


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
            yield from offered(snapshot, f"Add `{at[-1]}`", finding.path, [Put(at, value)], finding)


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


def _touch(one: Span, other: Span) -> bool:
    return one.line <= other.end_line and one.end_line >= other.line


def _files(snapshot: Snapshot) -> Files:
    return Files(lambda path: snapshot.text(path) or "")


def _offset(text: str, span: Span) -> int:
    """The index of a span's first character."""
    starts: Sequence[int] = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]
    return starts[span.line - 1] + span.column - 1
