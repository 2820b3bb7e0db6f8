"""Shared by the modules of tools: finding their tables, and reading them with their layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.columns import Layout, heading_row
from okrctl.core.arrival.source import Source, Table
from okrctl.core.arrival.tables import Records, read_records
from okrctl.core.arrival.values import Arrival, Leftover, Where
from okrctl.core.arrival.words import fold
from okrctl.core.values.counted import counted

ANY = Layout()


def headed(files: Sequence[Source], wanted: set[str]) -> list[Source]:
    """The files with a visible table that has all of these headings, folded, in one of its first rows."""
    return [
        file
        for file in files
        if any(wanted <= set(map(fold, row.cells)) for table in shown(file) for row in table.rows[:20])
    ]


def shown(file: Source) -> Iterator[Table]:
    """The tables of a file that are not hidden."""
    return (table for table in file.tables or () if not table.hidden)


def records_of(files: Sequence[Source], layout: Layout, answers: Answers, arrival: Arrival) -> Iterator[Records]:
    """The records of all visible tables; hidden sheets and formulas are listed."""
    for file in files:
        for table in file.tables or ():
            for where, text in table.notes:
                arrival.leftovers.append(Leftover(where, "not read", text))
            if table.hidden:
                rows = len(table.rows)
                arrival.leftovers.append(
                    Leftover(Where(file.file, table.sheet), "a hidden sheet", counted(rows, "row"))
                )
                continue
            if heading_row(table, layout, answers) is None:
                arrival.leftovers.append(
                    Leftover(Where(file.file, table.sheet), "no headings", counted(len(table.rows), "row"))
                )
                continue
            found = read_records(table, layout, answers, arrival)
            if found is not None:
                arrival.columns |= found.columns
                yield found
