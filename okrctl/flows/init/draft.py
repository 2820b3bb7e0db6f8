"""A workspace that is not on disk yet: the texts of its files, and whether they are valid together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from okrctl import __version__
from okrctl.core.checks.case import Case
from okrctl.core.company.workspace import Workspace, build
from okrctl.core.findings.diagnose import Positions, diagnose
from okrctl.core.format.schema import json_schema
from okrctl.core.loading.config import load_config
from okrctl.core.loading.facts import department_facts
from okrctl.core.setup.scaffold import ci_file, git_attributes
from okrctl.core.setup.template import Fault, fill
from okrctl.core.values.diagnostic import Diagnostic
from okrctl.render.data.json import render
from okrctl.shell.files import CONFIG, matching
from okrctl.shell.templates import Template

SCHEMA = ".okrctl/schema.json"


@dataclass(frozen=True)
class Draft:
    """Texts by path. ``companions`` belong to git and CI: where there is one already, it stays."""

    files: Mapping[str, str]
    companions: Mapping[str, str]


def draft(template: Template, start: date, values: Mapping[str, str], ci: str | None) -> Draft | Fault:
    """All files of a new workspace, or the first fault in its template."""
    files = {}
    for path, text in template.files:
        filled = fill(path, text, start, values)
        if isinstance(filled, Fault):
            return filled
        files[path] = filled
    files[SCHEMA] = render(json_schema())
    patterns = load_config(CONFIG, files.get(CONFIG, "")).files
    return Draft(files, dict([git_attributes(patterns), *([ci_file(ci, __version__)] if ci else [])]))


def examine(files: Mapping[str, str], today: date, *, day: bool = False) -> tuple[Workspace, list[Diagnostic]]:
    """The workspace that these texts make, and what the rules find in it (with ``day``, those about today, too)."""
    config = load_config(CONFIG, files.get(CONFIG, ""))
    paths = matching(files, config.files)
    workspace = build(config, [department_facts(path, files[path]) for path in paths])
    texts = [(path, files.get(path, "")) for path in (CONFIG, *paths)]
    found = Case(workspace, today).problems(day=day)
    return workspace, diagnose(found, Positions(files.get), config.rules, texts)


def summary(workspace: Workspace) -> str:
    """How much there is in it."""
    objectives = [placed.history.current for placed in workspace.objectives]
    results = sum(len(objective.key_results) for objective in objectives)
    parts = [(len(workspace.departments), "department"), (len(objectives), "objective"), (results, "key result")]
    return ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in parts)


def top(workspace: Workspace) -> str | None:
    """The file that the others look up to: the first whose objectives support nothing."""
    files = [file for file in workspace.files if file.objectives]
    roots = [file for file in files if not any(history.current.supports for history in file.objectives)]
    return next((file.path for file in roots or files), None)
