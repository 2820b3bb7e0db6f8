"""A workspace that isn't on disk yet: the texts of its files, and whether they are valid together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.workspace import Workspace, build
from okrctl.core.findings.diagnose import Positions, diagnose
from okrctl.core.loading.config import load_config
from okrctl.core.loading.facts import department_facts
from okrctl.core.planning.remove import narrow
from okrctl.core.setup.scaffold import ci_file, git_attributes, hook_file
from okrctl.core.setup.schema import json_schema
from okrctl.core.setup.template import MANIFEST, Fault, fill, turn_start, uses
from okrctl.core.values import safe
from okrctl.core.values.counted import counted
from okrctl.core.values.diagnostic import Diagnostic
from okrctl.core.values.stop import Stop
from okrctl.render.data.json import render
from okrctl.shell.files import CONFIG, matching
from okrctl.shell.origin import source
from okrctl.shell.templates import Template

SCHEMA = ".okrctl/schema.json"


@dataclass(frozen=True)
class Draft:
    """Texts by path. ``companions`` are for git and CI; existing ones are kept.

    ``top`` are those whose paths start at the top of the repository: the CI job and the hook.
    """

    files: Mapping[str, str]
    companions: Mapping[str, str]
    top: tuple[str, ...] = ()


def draft(
    template: Template,
    start: date,
    values: Mapping[str, str],
    ci: str | None,
    departments: Sequence[str] = (),
    folder: str = ".",
) -> Draft:
    """All files of a new workspace.

    Departments are in the order of their turns; all if empty. ``ci`` is the host to write a CI job for, along with a
    hook; ``folder`` is the workspace's folder in its repository.

    Raises:
        Stop: the template is faulty, or doesn't have one of the departments.
    """
    files = {path: _filled(template, path, start, values) for path, _ in template.files}
    if departments or template.manifest.turns:
        files = _scheduled(template, files, start, values, departments)
    files[SCHEMA] = render(json_schema())
    patterns = load_config(CONFIG, files.get(CONFIG, "")).files
    jobs = jobs_of(ci, folder) if ci else {}
    return Draft(files, dict([git_attributes(patterns)]) | jobs, tuple(jobs))


def jobs_of(ci: str, folder: str = ".") -> dict[str, str]:
    """The CI job of a host and the hook for pre-commit, by their paths from the top of the repository."""
    return dict([ci_file(ci, source(), folder), hook_file(source(), folder)])


def _scheduled(
    template: Template, files: Mapping[str, str], start: date, values: Mapping[str, str], departments: Sequence[str]
) -> dict[str, str]:
    """The files of the chosen departments; in those with turns, days count from the start of the turn."""
    ws = _workspace(files)
    turns = template.manifest.turns
    choices = list(turns.departments) if turns else sorted(ws.departments)
    missing = next((id for id in choices if id not in ws.departments), None)
    if missing is not None:
        raise _faulty(Fault(MANIFEST, 1, f"turns names {missing}, but no file of the template describes it"))
    unknown = next((id for id in departments if id not in choices), None)
    if unknown is not None:
        near = get_close_matches(unknown, choices, n=1)
        hint = f"did you mean {near[0]}?" if near else f"available: {', '.join(choices)}"
        raise _refused(f"the template has no department {unknown}; {hint}")
    chosen = list(dict.fromkeys(departments)) or choices
    scheduled = dict(files)
    for number, id in enumerate(chosen if turns else ()):
        for path in ws.departments[id].paths:
            first = turn_start(start, turns.months if turns else 0, number)
            scheduled[path] = _filled(template, path, first, values)
    kept = {id for id in ws.departments if id in chosen or id not in choices}
    narrowed = narrow(_workspace(scheduled), scheduled, kept)
    if isinstance(narrowed, str):
        raise _refused(narrowed)
    return narrowed


def _filled(template: Template, path: str, start: date, values: Mapping[str, str]) -> str:
    """A file of the template with its placeholders filled in."""
    filled = fill(path, dict(template.files)[path], start, values)
    if isinstance(filled, Fault):
        raise _faulty(filled)
    return filled


def _faulty(fault: Fault) -> Stop:
    return _refused(f"the template has an error: {fault}")


def _refused(message: str) -> Stop:
    return Stop(safe.line(message), hint="nothing written")


def _workspace(files: Mapping[str, str]) -> Workspace:
    config = load_config(CONFIG, files.get(CONFIG, ""))
    return build(config, [department_facts(path, files[path]) for path in matching(files, config.files)])


def unused(template: Template, drafted: Draft) -> set[str]:
    """The variables that no file of the draft uses."""
    texts = [text for path, text in template.files if path in drafted.files]
    return {each.name for each in template.manifest.variables if not any(uses(text, each.name) for text in texts)}


def examine(files: Mapping[str, str], today: date, *, day: bool = False) -> tuple[Workspace, list[Diagnostic]]:
    """The workspace in these texts, and what the rules find in it (with ``day``, also rules about today)."""
    workspace = _workspace(files)
    texts = [(path, files.get(path, "")) for path in (CONFIG, *(file.path for file in workspace.files))]
    found = RuleContext(workspace, today).problems(day=day)
    return workspace, diagnose(found, Positions(files.get), workspace.config.rules, texts)


def summary(workspace: Workspace) -> str:
    """How many departments, objectives and so on it has."""
    objectives = [placed.history.current for placed in workspace.objectives]
    results = sum(len(objective.key_results) for objective in objectives)
    parts = [(len(workspace.departments), "department"), (len(objectives), "objective"), (results, "key result")]
    return ", ".join(counted(count, word) for count, word in parts)


def top(workspace: Workspace, begin: date) -> str | None:
    """The file to check in first: of those with active items, the one whose objectives support nothing."""
    on = {placed.path for placed in workspace.objectives if placed.cycle and placed.cycle.contains(begin)}
    running = [file for file in workspace.files if file.path in on]
    roots = [file for file in running if not any(history.current.supports for history in file.objectives)]
    return next((file.path for file in roots or running), None)
