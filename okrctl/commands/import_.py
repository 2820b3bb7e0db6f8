"""``okrctl import``: from spreadsheets, documents and retired tools."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import typer

from okrctl.commands import _import_options as o
from okrctl.commands import _output
from okrctl.commands._options import DRY_RUN, OUTPUT, format_option
from okrctl.commands._terminal import opened

PANEL = "Exchange"


def command(
    ctx: typer.Context,
    files: list[str] | None = o.FILES,
    system: str | None = o.SYSTEM,
    cycle: str | None = o.CYCLE,
    department: str | None = o.DEPARTMENT,
    owner: str | None = o.OWNER,
    decimal: str | None = o.DECIMAL,
    dates: str | None = o.DATES,
    fiscal_year: str | None = o.FISCAL_YEAR,
    confidence: str | None = o.CONFIDENCE,
    value_date: str | None = o.VALUE_DATE,
    mapping: str | None = o.MAPPING,
    save: bool = o.SAVE,
    review: bool = o.REVIEW,
    systems: bool = o.SYSTEMS,
    query: str | None = o.QUERY,
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
