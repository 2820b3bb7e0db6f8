"""What ``init`` says when the files are written: what it left alone, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from os.path import lexists
from pathlib import Path
from shlex import quote

from okrctl.core.setup.template import Manifest
from okrctl.core.values import safe
from okrctl.flows.console import Console
from okrctl.flows.init.draft import Draft


def explain_kept(console: Console, drafted: Draft, kept: list[str]) -> None:
    """What was there already stays; show what belongs into it."""
    for path in kept:
        wanted = "".join(f"\n  {line}".rstrip(" ") for line in drafted.companions[path].splitlines())
        console.note(f"\n{path} was there already and stays as it is. This belongs into it:\n{wanted}")


def explain_move(console: Console, root: Path, job: str) -> None:
    """GitHub and GitLab look for jobs at the top of a repository, which may lie above the workspace."""
    here = root.resolve()
    top = next((folder for folder in (here, *here.parents) if lexists(folder / ".git")), here)
    if top != here:
        inside = safe.path(here.relative_to(top).as_posix())
        steps = f"move {inside}/{job} to {job} there, and add --root {quote(inside)} to its okrctl commands"
        console.note(f"\nThe repository begins in {safe.path(top.as_posix())}: {steps}.")


def say_next_steps(console: Console, root: Path, headline: str, first: str | None) -> None:
    """The commands to go on with; ``first`` is the file to check in to."""
    steps = {"okrctl status": "the whole company on a page", "okrctl deps": "who waits for whom"}
    if first:
        checkin = f"okrctl checkin {safe.path(quote(first.rpartition('/')[2]))}"
        steps = {checkin: "today's values: changes are counted from them", **steps}
    width = max(len(step) for step in steps)
    lines = [f"\n{safe.line(headline)}. Next:"]
    if root.resolve() != Path.cwd():
        lines.append(f"  cd {safe.path(quote(root.as_posix()))}")
    console.note("\n".join([*lines, *(f"  {step:<{width}}   {why}" for step, why in steps.items())]))


def say_open_questions(console: Console, manifest: Manifest, values: Mapping[str, str]) -> None:
    """What the template wanted to know and has only a placeholder for."""
    for variable in manifest.variables:
        if variable.still and values[variable.name] == variable.default:
            console.note(f"{safe.line(variable.still)}.")
