"""The shape of a file: its items with their titles, and what can be folded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from okrctl.core.company.workspace import Workspace
from okrctl.core.editor.complete import title_of
from okrctl.core.editor.names import entries_of
from okrctl.core.format.doc import fields
from okrctl.core.model.files import department_doc
from okrctl.core.values.diagnostic import DocPath, Span
from okrctl.core.values.frozen import frozen
from okrctl.core.yaml.locate import Places

_KEY = re.compile(r"^([A-Za-z_][\w-]*):")
_ITEM = re.compile(r"^ *- ")


@frozen
class Symbol:
    """An item of a file: its id and title, all of it, and where its id stands."""

    name: str
    title: str
    kind: str
    whole: Span
    id: Span
    parts: tuple[Symbol, ...] = ()


@frozen
class Fold:
    """Lines that can be folded, counted from 0; the first one stays."""

    first: int
    last: int


def symbols(ws: Workspace, path: str, places: Places) -> list[Symbol]:
    """Objectives with their key results, and KPIs, in the order of the file."""
    found: list[Symbol] = []
    inside: dict[DocPath, list[Symbol]] = {}
    # key results come before their objectives
    for entry in sorted(entries_of(ws, path), key=lambda each: -len(each.at)):
        whole = places.values.get(entry.at)
        if whole is None:
            continue
        id = places.values.get((*entry.at, "id"), whole)
        parts = _ordered(inside.get(entry.at, []))
        symbol = Symbol(entry.id, title_of(ws, entry), entry.kind, whole, id, parts)
        (inside.setdefault(entry.at[:-2], []) if entry.kind == "key_result" else found).append(symbol)
    return list(_ordered(found))


def folds(text: str) -> Iterator[Fold]:
    """Everything under a key of the file, and each item of its lists; the journal entry by entry."""
    lists = {field.key for field in fields(department_doc())}
    lines = text.split("\n")
    open_key: int | None = None
    open_item: tuple[int, int] | None = None
    last = 0
    for number, line in enumerate(lines):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        key = _KEY.match(line)
        item = _ITEM.match(line) if open_key is not None else None
        column = item.end() if item else 0
        if item and open_item is not None and column > open_item[1]:
            item = None
        if (key or item) and open_item is not None:
            yield from _fold(open_item[0], last)
            open_item = None
        if key:
            yield from _fold(open_key, last)
            open_key = number if key[1] in lists else None
        elif item:
            open_item = (number, column)
        last = number
    if open_item is not None:
        yield from _fold(open_item[0], last)
    yield from _fold(open_key, last)


def _fold(first: int | None, last: int) -> Iterator[Fold]:
    if first is not None and last > first:
        yield Fold(first, last)


def _ordered(found: list[Symbol]) -> tuple[Symbol, ...]:
    return tuple(sorted(found, key=lambda each: (each.whole.line, each.whole.column)))
