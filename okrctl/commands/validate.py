"""``okrctl validate``: coded findings about the files, for people, editors and CI."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from okrctl.commands._options import Output, format_option
from okrctl.commands._terminal import opened

PANEL = "In CI and git"


def command(
    ctx: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="Show only what concerns these files and folders, each in its own workspace.",
            show_default=False,
        ),
    ] = None,
    today: Annotated[
        bool, typer.Option("--today", help="Also what depends on the day, such as overdue check-ins.")
    ] = False,
    base: Annotated[
        str | None, typer.Option("--base", metavar="REV", help="Also what changed since this revision (OKR7).")
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="With --base: only what the base did not have.")] = False,
    author: Annotated[
        list[str] | None,
        typer.Option("--author", metavar="NAME", help="With --base: who makes the change, as CODEOWNERS has it."),
    ] = None,
    select: Annotated[
        list[str] | None, typer.Option("--select", metavar="CODES", help="Only these rules: OKR2, OKR601, names.")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", metavar="CODES", help="All but these rules.")] = None,
    fail_on: Annotated[
        Literal["error", "warning"], typer.Option("--fail-on", help="From where on findings fail the run.")
    ] = "error",
    fix: Annotated[
        bool, typer.Option("--fix", help="First mend what has one safe answer; the changes are shown.")
    ] = False,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Count the findings by rule (text or json).")
    ] = False,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="End with 0 whatever is found.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Show each piece of advice, not a line per rule.")] = False,
    format: Annotated[str, format_option("diagnostics", "annotations")] = "text",
    output: Output = None,
) -> None:
    """Check the files, each by itself and all together.

    Every finding has a code that `okrctl rule CODE` explains. Errors fail the run; advice never does. Nothing depends
    on the day, but for check-ins dated after it, unless --today is given. With --base goals that were made easier,
    and a journal that was rewritten, are findings unless the files say so themselves.
    """
    from okrctl.commands._output import write
    from okrctl.flows.stop import EXIT_FINDINGS, Stop
    from okrctl.flows.validate.examine import Wanted, examine
    from okrctl.views.statistics import document_of, object_of

    settings, console = opened(ctx, several=True)
    if fix:
        from okrctl.flows.validate.fix import chosen, mend

        mend(settings, console, paths, chosen(select, ignore))
    wanted = Wanted(select, ignore, today, base, new, author or (), fail_on, everything)
    report = examine(settings, console, paths, wanted)
    if statistics:
        if format not in ("text", "json"):
            raise Stop(f"--statistics has no format {format}", hint="--format text or --format json")
        write(settings, format, output, screens=lambda: document_of(report), data=lambda: object_of(report))
    else:
        write(settings, format, output, diagnostics=lambda: report, annotations=lambda: report)
    if not exit_zero and any(report.fails(each) for each in report.diagnostics):
        raise typer.Exit(EXIT_FINDINGS)
