"""``validate --fix``: makes all safe fixes, as an edit that is shown and proven."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.workspace import Workspace
from okrctl.core.edit.changes import Change
from okrctl.core.edit.proposal import BOM, Proposal
from okrctl.core.findings.diagnose import Choice, Positions, diagnose
from okrctl.core.findings.rule import rule_named
from okrctl.core.planning import Doubt, Files, propose
from okrctl.core.values import safe
from okrctl.core.values.counted import counted
from okrctl.flows.console import Console, having
from okrctl.flows.plan.editing import Editing, editing, write
from okrctl.flows.settings import Settings
from okrctl.flows.validate.codes import prefixes
from okrctl.flows.validate.scope import scope
from okrctl.flows.workspace import as_of, homes
from okrctl.views.difference import difference

_ROUNDS = 5
"""Fixing one thing may reveal another."""


def fix_files(
    settings: Settings,
    console: Console,
    paths: Sequence[str] | None,
    select: Sequence[str] | None,
    ignore: Sequence[str] | None,
) -> None:
    """Fix the findings of these rules that have a safe fix, in the named files or in all."""
    choice = Choice(prefixes(select), prefixes(ignore))
    roots: dict[Path | None, list[str]] = {**homes(settings, paths or ())}
    for root, texts in roots.items() if len(roots) > 1 else [(next(iter(roots), None), list(paths or ()))]:
        _mend(settings if root is None else replace(settings, root=root), console, texts, choice)


def _mend(settings: Settings, console: Console, paths: Sequence[str], choice: Choice) -> None:
    edit = editing(settings, console, dry_run=False)
    shown = scope(edit.session, paths, settings.at)
    edit = replace(edit, session=shown.session)
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    left: set[str] = set()
    mended = 0
    for _ in range(_ROUNDS):
        files = Files(lambda path: after.get(path) or edit.files.text(path))
        ws = Proposal({path: (before[path], text) for path, text in after.items()}).workspace(edit.ws)
        wanted = _wanted(edit, ws, files, choice, lambda path: shown.covers(path) and path not in left)
        for path, changes in wanted.items():
            made = propose(files, {path: changes})
            if isinstance(made, Doubt):
                left.add(path)
                console.complain(safe.line(f"{path} is left as it is: {made.refusal.reason}"))
                continue
            before.setdefault(path, made.updated[path][0])
            after[path] = made.updated[path][1]
            mended += len(changes)
        if not set(wanted) - left:
            break
    if not after:
        console.note("nothing to fix: no finding has one safe answer")
        return
    proposal = Proposal({path: (before[path], text) for path, text in after.items()})
    write(edit.session, console, proposal)
    done = f"{counted(mended, 'finding')} fixed"
    with having(console, done):
        for path, (old, new) in proposal.updated.items():
            console.aside(difference(path, old, new))
    console.note(done)


def _wanted(
    edit: Editing, ws: Workspace, files: Files, choice: Choice, covers: Callable[[str], bool]
) -> dict[str, list[Change]]:
    """The changes that fix the findings, by file, except findings that are suppressed, switched off or not selected."""
    found = [
        problem
        for problem in RuleContext(ws, as_of(edit.settings)).problems(day=False)
        if rule_named(problem.rule).fix is not None and covers(problem.place.path)
    ]
    texts = {path: files.text(path).removeprefix(BOM) for path in {problem.place.path for problem in found}}
    positions = Positions(texts.get)
    told = diagnose(found, positions, ws.config.rules, texts.items(), choice, whole=False)
    spots = {(each.name, each.path, each.span) for each in told}
    wanted: dict[str, list[Change]] = {}
    for problem in found:
        place, fix = problem.place, rule_named(problem.rule).fix
        change = fix(problem, files.at(place.path, place.at)) if fix else None
        if change is not None and (problem.rule, place.path, positions.span(place)) in spots:
            wanted.setdefault(place.path, []).append(change)
    return wanted
