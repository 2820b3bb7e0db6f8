"""``okrctl validate``: findings with codes, for people, editors and CI."""

from pathlib import Path
from typing import Literal

import typer

from okrctl.commands._options import OUTPUT, argument, flag, format_option, option
from okrctl.commands._terminal import opened

PANEL = "In CI and git"


def command(
    ctx: typer.Context,
    paths: list[str] | None = argument(
        "[PATH]...", "Show only findings about these files and folders, each in its own workspace."
    ),
    today: bool = flag("--today", help="Also report what depends on today's date, such as overdue check-ins."),
    base: str | None = option("--base", "REV", "Also check what changed since this revision (OKR7)."),
    new: bool = flag("--new", help="With --base: only findings that the base doesn't have."),
    author: list[str] | None = option("--author", "NAME", "With --base: who makes the change, as named in CODEOWNERS."),
    select: list[str] | None = option("--select", "CODES", "Only these rules: OKR2, OKR601, names."),
    ignore: list[str] | None = option("--ignore", "CODES", "Skip these rules."),
    fail_on: Literal["error", "warning"] = option(
        "--fail-on", None, "The lowest severity that fails the run.", "error"
    ),
    fix: bool = flag("--fix", help="First make all safe fixes, and show them."),
    statistics: bool = flag("--statistics", help="Count findings by rule (text or json)."),
    exit_zero: bool = flag("--exit-zero", help="Exit with 0 even with findings."),
    everything: bool = flag("--all", help="Show all advice, not one line per rule."),
    format: str = format_option("diagnostics", "annotations"),
    output: Path | None = OUTPUT,
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
        from okrctl.flows.validate.fix import fix_files

        fix_files(settings, console, paths, select, ignore)
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
