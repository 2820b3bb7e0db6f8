"""``okrctl init``: make a new workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from okrctl.commands._options import day
from okrctl.commands._terminal import opened

PANEL = "Start"


def names() -> list[str]:
    """The shipped templates, for completion."""
    from okrctl.flows.init import templates

    return templates.names()


def command(
    ctx: typer.Context,
    directory: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help="The new workspace's folder; this one by default.", show_default=False),
    ] = None,
    template: Annotated[
        str | None,
        typer.Option(
            "--template",
            metavar="NAME",
            help="A template; ecommerce by default.",
            autocompletion=names,
        ),
    ] = None,
    from_: Annotated[Path | None, typer.Option("--from", metavar="DIR", help="A folder used as the template.")] = None,
    departments: Annotated[
        str | None,
        typer.Option(
            "--departments", metavar="ID,ID…", help="Only these departments, without references to the others."
        ),
    ] = None,
    list_only: Annotated[bool, typer.Option("--list", help="List the templates.")] = False,
    start: Annotated[
        Any, typer.Option("--start", metavar="DATE", parser=day, help="When your plan starts; today by default.")
    ] = None,
    organization: Annotated[
        str | None, typer.Option("--organization", metavar="NAME", help="Your company's name.")
    ] = None,
    var: Annotated[
        list[str] | None,
        typer.Option("--var", metavar="NAME=VALUE", help="Another answer that the template asks for."),
    ] = None,
    ci: Annotated[
        Literal["github", "gitlab"] | None,
        typer.Option("--ci", help="Also write a CI job and a pre-commit hook; in an existing workspace only these."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("-n", "--dry-run", help="List what would be written only.")] = False,
    force: Annotated[bool, typer.Option("-f", "--force", help="Replace existing files.")] = False,
) -> None:
    """Create a workspace from a template.

    On a terminal, it asks for the template and what that needs; elsewhere, it uses defaults. It replaces existing files
    only with --force, and writes nothing unless the whole workspace is valid.

    For example: okrctl init shop --template ecommerce --departments marketing,finance --start 2026-01-01
    """
    from okrctl.flows.init.make import Start, make_workspace
    from okrctl.flows.init.templates import listing

    settings, console = opened(ctx)
    if list_only:
        console.tell(listing())
        return
    begin = Start(template, from_, departments, start, organization, var or (), ci)
    make_workspace(settings, console, directory, begin, dry_run=dry_run, force=force)
