"""The messages of ``init`` after writing: which files it kept, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from shlex import quote

from okrctl.core.company.workspace import Workspace
from okrctl.core.setup.scaffold import UNKNOWN_SOURCE, owner_lines
from okrctl.core.values import safe
from okrctl.flows.console import Console
from okrctl.flows.init.draft import Draft, unused
from okrctl.shell.origin import source
from okrctl.shell.templates import Template


def explain_kept(console: Console, drafted: Draft, kept: list[str]) -> None:
    """Name the existing files that were kept, with the lines to add to them."""
    for path in kept:
        wanted = "".join(f"\n  {line}".rstrip(" ") for line in drafted.companions[path].splitlines())
        console.note(f"\n{path} already exists and is unchanged. Add these lines to it:\n{wanted}")


def explain_source(console: Console, files: Sequence[str]) -> None:
    """Ask the user to fill in where okrctl is installed from, if this build doesn't know."""
    if source() is None:
        repository, _, commit = UNKNOWN_SOURCE.removeprefix("git+").rpartition("@")
        where = "".join(f"\n  {file}" for file in files)
        steps = f"replace {repository} and {commit}\nwith the address of okrctl's repository and a commit:\n{where}"
        console.note(f"\nThe source of okrctl is unknown. In these files, {steps}")


def explain_owners(console: Console, workspace: Workspace, folder: str, owners: str | None) -> None:
    """The lines for CODEOWNERS by which each department approves changes of its plan."""
    homes = {file.path: workspace.departments[file.department].head.lead for file in workspace.files if file.department}
    if homes:
        lines = "".join(f"\n  {safe.line(line)}" for line in owner_lines(homes, folder))
        where = owners or "a CODEOWNERS file"
        steps = f"add these lines to {where},\nwith the people or teams that own them:\n{lines}"
        console.note(f"\nTo let departments approve changes of their plans, {steps}")


def next_steps(workspace: Workspace, first: str | None) -> dict[str, str]:
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


def say_next_steps(console: Console, root: Path, headline: str, steps: Mapping[str, str], page: str | None) -> None:
    """What was made, the commands to run next, and the page that says what to change first."""
    width = max(len(step) for step in steps)
    lines = [f"\n{safe.line(headline)}. Next:"]
    if root.resolve() != Path.cwd():
        lines.append(f"  cd {safe.path(quote(root.as_posix()))}")
    lines += [f"  {step:<{width}}   {why}" for step, why in steps.items()]
    if page:
        lines.append(f"What to change first: {safe.path(page)}")
    console.note("\n".join(lines))


def say_open_questions(console: Console, template: Template, drafted: Draft, values: Mapping[str, str]) -> None:
    """The questions of the template that still have a placeholder as their answer."""
    skipped = unused(template, drafted)
    for variable in template.manifest.variables:
        if variable.still and variable.name not in skipped and values[variable.name] == variable.default:
            console.note(f"{safe.line(variable.still)}.")
