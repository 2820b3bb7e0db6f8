"""``okrctl init``: from an empty folder to a workspace that validates."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from okrctl.commands._options import day
from okrctl.commands._terminal import opened

PANEL = "Start"


def command(
    ctx: typer.Context,
    directory: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="Where; this folder by default.", show_default=False)
    ] = None,
    template: Annotated[
        str, typer.Option("--template", metavar="NAME", help="A shipped template, or a folder with a template.yaml.")
    ] = "ecommerce",
    list_only: Annotated[bool, typer.Option("--list", help="List the templates and do nothing.")] = False,
    start: Annotated[
        Any, typer.Option("--start", metavar="DATE", parser=day, help="First day of the cycles; today by default.")
    ] = None,
    organization: Annotated[str | None, typer.Option("--organization", metavar="NAME", help="Name of yours.")] = None,
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
    """
    from okrctl.flows.init.make import make_workspace
    from okrctl.flows.init.templates import listing

    settings, console = opened(ctx)
    if list_only:
        console.tell(listing())
        return
    make_workspace(
        settings,
        console,
        directory,
        template,
        start=start,
        organization=organization,
        assigned=var or (),
        ci=ci,
        dry_run=dry_run,
        force=force,
    )
