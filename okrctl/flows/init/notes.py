"""What ``init`` says when the files are written: what it left alone, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from shlex import quote

from okrctl.core.company.workspace import Workspace
from okrctl.core.setup.scaffold import UNKNOWN_SOURCE
from okrctl.core.values import safe
from okrctl.flows.console import Console
from okrctl.flows.init.draft import Draft, unused
from okrctl.shell.origin import source
from okrctl.shell.templates import Template


def explain_kept(console: Console, drafted: Draft, kept: list[str]) -> None:
    """What was there already stays; show what belongs into it."""
    for path in kept:
        wanted = "".join(f"\n  {line}".rstrip(" ") for line in drafted.companions[path].splitlines())
        console.note(f"\n{path} was there already and stays as it is. This belongs into it:\n{wanted}")


def explain_source(console: Console, job: str) -> None:
    """A build that does not know where it came from leaves that to be filled in."""
    if source() is None:
        steps = f"put in place of {UNKNOWN_SOURCE} where you have okrctl from, and a commit of it"
        console.note(f"\n{job} installs okrctl from OKRCTL_SOURCE: {steps}.")


def next_steps(workspace: Workspace, first: str | None) -> dict[str, str]:
    """The commands to go on with, and what each is good for; ``first`` is the file to check in to."""
    steps = {}
    if first:
        checkin = f"okrctl checkin {safe.path(quote(first.rpartition('/')[2]))}"
        steps[checkin] = "today's values: changes are counted from them"
    elif not workspace.objectives and workspace.departments:
        steps[f"okrctl new objective {next(iter(workspace.departments))}"] = "the first goal"
    steps["okrctl status"] = "the whole company on a page"
    if len(workspace.departments) > 1:
        steps["okrctl deps"] = "who waits for whom"
    return steps


def say_next_steps(console: Console, root: Path, headline: str, steps: Mapping[str, str], page: str | None) -> None:
    """What was made, the commands to go on with, and the page that says what to change first."""
    width = max(len(step) for step in steps)
    lines = [f"\n{safe.line(headline)}. Next:"]
    if root.resolve() != Path.cwd():
        lines.append(f"  cd {safe.path(quote(root.as_posix()))}")
    lines += [f"  {step:<{width}}   {why}" for step, why in steps.items()]
    if page:
        lines.append(f"What to change first: {safe.path(page)}")
    console.note("\n".join(lines))


def say_open_questions(console: Console, template: Template, drafted: Draft, values: Mapping[str, str]) -> None:
    """What the template wanted to know and has only a placeholder for."""
    skipped = unused(template, drafted)
    for variable in template.manifest.variables:
        if variable.still and variable.name not in skipped and values[variable.name] == variable.default:
            console.note(f"{safe.line(variable.still)}.")
