"""Files of no particular tool: spreadsheets and documents as people keep them."""

from __future__ import annotations

from collections.abc import Sequence

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.assemble import flat, typed
from okrctl.core.arrival.columns import Layout
from okrctl.core.arrival.outline import Outline
from okrctl.core.arrival.source import Source
from okrctl.core.arrival.tables import series
from okrctl.core.arrival.tool import Tool, records_of, shown
from okrctl.core.arrival.values import Arrival, Where
from okrctl.core.arrival.words import KINDS


def _sheets(files: Sequence[Source], answers: Answers, arrival: Arrival) -> None:
    """A row for each key result, a log of check-ins, or a series by day: by the columns that are known."""
    read_any = False
    for file in files:
        if any(series(table, answers, arrival) for table in shown(file)):
            read_any = True
            continue
        for records in records_of([file], Layout(), answers, arrival):
            if not {"objective", "key result", "title"} & set(records.columns.values()):
                continue
            read_any = True
            if records.has("kind") and records.has("title"):
                typed(records, arrival, KINDS)
            else:
                flat(records, arrival)
        if not read_any:
            first = next((table.rows[0] for table in shown(file) if table.rows), None)
            heading = ", ".join([cell for cell in first.cells if cell][:20]) if first else ""
            arrival.remark(
                "import-layout",
                Where(file.file, "1"),
                f"no heading was recognized as an objective or key result: {heading[:400]}",
                "name the columns in a mapping: `columns: {HEADING: key result}`, and pass it with --mapping",
                blocks=True,
            )


def _pages(files: Sequence[Source], answers: Answers, arrival: Arrival) -> None:
    """Objectives and key results of every page: in headings, nested lists, tables, or a sentence."""
    for file in files:
        if file.page is not None:
            Outline(file.file, file.page, answers, arrival).read()


TOOLS = (
    Tool(
        name="markdown",
        title="Markdown document",
        origin="documents in public repositories",
        sure="file",
        fits=lambda files: [file for file in files if file.page is not None],
        take=_pages,
        ids=False,
        last=True,
    ),
    Tool(
        name="sheet",
        title="spreadsheet",
        origin="sheets in public repositories; headings by language, or by a mapping",
        sure="file",
        fits=lambda files: [file for file in files if file.tables is not None],
        take=_sheets,
        ids=False,
        last=True,
    ),
)
