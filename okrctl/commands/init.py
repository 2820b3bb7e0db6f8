"""``okrctl init``: from an empty folder to a workspace that validates."""

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
        Path | None, typer.Argument(metavar="[DIR]", help="Where; this folder by default.", show_default=False)
    ] = None,
    template: Annotated[
        str | None,
        typer.Option("--template", metavar="NAME", help="A template; ecommerce by default.", autocompletion=names),
    ] = None,
    from_: Annotated[
        Path | None, typer.Option("--from", metavar="DIR", help="A folder of your own, used as the template.")
    ] = None,
    departments: Annotated[
        str | None,
        typer.Option("--departments", metavar="ID,ID…", help="Only these departments; nothing refers to the others."),
    ] = None,
    list_only: Annotated[bool, typer.Option("--list", help="List the templates and do nothing.")] = False,
    start: Annotated[
        Any, typer.Option("--start", metavar="DATE", parser=day, help="First day of the cycles; today by default.")
    ] = None,
    organization: Annotated[
        str | None, typer.Option("--organization", metavar="NAME", help="Your company's name.")
    ] = None,
    var: Annotated[
        list[str] | None,
        typer.Option("--var", metavar="NAME=VALUE", help="Answer something else that the template asks for."),
    ] = None,
    ci: Annotated[
        Literal["github", "gitlab"] | None, typer.Option("--ci", help="Also write the job that validates in CI.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("-n", "--dry-run", help="Say what would be written, and stop.")] = False,
    force: Annotated[bool, typer.Option("-f", "--force", help="Replace files that are there already.")] = False,
) -> None:
    """Make a workspace from a template.

    What the template asks for is asked on a terminal; anywhere else, what is not given takes its default. Existing
    files are never replaced without --force, and nothing is written unless all of it is valid.

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
