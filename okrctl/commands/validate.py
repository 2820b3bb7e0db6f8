"""``okrctl validate``: findings with codes, for people, editors and CI."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from okrctl.commands._options import Output, argument, format_option, option
from okrctl.commands._terminal import opened

PANEL = "In CI and git"
FORMAT = format_option("diagnostics", "annotations")

_PATHS = argument("[PATH]...", "Show only findings about these files and folders, each in its own workspace.")
_TODAY = typer.Option("--today", help="Also report what depends on today's date, such as overdue check-ins.")
_BASE = option("--base", "REV", "Also check what changed since this revision (OKR7).")
_NEW = typer.Option("--new", help="With --base: only findings that the base doesn't have.")
_AUTHOR = option("--author", "NAME", "With --base: who makes the change, as named in CODEOWNERS.")
_SELECT = option("--select", "CODES", "Only these rules: OKR2, OKR601, names.")
_IGNORE = option("--ignore", "CODES", "Skip these rules.")
_FAIL_ON = typer.Option("--fail-on", help="The lowest severity that fails the run.")
_FIX = typer.Option("--fix", help="First make all safe fixes, and show them.")
_STATISTICS = typer.Option("--statistics", help="Count findings by rule (text or json).")
_EXIT_ZERO = typer.Option("--exit-zero", help="Exit with 0 even with findings.")
_ALL = typer.Option("--all", help="Show all advice, not one line per rule.")


def command(
    ctx: typer.Context,
    paths: Annotated[list[str] | None, _PATHS] = None,
    today: Annotated[bool, _TODAY] = False,
    base: Annotated[str | None, _BASE] = None,
    new: Annotated[bool, _NEW] = False,
    author: Annotated[list[str] | None, _AUTHOR] = None,
    select: Annotated[list[str] | None, _SELECT] = None,
    ignore: Annotated[list[str] | None, _IGNORE] = None,
    fail_on: Annotated[Literal["error", "warning"], _FAIL_ON] = "error",
    fix: Annotated[bool, _FIX] = False,
    statistics: Annotated[bool, _STATISTICS] = False,
    exit_zero: Annotated[bool, _EXIT_ZERO] = False,
    everything: Annotated[bool, _ALL] = False,
    format: Annotated[str, FORMAT] = "text",
    output: Output = None,
) -> None:
    """Check the files, each by itself and all together.

    Every finding has a code that `okrctl rule CODE` explains. Errors fail the run; advice never does. Without --today,
    the result doesn't depend on the date, except for check-ins dated in the future. With --base, goals made easier and
    rewritten journals are findings, unless the files record the change.

    For example: okrctl validate --base origin/main --fail-on warning
    """
    from okrctl.commands._output import write
    from okrctl.core.values.stop import EXIT_FINDINGS, Stop
    from okrctl.flows.validate.examine import ValidateOptions, examine
    from okrctl.views.statistics import document_of, object_of

    settings, console = opened(ctx, several=True)
    if fix:
        from okrctl.flows.validate.fix import chosen, fix_files

        fix_files(settings, console, paths, chosen(select, ignore))
    wanted = ValidateOptions(select, ignore, today, base, new, author or (), fail_on, everything)
    report = examine(settings, console, paths, wanted)
    if statistics:
        if format not in ("text", "json"):
            raise Stop(f"--statistics doesn't support the format {format}", hint="--format text or --format json")
        write(settings, format, output, screens=lambda: document_of(report), data=lambda: object_of(report))
    else:
        write(settings, format, output, diagnostics=lambda: report, annotations=lambda: report)
    if not exit_zero and any(report.fails(each) for each in report.diagnostics):
        raise typer.Exit(EXIT_FINDINGS)
