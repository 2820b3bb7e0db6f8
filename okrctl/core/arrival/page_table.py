"""Tables in a page: a row for each key result, or for each task of the key result above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from okrctl.core.arrival.assemble import HUNDRED, item_of
from okrctl.core.arrival.columns import Layout, heading_row
from okrctl.core.arrival.lines import fill
from okrctl.core.arrival.source import Block, Row, Table
from okrctl.core.arrival.tables import Record, read_records
from okrctl.core.arrival.values import Item
from okrctl.core.arrival.words import truth

if TYPE_CHECKING:
    from okrctl.core.arrival.outline import Outline

TABLE = Layout(columns={"project": "title", "task": "title"}, takes_spare=True)


def read_table(outline: Outline, rows: Sequence[Block]) -> None:
    """Read the rows of one table; a table about something else is listed."""
    table = Table(outline.file, [Row(row.line, row.cells) for row in rows])
    blocks = {str(row.line): row for row in rows}
    found = (
        read_records(table, TABLE, outline.answers, outline.arrival)
        if heading_row(table, TABLE, outline.answers) is not None
        else None
    )
    results = found is not None and found.has("key result")
    if found is None or (not results and outline.result is None):
        for row in rows:
            outline.leave(row)
        return
    for record in found.records:
        title = record.text("key result") if results else record.text("title")
        parent = _parent(outline, record) if results else outline.result
        if not title or parent is None:
            message = "the row has no title, or no objective above it; skipped"
            outline.arrival.remark("import-row", record.where, message)
        else:
            _row(outline, record, title, parent, blocks, results=results)


def _parent(outline: Outline, record: Record) -> Item | None:
    """The objective of a row: the one it names, or that of the heading above."""
    named = record.text("objective")
    if named:
        outline.objective = outline.begin(Block("text", record.row.line, named), named, 99)
    if outline.objective is None:
        heading = outline.headings.get(max(outline.headings, default=0))
        if heading is not None:
            outline.objective = outline.begin(heading, heading.text, heading.depth)
    return outline.objective


def _row(
    outline: Outline, record: Record, title: str, parent: Item, blocks: Mapping[str, Block], *, results: bool
) -> None:
    item = item_of(record, "key result" if results else "other", title, "")
    block = blocks[record.where.at]
    owners, extra = item.owners, item.extra
    cell = next((raw for text, raw in zip(block.cells, block.raws, strict=False) if text == title), title)
    fill(item, block, title, cell)
    item.owners, item.extra = owners or item.owners, {**item.extra, **extra}
    item.parents, item.department = [parent.key], parent.department
    if record.spare and results:
        item.extra["x-source-id"] = record.spare[0]
    if not results:
        done = truth(record.text("status"))
        item.extra["x-type"] = "task"
        item.status = "done" if done else "open" if done is False else item.status
    if item.progress is not None and item.progress > 2:
        item.progress /= HUNDRED
    outline.take(item)
