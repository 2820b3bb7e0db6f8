"""``init``: make a new workspace."""

from __future__ import annotations

from os.path import lexists
from pathlib import Path
from re import fullmatch
from typing import TYPE_CHECKING

from okrctl.core.setup.template import Fault
from okrctl.core.values import safe
from okrctl.core.values.frozen import frozen
from okrctl.flows.init import notes
from okrctl.flows.init.answers import assignments, first_day, values_of
from okrctl.flows.init.draft import Draft, Refused, draft, examine, jobs_of, summary, top, unused
from okrctl.flows.init.templates import USUAL, asked
from okrctl.flows.stop import EXIT_FINDINGS, Stop
from okrctl.flows.workspace import as_of
from okrctl.shell.files import CONFIG
from okrctl.shell.scaffold import code_owners
from okrctl.shell.templates import Template, load, load_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from okrctl.core.values.diagnostic import Diagnostic
    from okrctl.flows.console import Console
    from okrctl.flows.settings import Settings


@frozen
class InitOptions:
    """The options for a new workspace: a shipped template or a folder, its departments separated by
    commas, the first day, the organization, other answers as ``NAME=VALUE``, and the host of the CI job."""

    template: str | None = None
    folder: Path | None = None
    departments: str | None = None
    day: date | None = None
    organization: str | None = None
    assigned: Sequence[str] = ()
    ci: str | None = None


def make_workspace(
    settings: Settings, console: Console, directory: Path | None, start: InitOptions, *, dry_run: bool, force: bool
) -> None:
    """Make a workspace from a template. In an existing workspace, `--ci` alone adds a CI job and a hook.

    Without ``directory``, the folder is that of ``--root``, or the current one.
    """
    root = directory or settings.root or Path()
    if start.ci and start == InitOptions(ci=start.ci) and lexists(root / CONFIG) and not force:
        _add_jobs(console, root, start.ci, dry_run=dry_run)
        return
    open_to_all = start == InitOptions(day=start.day, organization=start.organization, ci=start.ci)
    chosen = _template(asked(console) if open_to_all and console.interactive else start.template, start.folder)
    given = assignments(start.assigned)
    given |= {} if start.organization is None else {"organization": start.organization}
    ids, day = _ids(start.departments), as_of(settings)
    defaults = {variable.name: variable.default for variable in chosen.manifest.variables}
    expected = _drafted(draft(chosen, day, defaults, None, ids)) if ids else None
    skipped = () if expected is None else unused(chosen, expected)
    values = values_of(console, chosen.manifest.variables, given, skipped)
    begin = first_day(console, start.day, day)
    above, folder = _repository(root, start.ci)
    drafted = _drafted(draft(chosen, begin, values, start.ci, ids, folder))
    workspace, findings = examine(drafted.files, begin)
    _refuse_errors(console, findings)
    places = _Places(root, above, folder, drafted.top)
    kept = _write(console, places, drafted, dry_run=dry_run, force=force)
    if not dry_run:
        notes.explain_kept(console, drafted, kept)
        if drafted.top:
            notes.explain_source(console, [places.shown(path) for path in drafted.top])
            notes.explain_owners(console, workspace, folder, code_owners(above))
        headline = f"{values.get('organization', 'The workspace')}: {summary(workspace)}, from {begin} on"
        page = chosen.page[0] if chosen.page else None
        notes.say_next_steps(console, root, headline, notes.next_steps(workspace, top(workspace, begin)), page)
        notes.say_open_questions(console, chosen, drafted, values)


def _add_jobs(console: Console, root: Path, host: str, *, dry_run: bool) -> None:
    """Write the CI job and the hook of a workspace that is there."""
    above, folder = _repository(root, host)
    jobs = jobs_of(host, folder)
    drafted = Draft({}, jobs, tuple(jobs))
    places = _Places(root, above, folder, drafted.top)
    kept = _write(console, places, drafted, dry_run=dry_run, force=False)
    if not dry_run:
        notes.explain_kept(console, drafted, kept)
        notes.explain_source(console, [places.shown(path) for path in drafted.top])


def _template(name: str | None, folder: Path | None) -> Template:
    """The shipped template of that name, or the one in that folder."""
    if name is not None and folder is not None:
        raise Stop("--template and --from cannot be combined", hint="leave out one of them")
    found = load(name or USUAL) if folder is None else load_folder(folder)
    if isinstance(found, str):
        hint = "okrctl templates lists the shipped templates" if folder is None else "nothing written"
        raise Stop(safe.line(found), hint=hint)
    return found


def _drafted(made: Draft | Fault | Refused) -> Draft:
    """The draft; Stop if it can't be made."""
    if not isinstance(made, Draft):
        message = made.message if isinstance(made, Refused) else f"the template has an error: {made}"
        raise Stop(safe.line(message), hint="nothing written")
    return made


def _ids(listed: str | None) -> list[str]:
    """The departments of an option, separated by commas."""
    ids = [id.strip() for id in (listed or "").split(",") if id.strip()]
    if listed is not None and not ids:
        raise Stop("--departments is empty", hint="write --departments marketing,finance")
    return ids


def _refuse_errors(console: Console, findings: Sequence[Diagnostic]) -> None:
    from okrctl.render.diagnostics import concise

    errors = [concise.line(finding) for finding in findings if finding.severity == "error"]
    if errors:
        console.complain("the template doesn't make a valid workspace; nothing written")
        *others, last = errors
        for error in others:
            console.complain(error)
        raise Stop(last, EXIT_FINDINGS)


@frozen
class _Places:
    """Where files go: the workspace's folder, or for the CI job and the hook the top of the repository."""

    root: Path
    top: Path
    folder: str
    above: tuple[str, ...]

    def at(self, path: str) -> str:
        """A file's path from the top of the repository."""
        return path if path in self.above or self.folder == "." else f"{self.folder}/{path}"

    def shown(self, path: str) -> str:
        """Its path from the workspace's folder."""
        above = 0 if path not in self.above or self.folder == "." else self.folder.count("/") + 1
        return "../" * above + path


def _repository(root: Path, ci: str | None) -> tuple[Path, str]:
    """The top of the repository that a folder is in, and the folder's path from there; needed only for a CI job."""
    if not ci:
        return root, "."
    here = root.resolve()
    top = next((folder for folder in (here, *here.parents) if lexists(folder / ".git")), here)
    if top == here:
        return root, "."
    folder = here.relative_to(top).as_posix()
    if not fullmatch(r"[\w./@+ -]+", folder):
        message = f"the folder name {folder} can't be used in a CI job"
        raise Stop(safe.path(message), hint="leave out --ci, or rename the folder")
    return top, folder


def _write(console: Console, places: _Places, drafted: Draft, *, dry_run: bool, force: bool) -> list[str]:
    """Write all files or none; existing companions are kept and returned."""
    from okrctl.shell import scaffold
    from okrctl.shell.write import WriteError

    def there_of(paths: Iterable[str]) -> list[str]:
        return [path for path in paths if scaffold.existing(places.top, [places.at(path)])]

    kept = there_of(drafted.companions)
    texts = {**drafted.files, **{path: text for path, text in drafted.companions.items() if path not in kept}}
    problem = scaffold.obstacle(places.top, [places.at(path) for path in texts])
    if problem:
        raise Stop(safe.path(problem), hint="nothing written")
    there = there_of(drafted.files)
    if there and not force:
        where = "this folder" if places.root == Path() else safe.path(places.root.as_posix())
        hint = "nothing written; choose another folder, or replace these files with --force"
        raise Stop(f"{where} already has {', '.join(there)}", hint=hint)
    if not dry_run:
        try:
            files = [(places.at(path), text.encode()) for path, text in texts.items()]
            warnings = scaffold.write_all(places.top, files, force=force)
        except WriteError as error:
            raise Stop(safe.path(error.message), EXIT_FINDINGS, error.hint or "nothing written") from None
        for warning in warnings:
            console.complain(safe.path(warning))
    verbs = ("would replace", "would write") if dry_run else ("replaced", "wrote")
    lines = [f"{verbs[0] if path in there else verbs[1]} {places.shown(path)}" for path in texts]
    if lines:
        console.tell("\n".join(lines))
    return kept
