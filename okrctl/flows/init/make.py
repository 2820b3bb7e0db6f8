"""``init``: make a new workspace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from os.path import lexists
from pathlib import Path
from re import fullmatch
from shlex import quote

from okrctl.core.company.owners import PLACES
from okrctl.core.company.workspace import Workspace
from okrctl.core.setup.scaffold import UNKNOWN_SOURCE, owner_lines
from okrctl.core.values import safe
from okrctl.core.values.diagnostic import Diagnostic
from okrctl.core.values.frozen import frozen
from okrctl.core.values.stop import EXIT_FINDINGS, Stop
from okrctl.flows.console import Console
from okrctl.flows.init.draft import Draft, draft, examine, jobs_of, summary, top, unused
from okrctl.flows.init.templates import USUAL, asked, assignments, first_day, values_of
from okrctl.flows.settings import Settings
from okrctl.flows.workspace import as_of
from okrctl.shell.files import CONFIG
from okrctl.shell.origin import source
from okrctl.shell.templates import Template, load, load_folder


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
    ids, day = [id.strip() for id in (start.departments or "").split(",") if id.strip()], as_of(settings)
    if start.departments is not None and not ids:
        raise Stop("--departments is empty", hint="write --departments marketing,finance")
    defaults = {variable.name: variable.default for variable in chosen.manifest.variables}
    expected = draft(chosen, day, defaults, None, ids) if ids else None
    skipped = () if expected is None else unused(chosen, expected)
    values = values_of(console, chosen.manifest.variables, given, skipped)
    begin = first_day(console, start.day, day)
    above, folder = _repository(root, start.ci)
    drafted = draft(chosen, begin, values, start.ci, ids, folder)
    workspace, findings = examine(drafted.files, begin)
    _refuse_errors(console, findings)
    places = _Places(root, above, folder, drafted.top)
    kept = _write(console, places, drafted, dry_run=dry_run, force=force)
    if not dry_run:
        _explain_kept(console, drafted, kept)
        if drafted.top:
            _explain_source(console, [places.shown(path) for path in drafted.top])
            _explain_owners(console, workspace, folder, above)
        headline = f"{values.get('organization', 'The workspace')}: {summary(workspace)}, from {begin} on"
        page = chosen.page[0] if chosen.page else None
        _say_next_steps(console, root, headline, _next_steps(workspace, top(workspace, begin)), page)
        _say_open_questions(console, chosen, drafted, values)


def _add_jobs(console: Console, root: Path, host: str, *, dry_run: bool) -> None:
    """Write the CI job and the hook of a workspace that is there."""
    above, folder = _repository(root, host)
    jobs = jobs_of(host, folder)
    drafted = Draft({}, jobs, tuple(jobs))
    places = _Places(root, above, folder, drafted.top)
    kept = _write(console, places, drafted, dry_run=dry_run, force=False)
    if not dry_run:
        _explain_kept(console, drafted, kept)
        _explain_source(console, [places.shown(path) for path in drafted.top])


def _template(name: str | None, folder: Path | None) -> Template:
    """The shipped template of that name, or the one in that folder."""
    if name is not None and folder is not None:
        raise Stop("--template and --from cannot be combined", hint="leave out one of them")
    return load(name or USUAL) if folder is None else load_folder(folder)


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
    from okrctl.shell.batch import obstacle, write_all

    def there_of(paths: Iterable[str]) -> list[str]:
        return [path for path in paths if lexists(places.top / places.at(path))]

    kept = there_of(drafted.companions)
    texts = {**drafted.files, **{path: text for path, text in drafted.companions.items() if path not in kept}}
    problem = obstacle(places.top, map(places.at, texts))
    if problem:
        raise Stop(safe.path(problem), hint="nothing written")
    there = there_of(drafted.files)
    if there and not force:
        where = "this folder" if places.root == Path() else safe.path(places.root.as_posix())
        hint = "nothing written; choose another folder, or replace these files with --force"
        raise Stop(f"{where} already has {', '.join(there)}", hint=hint)
    if not dry_run:
        files = {places.at(path): text.encode() for path, text in texts.items()}
        for warning in write_all(places.top, files, force=force):
            console.complain(safe.path(warning))
    verbs = ("would replace", "would write") if dry_run else ("replaced", "wrote")
    lines = [f"{verbs[0] if path in there else verbs[1]} {places.shown(path)}" for path in texts]
    if lines:
        console.tell("\n".join(lines))
    return kept


def _explain_kept(console: Console, drafted: Draft, kept: list[str]) -> None:
    """Name the existing files that were kept, with the lines to add to them."""
    for path in kept:
        wanted = "".join(f"\n  {line}".rstrip(" ") for line in drafted.companions[path].splitlines())
        console.note(f"\n{path} already exists and is unchanged. Add these lines to it:\n{wanted}")


def _explain_source(console: Console, files: Sequence[str]) -> None:
    """Ask the user to fill in where okrctl is installed from, if this build doesn't know."""
    if source() is None:
        repository, _, commit = UNKNOWN_SOURCE.removeprefix("git+").rpartition("@")
        where = "".join(f"\n  {file}" for file in files)
        steps = f"replace {repository} and {commit}\nwith the address of okrctl's repository and a commit:\n{where}"
        console.note(f"\nThe source of okrctl is unknown. In these files, {steps}")


def _explain_owners(console: Console, workspace: Workspace, folder: str, above: Path) -> None:
    """The lines for CODEOWNERS by which each department approves changes of its plan."""
    homes = {file.path: workspace.departments[file.department].head.lead for file in workspace.files if file.department}
    if homes:
        lines = "".join(f"\n  {safe.line(line)}" for line in owner_lines(homes, folder))
        where = next((place for place in PLACES if (above / place).is_file()), "a CODEOWNERS file")
        steps = f"add these lines to {where},\nwith the people or teams that own them:\n{lines}"
        console.note(f"\nTo let departments approve changes of their plans, {steps}")


def _next_steps(workspace: Workspace, first: str | None) -> dict[str, str]:
    """The commands to run next, and what each does; ``first`` is the file to check in."""
    steps = {}
    if first:
        checkin = f"okrctl checkin {safe.path(quote(first.rpartition('/')[2]))}"
        steps[checkin] = "enter today's values; changes start there"
    elif not workspace.objectives and workspace.departments:
        steps[f"okrctl new objective {next(iter(workspace.departments))}"] = "add your first goal"
    steps["okrctl status"] = "see the whole company on one page"
    if len(workspace.departments) > 1:
        steps["okrctl deps"] = "see who waits for whom"
    return steps


def _say_next_steps(console: Console, root: Path, headline: str, steps: Mapping[str, str], page: str | None) -> None:
    """What was made, the commands to run next, and the page that says what to change first."""
    width = max(len(step) for step in steps)
    lines = [f"\n{safe.line(headline)}. Next:"]
    if root.resolve() != Path.cwd():
        lines.append(f"  cd {safe.path(quote(root.as_posix()))}")
    lines += [f"  {step:<{width}}   {why}" for step, why in steps.items()]
    if page:
        lines.append(f"What to change first: {safe.path(page)}")
    console.note("\n".join(lines))


def _say_open_questions(console: Console, template: Template, drafted: Draft, values: Mapping[str, str]) -> None:
    """The questions of the template that still have a placeholder as their answer."""
    skipped = unused(template, drafted)
    for variable in template.manifest.variables:
        if variable.still and variable.name not in skipped and values[variable.name] == variable.default:
            console.note(f"{safe.line(variable.still)}.")
