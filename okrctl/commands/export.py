"""``okrctl export``: plan and journal for other tools, and for okrctl itself."""

from pathlib import Path

import typer

from okrctl.commands import _output
from okrctl.commands._options import option
from okrctl.commands._terminal import opened

PANEL = "Exchange"


def command(
    ctx: typer.Context,
    format: str = option("--format", "NAME", "json, csv or xlsx.", default="json"),
    output: Path | None = typer.Option(None, "-o", "--output", metavar="FILE", help="Write to a file; XLSX needs one."),
) -> None:
    """Export the plan and the journal as JSON, CSV or XLSX.

    The export contains everything in the files except comments and layout; okrctl import can restore the same workspace
    from it. Spreadsheets never treat texts as formulas.

    For example: okrctl export --format xlsx -o okrs.xlsx
    """
    from okrctl.core.arrival.own import COLUMNS, packed, rows_of
    from okrctl.core.values.stop import Stop
    from okrctl.flows.exchange.export import exported, workbook_of

    if format not in ("json", "csv", "xlsx"):
        raise Stop(f"no format {format!r}", hint="available: json, csv, xlsx")
    settings, terminal = opened(ctx)
    data = exported(settings)
    if format == "xlsx":
        if output is None or str(output) == "-":
            raise Stop("XLSX isn't text for a terminal", hint="name a file: okrctl export --format xlsx -o okrs.xlsx")
        workbook_of(data, output)
    elif format == "csv":
        from okrctl.render.tables.csv import rows as render

        _output.emit(render(COLUMNS, rows_of(data)), output)
    else:
        from okrctl.render import renderer

        _output.emit(renderer("data", "json")(packed(data)), output)
    if output is not None and str(output) != "-":
        terminal.note(f"wrote {output}")
