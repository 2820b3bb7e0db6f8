"""Tools whose exports can be imported, found in ``systems/``; and what those with tables have in common."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from okrctl.core.arrival import systems
from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.columns import Layout
from okrctl.core.arrival.formats import csv_source, json_source, yaml_source
from okrctl.core.arrival.markdown import markdown_source
from okrctl.core.arrival.source import Source, Table, Unread
from okrctl.core.arrival.tables import Records, read_records
from okrctl.core.arrival.values import Arrival, Where
from okrctl.core.arrival.words import fold
from okrctl.core.values.counted import counted
from okrctl.core.values.frozen import frozen

_SUFFIXES = {
    csv_source: (".csv", ".tsv", ".txt"),
    json_source: (".json",),
    markdown_source: (".md", ".markdown", ".mdown"),
    yaml_source: (".yaml", ".yml"),
}
Fits = Callable[[Sequence[Source]], list[Source]]
Take = Callable[[Sequence[Source], Answers, Arrival], None]


@frozen
class Tool:
    """A tool, and how to recognize and read its files.

    Attributes:
        origin: where its layout is documented; ``sure`` how certain that is (file, documentation, code, excerpt).
        fits: the files that it recognizes.
        take: reads them.
        ids: it has ids of its own.
        last: it accepts any file, and is asked after all others.
        query: a query for its API.
    """

    name: str
    title: str
    origin: str
    sure: str
    fits: Fits
    take: Take
    ids: bool = True
    last: bool = False
    query: str = ""

    def read(self, files: Sequence[Source], answers: Answers) -> Arrival:
        """The contents of its files."""
        arrival = Arrival(self.name, [file.file for file in files], ids=self.ids)
        self.take(files, answers, arrival)
        return arrival


def headed(*wanted: set[str]) -> Fits:
    """Files with a visible table that has all headings of one of these sets, folded, in one of its first rows."""

    def fits(files: Sequence[Source]) -> list[Source]:
        return [
            file
            for file in files
            if any(
                heading <= set(map(fold, row.cells))
                for table in shown(file)
                for row in table.rows[:20]
                for heading in wanted
            )
        ]

    return fits


def rows(layout: Layout, take: Callable[[Records, Arrival], None]) -> Take:
    """Reads all tables with one layout; ``take`` gets the records of each."""

    def taken(files: Sequence[Source], answers: Answers, arrival: Arrival) -> None:
        for records in records_of(files, layout, answers, arrival):
            take(records, arrival)

    return taken


def shown(file: Source) -> Iterator[Table]:
    """The tables of a file that are not hidden."""
    return (table for table in file.tables or () if not table.hidden)


def records_of(files: Sequence[Source], layout: Layout, answers: Answers, arrival: Arrival) -> Iterator[Records]:
    """The records of all visible tables; hidden sheets and formulas are listed."""
    for file in files:
        for table in file.tables or ():
            for where, text in table.notes:
                arrival.leave(where, "not read", text)
            found = None if table.hidden else read_records(table, layout, answers, arrival)
            if found is None:
                what = "a hidden sheet" if table.hidden else "no headings"
                arrival.leave(Where(file.file, table.sheet), what, counted(len(table.rows), "row"))
            else:
                arrival.columns |= found.columns
                yield found


@cache
def tools() -> Sequence[Tool]:
    """All tools by name; those that accept any file come last."""
    names = [info.name for info in pkgutil.iter_modules(systems.__path__) if not info.name.startswith("_")]
    modules = (importlib.import_module(f"{systems.__name__}.{name}") for name in names)
    found: list[Tool] = [tool for module in modules for tool in module.TOOLS]
    return sorted(found, key=lambda tool: (tool.last, tool.name))


def suffixes() -> tuple[str, ...]:
    """The endings of readable text files."""
    return tuple(suffix for found in _SUFFIXES.values() for suffix in found)


def text_source(file: str, text: str) -> Source | Unread:
    """The contents of a text, by the suffix of its file, or by how it starts if the suffix is unknown."""
    start = text.lstrip()[:1]
    fallback = json_source if start in ("{", "[") else markdown_source if start in ("#", "*", ">") else csv_source
    named = (source for source, found in _SUFFIXES.items() if file.lower().endswith(found))
    return next(named, fallback)(file, text)


def arrivals(files: Sequence[Source], answers: Answers) -> list[Arrival]:
    """The contents of all files, by tool. Each tool gets only the files that no earlier one has claimed."""
    left = list(files)
    found: list[Arrival] = []
    for tool in tools():
        if answers.system not in (None, tool.name):
            continue
        taken = tool.fits(left)
        if taken:
            found.append(tool.read(taken, answers))
            left = [file for file in left if file not in taken]
    for file in left:
        arrival = Arrival(answers.system or "", [file.file])
        way = "okrctl import --systems lists the supported tools"
        arrival.remark("import-layout", Where(file.file, "1"), "not an export of a supported tool", way, blocks=True)
        found.append(arrival)
    return found
