"""``okrctl templates``: what ``init`` can begin with."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._output import fail, tell

PANEL = "Start"


def command(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="A shipped template, or a folder with a template.yaml.")
    ] = None,
) -> None:
    """List the templates for `init`, or show what is in one.

    Any folder with a template.yaml (id, title, and what to ask) is a template, too: okrctl init --template ./folder.
    """
    from okrctl.core.values import safe
    from okrctl.shell.templates import load

    if name is None:
        tell(listing())
        return
    template = load(name)
    if isinstance(template, str):
        fail(safe.line(template))
    manifest = template.manifest
    lines = [f"{manifest.id}: {manifest.title}", "", manifest.description, "", "Asks for"]
    lines += [f"  --var {each.name}=…  {each.ask} ({each.default})" for each in manifest.variables]
    lines += ["", "Writes"] + [f"  {path}" for path, _ in template.files]
    tell("\n".join(safe.line(line) for line in lines))


def listing() -> str:
    """The shipped templates, a line each."""
    from okrctl.core.values import safe
    from okrctl.shell.templates import shipped

    manifests = shipped()
    width = max((len(manifest.id) for manifest in manifests), default=0)
    return "\n".join(safe.line(f"{manifest.id:<{width}}  {manifest.title}") for manifest in manifests)
