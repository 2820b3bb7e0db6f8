"""``okrctl init``: make a new workspace."""

from pathlib import Path
from typing import Any, Literal

from okrctl.commands._options import argument, day, flag, option
from okrctl.commands._terminal import Context, opened

PANEL = "Start"


def names() -> list[str]:
    """The shipped templates, for completion."""
    from okrctl.flows.init import templates

    return templates.names()


def command(
    ctx: Context,
    directory: Path | None = argument("[DIR]", "The new workspace's folder; this one by default."),
    template: str | None = option(
        "--template",
        "NAME",
        "A template; ecommerce by default. Without it, a terminal offers all.",
        autocompletion=names,
    ),
    from_: Path | None = option("--from", "DIR", "A folder to use as the template."),
    departments: str | None = option(
        "--departments", "ID,ID…", "Only these departments, without references to the others."
    ),
    list_only: bool = flag("--list", help="List the templates."),
    start: Any = option("--start", "DATE", "When your plan starts; today by default.", parser=day),
    organization: str | None = option("--organization", "NAME", "Your company's name."),
    var: list[str] | None = option("--var", "NAME=VALUE", "Another answer that the template asks for."),
    ci: Literal["github", "gitlab"] | None = option(
        "--ci", None, "Also write a CI job and a pre-commit hook; in an existing workspace only these."
    ),
    dry_run: bool = flag("-n", "--dry-run", help="List what would be written; write nothing."),
    force: bool = flag("-f", "--force", help="Replace existing files."),
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
