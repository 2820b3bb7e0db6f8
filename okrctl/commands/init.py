"""``okrctl init``: make a new workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from okrctl.commands._options import argument, day, option
from okrctl.commands._terminal import opened

PANEL = "Start"

_FOLDER = argument("[DIR]", "The new workspace's folder; this one by default.")
_FROM = option("--from", "DIR", "A folder to use as the template.")
_DEPARTMENTS = option("--departments", "ID,ID…", "Only these departments, without references to the others.")
_START = option("--start", "DATE", "When your plan starts; today by default.", parser=day)
_ORGANIZATION = option("--organization", "NAME", "Your company's name.")
_VAR = option("--var", "NAME=VALUE", "Another answer that the template asks for.")
_CI = typer.Option("--ci", help="Also write a CI job and a pre-commit hook; in an existing workspace only these.")
_DRY_RUN = typer.Option("-n", "--dry-run", help="List what would be written; write nothing.")
_FORCE = typer.Option("-f", "--force", help="Replace existing files.")


def names() -> list[str]:
    """The shipped templates, for completion."""
    from okrctl.flows.init import templates

    return templates.names()


_TEMPLATE = option(
    "--template", "NAME", "A template; ecommerce by default. Without it, a terminal offers all.", autocompletion=names
)


def command(
    ctx: typer.Context,
    directory: Annotated[Path | None, _FOLDER] = None,
    template: Annotated[str | None, _TEMPLATE] = None,
    from_: Annotated[Path | None, _FROM] = None,
    departments: Annotated[str | None, _DEPARTMENTS] = None,
    list_only: Annotated[bool, typer.Option("--list", help="List the templates.")] = False,
    start: Annotated[Any, _START] = None,
    organization: Annotated[str | None, _ORGANIZATION] = None,
    var: Annotated[list[str] | None, _VAR] = None,
    ci: Annotated[Literal["github", "gitlab"] | None, _CI] = None,
    dry_run: Annotated[bool, _DRY_RUN] = False,
    force: Annotated[bool, _FORCE] = False,
) -> None:
    """Create a workspace from a template.

    On a terminal, it asks for the template and what that needs; elsewhere, it uses defaults. It replaces existing files
    only with --force, and writes nothing unless the whole workspace is valid.

    For example: okrctl init shop --template ecommerce --departments marketing,finance --start 2026-01-01
    """
    from okrctl.flows.init.make import InitOptions, make_workspace
    from okrctl.flows.init.templates import listing

    settings, console = opened(ctx)
    if list_only:
        console.tell(listing())
        return
    begin = InitOptions(template, from_, departments, start, organization, var or (), ci)
    make_workspace(settings, console, directory, begin, dry_run=dry_run, force=force)
