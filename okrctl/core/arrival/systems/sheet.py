"""A spreadsheet as people keep it: one row for each key result, a log of check-ins, or a series by day."""

from __future__ import annotations

from collections.abc import Sequence

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.assemble import flat, typed
from okrctl.core.arrival.series import series
from okrctl.core.arrival.source import Source
from okrctl.core.arrival.systems._common import ANY, records_of, shown
from okrctl.core.arrival.values import Arrival, Where
from okrctl.core.arrival.words import KINDS

TITLE = "spreadsheet"
NAME = "sheet"
ORIGIN = "sheets in public repositories; headings by language, or by a mapping"
SURE = "file"

LAST = True


def fits(files: Sequence[Source]) -> list[Source]:
    """Every file with tables that no other tool claimed."""
    return [file for file in files if file.tables is not None]


def read(files: Sequence[Source], answers: Answers) -> Arrival:
    """Read rows by the columns that are known."""
    arrival = Arrival(NAME, [file.file for file in files], ids=False)
    read_any = False
    for file in files:
        for table in shown(file):
            if series(table, answers, arrival):
                read_any = True
                break
        else:
            for records in records_of([file], ANY, answers, arrival):
                known = set(records.columns.values())
                if not known & {"objective", "key result", "title"}:
                    continue
                read_any = True
                if records.has("kind") and records.has("title"):
                    typed(records, KINDS, arrival)
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
    return arrival
