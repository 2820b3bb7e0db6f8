"""``okrctl import``: from spreadsheets, documents and retired tools."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands import _output
from okrctl.commands._options import DryRun, Output, format_option
from okrctl.commands._terminal import opened

PANEL = "Exchange"
FORMAT = format_option("documents", "data")

_Answer = Annotated[str | None, typer.Option]


def command(
    ctx: typer.Context,
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE...", help="CSV, XLSX, JSON, YAML or Markdown files, or folders.", show_default=False
        ),
    ] = None,
    system: Annotated[
        str | None, typer.Option("--system", metavar="NAME", help="The tool they are from, if it is not recognized.")
    ] = None,
    cycle: Annotated[str | None, typer.Option("--cycle", metavar="CYCLE", help="For whatever has none.")] = None,
    department: Annotated[str | None, typer.Option("--department", metavar="ID", help="For whatever has none.")] = None,
    owner: Annotated[str | None, typer.Option("--owner", metavar="NAME", help="For objectives without one.")] = None,
    decimal: Annotated[str | None, typer.Option("--decimal", metavar="point|comma", help="The decimal sign.")] = None,
    dates: Annotated[
        str | None, typer.Option("--dates", metavar="day-first|month-first", help="The order in dates.")
    ] = None,
    fiscal_year: Annotated[
        str | None, typer.Option("--fiscal-year", metavar="MONTH[:end]", help="The month in which it begins.")
    ] = None,
    confidence: Annotated[
        str | None, typer.Option("--confidence", metavar="0-1|0-10|percent", help="The scale of confidence.")
    ] = None,
    value_date: Annotated[
        str | None,
        typer.Option("--value-date", metavar="DATE", help="The day of values without one; they become check-ins."),
    ] = None,
    mapping: Annotated[
        str | None, typer.Option("--mapping", metavar="FILE", help="More answers, kept in a file.")
    ] = None,
    save: Annotated[bool, typer.Option("--save-mapping", help="Keep all answers in imports/NAME.yaml.")] = False,
    review: Annotated[bool, typer.Option("--review", help="Judge the files, and write nothing.")] = False,
    systems: Annotated[bool, typer.Option("--systems", help="List the tools that are known.")] = False,
    query: Annotated[str | None, typer.Option("--query", metavar="NAME", help="Print the query for gitlab.")] = None,
    dry_run: DryRun = False,
    format: Annotated[str, FORMAT] = "text",
    output: Output = None,
) -> None:
    """Import objectives, key results and check-ins from other tools, spreadsheets and documents.

    Nothing is invented and nothing gets lost: what the source does not tell makes a draft, what has no place is kept
    under x- keys and listed. Importing again brings only what is new.
    """
    from okrctl.flows.exchange.import_ import import_files
    from okrctl.flows.exchange.known import known_systems, query_of
    from okrctl.flows.stop import Stop
    from okrctl.views.arrival import arrival_data, arrival_document

    settings, terminal = opened(ctx)
    if systems:
        _output.write(settings, format, output, documents=known_systems)
        return
    if query is not None:
        _output.emit(query_of(query), output)
        return
    if not files:
        raise Stop("name the files to import", hint="okrctl import export.csv, or okrctl import --systems")
    given = {
        "system": system, "cycle": cycle, "department": department, "owner": owner, "decimal": decimal, "dates": dates,
        "fiscal_year": fiscal_year, "confidence": confidence, "value_date": value_date,
    }  # fmt: skip
    arrived = import_files(settings, terminal, files, given, mapping=mapping, save=save, dry_run=dry_run)
    _output.write(
        settings, format, output, documents=lambda: arrival_document(arrived), data=lambda: arrival_data(arrived)
    )
