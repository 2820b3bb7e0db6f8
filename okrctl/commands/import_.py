"""``okrctl import``: from spreadsheets, documents and retired tools."""

from functools import partial
from pathlib import Path

from okrctl.commands import _output
from okrctl.commands._options import DRY_RUN, OUTPUT, argument, flag, format_option, option
from okrctl.commands._terminal import Context, opened

PANEL = "Exchange"


def command(
    ctx: Context,
    files: list[str] | None = argument("FILE...", "CSV, XLSX, JSON, YAML or Markdown files, or folders.", default=None),
    system: str | None = option("--system", "NAME", "The tool they come from, if okrctl doesn't recognize it."),
    cycle: str | None = option("--cycle", "CYCLE", "For items without one."),
    department: str | None = option("--department", "ID", "For items without one."),
    owner: str | None = option("--owner", "NAME", "For objectives without one."),
    decimal: str | None = option("--decimal", "point|comma", "The decimal separator."),
    dates: str | None = option("--dates", "day-first|month-first", "The order of day and month."),
    fiscal_year: str | None = option("--fiscal-year", "MONTH[:end]", "The month in which fiscal years start."),
    confidence: str | None = option("--confidence", "0-1|0-10|percent", "The scale of confidence."),
    value_date: str | None = option("--value-date", "DATE", "The date of values without one; they become check-ins."),
    mapping: str | None = option("--mapping", "FILE", "More answers, kept in a file."),
    save: bool = flag("--save-mapping", help="Keep all answers in imports/NAME.yaml."),
    review: bool = flag("--review", help="Review the files; write nothing."),
    systems: bool = flag("--systems", help="List the supported tools."),
    query: str | None = option("--query", "NAME", "Print the query for gitlab."),
    dry_run: bool = DRY_RUN,
    format: str = format_option("documents", "data"),
    output: Path | None = OUTPUT,
) -> None:
    """Import objectives, key results and check-ins from other tools, spreadsheets and documents.

    Nothing is made up or lost: an item with missing information becomes a draft, and anything that the format has no
    place for is kept under x- keys and listed. A second import adds only what is new.

    For example: okrctl import export.csv --review
    """
    from okrctl.core.values.safe import terminal
    from okrctl.flows.exchange.import_ import ImportOptions, import_files
    from okrctl.flows.exchange.questions import known_systems, query_of
    from okrctl.views.arrival import arrival_document
    from okrctl.views.arrival_data import arrival_data

    settings, console = opened(ctx, several=True)
    if systems:
        _output.write(settings, format, output, documents=known_systems)
        return
    if query is not None:
        _output.emit(terminal(query_of(query)), output)
        return
    given = {
        "system": system, "cycle": cycle, "department": department, "owner": owner, "decimal": decimal, "dates": dates,
        "fiscal_year": fiscal_year, "confidence": confidence, "value_date": value_date,
    }  # fmt: skip
    how = ImportOptions(mapping, save, dry_run, review, report_only=format == "json")
    arrived = import_files(settings, console, files or (), given, how)
    if arrived is not None:
        document, data = partial(arrival_document, arrived), partial(arrival_data, arrived)
        _output.write(settings, format, output, documents=document, data=data)
