"""``okrctl templates``: what ``init`` can begin with."""

from __future__ import annotations

import os
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from okrctl.commands._output import fail, tell
from okrctl.commands.init import names

if TYPE_CHECKING:
    from okrctl.shell.templates import Template

PANEL = "Start"
WIDTH = 80


def command(
    action: Annotated[
        Literal["list", "show"], typer.Argument(metavar="[list|show]", help="What to do; list by default.")
    ] = "list",
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="The template to show, or a folder of your own.", autocompletion=names),
    ] = None,
) -> None:
    """List the templates for `init`, or show one: what it asks for, what it writes, and its page.

    For example: okrctl templates show ecommerce
    """
    from okrctl.core.values import safe

    if action == "list":
        if name is not None:
            fail("list takes no name", way_out=f"okrctl templates show {safe.line(name)}")
        tell(listing())
        return
    if name is None:
        fail("show needs the name of a template", way_out="okrctl templates lists them")
    tell("\n".join(safe.line(line) for line in _shown(_found(name))))


def listing() -> str:
    """The shipped templates, one line each."""
    from okrctl.core.values import safe
    from okrctl.shell.templates import shipped

    manifests = shipped()
    width = max((len(manifest.id) for manifest in manifests), default=0)
    return "\n".join(safe.line(f"{manifest.id:<{width}}  {manifest.title}") for manifest in manifests)


def _found(name: str) -> Template:
    """The shipped template of that name, else the one in that folder."""
    from okrctl.core.values import safe
    from okrctl.shell.templates import load, load_folder

    template = load_folder(Path(name)) if name not in names() and os.path.isdir(name) else load(name)
    if isinstance(template, str):
        fail(safe.line(template), way_out="okrctl templates lists the shipped templates")
    return template


def _shown(template: Template) -> list[str]:
    manifest = template.manifest
    lines = [manifest.id if manifest.title == manifest.id else f"{manifest.id}: {manifest.title}"]
    if manifest.description:
        lines += ["", *wrap(manifest.description, WIDTH)]
    if manifest.variables:
        lines += ["", "Asks for"]
        lines += [f"  --var {each.name}=…  {each.ask} ({each.default})" for each in manifest.variables]
    if manifest.turns:
        months = "one month" if manifest.turns.months == 1 else f"{manifest.turns.months} months"
        lines += ["", f"In turn, {months} each (--departments chooses them and their order)"]
        lines += wrap(
            ", ".join(manifest.turns.departments),
            WIDTH,
            initial_indent="  ",
            subsequent_indent="  ",
            break_on_hyphens=False,
        )
    lines += ["", "Writes", *(f"  {path}" for path, _ in template.files)]
    if template.page:
        path, text = template.page
        lines += ["", path, "", *(f"  {line}".rstrip() for line in text.rstrip("\n").split("\n"))]
    return lines
