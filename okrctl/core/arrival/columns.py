"""The columns of a table: which row has the headings, and what each one means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.days import Order
from okrctl.core.arrival.numbers import Sign, read_number
from okrctl.core.arrival.source import Row, Table
from okrctl.core.arrival.words import KINDS, field_of, fold
from okrctl.core.values.frozen import frozen

NUMBERS = (
    "baseline", "value", "target", "progress", "score", "mid score", "projected", "weight", "confidence",
    "objective weight",
)  # fmt: skip
DAYS = ("start", "end", "date")
_BARE = {
    **dict.fromkeys(("from", "von", "desde", "start", "inicio", "debut"), ("baseline", "start")),
    **dict.fromkeys(("to", "bis", "hasta", "ate", "end", "ende", "fin", "fim"), ("target", "end")),
}
_AS_TARGET = frozenset({"goal", "ziel"})
_WHO = frozenset({"who", "wer", "quien", "qui", "quem"})
_LOOKED_AT = 20


@frozen
class Layout:
    """The layout of a tool's tables, according to its documentation.

    Attributes:
        columns: fields by folded heading, beside those that everybody uses.
        kept: folded headings of columns that have no place and are known to have none.
        takes_spare: cells without a heading have a meaning.
        sign: the decimal sign; ``order`` of day and month, where the tool always writes the same.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    sign: Sign | None = None
    order: Order | None = None
    takes_spare: bool = False


def heading_row(table: Table, layout: Layout, answers: Answers) -> int | None:
    """The number of the row with the headings; None if no row looks like one."""
    best, found = 1, None
    for number, row in enumerate(table.rows[:_LOOKED_AT]):
        known = sum(1 for cell in row.cells if cell and _is_known(cell, layout, answers))
        if known > best:
            best, found = known, number
    return found


def _is_known(cell: str, layout: Layout, answers: Answers) -> bool:
    plain = fold(cell)
    return plain in layout.columns or plain in answers.columns or plain in _BARE or field_of(cell) is not None


def headings(table: Table, at: int, layout: Layout, answers: Answers) -> tuple[list[str], int]:
    """The headings of a table, and how many rows they take.

    Below a heading such as "Values" over several columns, a second row may have the names of these columns.
    """
    first = list(table.rows[at].cells)
    below = list(table.rows[at + 1].cells) if at + 1 < len(table.rows) else []
    texts = [cell for cell in below if cell]
    if not texts or not all(_is_known(cell, layout, answers) for cell in texts):
        return first, 1
    first += [""] * (len(below) - len(first))
    return [cell or first[index] for index, cell in enumerate(below + [""] * (len(first) - len(below)))], 2


def fields_of_columns(
    heading: Sequence[str], rows: Sequence[Row], layout: Layout, answers: Answers
) -> list[str | None]:
    """The field of each column."""
    found: list[str | None] = []
    given = {**layout.columns, **dict.fromkeys(layout.kept), **answers.columns}
    for index, text in enumerate(heading):
        plain = fold(text)
        if plain in given:
            found.append(given[plain])
        elif plain in _BARE:
            found.append(_BARE[plain][0 if _looks_numeric(rows, index) else 1])
        else:
            found.append(field_of(text) if text else None)
    if "kind" not in found:
        kinds = [
            index for index, name in enumerate(found) if name is None and heading[index] and _says_kind(rows, index)
        ]
        found = ["kind" if index in kinds[:1] else name for index, name in enumerate(found)]
    objectives = [index for index, name in enumerate(found) if name == "objective"]
    if len(objectives) > 1:
        # beside the objectives, a column such as "Goal" or a second "Ziel" has the targets
        for index in objectives:
            if fold(heading[index]) in _AS_TARGET and _looks_numeric(rows, index):
                found[index] = "target"
    elif "key result" not in found and "title" not in found and objectives and "kind" in found:
        found[objectives[0]] = "title"
    if {"date", "value"} <= set(found) and "by" not in found:
        # in a log, this is who checked in
        found = ["by" if name == "owner" and fold(heading[i]) in _WHO else name for i, name in enumerate(found)]
    taken = Counter(name for name in found if name)
    return [
        None if name == "value" and taken["value"] > 1 and fold(heading[i]) == "value" else name
        for i, name in enumerate(found)
    ]


def _says_kind(rows: Sequence[Row], index: int) -> bool:
    """Whether every cell of a column names the kind of its row: objective or key result."""
    cells = [fold(row.cells[index]) for row in rows if index < len(row.cells) and row.cells[index]]
    return bool(cells) and {"objective", "key result"} & set(cells) != set() and all(cell in KINDS for cell in cells)


def _looks_numeric(rows: Sequence[Row], index: int) -> bool:
    cells = [row.cells[index] for row in rows[:200] if index < len(row.cells) and row.cells[index]]
    return sum(
        read_number(cell, "point") is not None or read_number(cell, "comma") is not None for cell in cells
    ) * 2 > len(cells)
