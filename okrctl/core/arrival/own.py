"""okrctl's own export: the data of all files, as one mapping or as rows, and back without loss.

A row has the usual keys in columns, for people; ``rest`` has everything else exactly, as JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from okrctl.core.arrival.emit import mapping_lines
from okrctl.core.edit.written import Plain
from okrctl.core.format.doc import free_keys
from okrctl.core.model.files import department_doc
from okrctl.core.values import safe
from okrctl.core.values.frozen import frozen

SCHEMA = "okrctl/export/v1"
COLUMNS = (
    "kind", "path", "department", "id", "objective", "title", "cycle", "owner", "why", "unit", "baseline", "target",
    "change", "at_least", "at_most", "count", "done_when", "graded", "due", "weight", "date", "by", "value",
    "confidence", "projected", "note", "name", "lead", "rest",
)  # fmt: skip
_PLACED = ("kind", "path", "department", "objective", "rest")
_KEYED = tuple(column for column in COLUMNS if column not in _PLACED)
_NAME = "@id"
_LISTS = {"objectives": "objective", "kpis": "kpi", "check_ins": "check-in"}
_MORE = "result with more"
_LITERAL = re.compile(
    r"[+-]?[0-9][0-9A-Za-z.%/-]*|FY[0-9H Q-]+|[a-z0-9][a-z0-9-]*(/[a-z0-9-]+)+(@[\w/-]+)?|true|done|open"
)


@frozen
class Exported:
    """The data of okrctl.yaml, and of each file by its path."""

    settings: Mapping[str, Any]
    files: Mapping[str, Any]


class Unsound(ValueError):  # noqa: N818 - it says what is wrong with rows
    """Rows or data that aren't an export; the message says where."""


def packed(exported: Exported) -> dict[str, Any]:
    """The export as one mapping."""
    files = [{"path": path, "data": data} for path, data in exported.files.items()]
    return {"schema": SCHEMA, "settings": exported.settings, "files": files}


def unpacked(data: Any) -> Exported:
    """The export in a mapping.

    Raises:
        Unsound: it is none.
    """
    files = data.get("files") if isinstance(data, dict) else None
    settings = data.get("settings") if isinstance(data, dict) else None
    if not isinstance(files, list) or not isinstance(settings, dict):
        raise Unsound("it has no files or no settings")
    found: dict[str, Any] = {}
    for number, each in enumerate(files):
        if not (isinstance(each, dict) and isinstance(each.get("path"), str) and isinstance(each.get("data"), dict)):
            raise Unsound(f"files[{number}] has no path or no data")
        found[each["path"]] = each["data"]
    return Exported(settings, found)


def rows_of(exported: Exported) -> Iterator[tuple[str, ...]]:
    """A row for the settings, for each file, objective, key result, KPI, check-in and result; in their order."""
    yield _row("settings", "", "", "", exported.settings)
    for path, data in exported.files.items():
        home = str(data.get("department") or "")
        lists = {
            key: data[key]
            for key in _LISTS
            if isinstance(data.get(key), list) and all(isinstance(e, dict) for e in data[key])
        }
        own = {key: value for key, value in data.items() if key not in lists}
        yield _row("file", path, home, "", {**own, **{key: [] for key in lists}})
        for key, items in lists.items():
            for each in items:
                yield from _item_rows(_LISTS[key], path, home, each)


def _item_rows(kind: str, path: str, home: str, item: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    inner = {"objective": "key_results", "check-in": "results"}.get(kind, "")
    held = item.get(inner)
    if kind == "objective" and isinstance(held, list) and all(isinstance(each, dict) for each in held):
        yield _row(kind, path, home, "", {**item, inner: []})
        for each in held:
            yield _row("key result", path, home, str(item.get("id") or ""), each)
    elif kind == "check-in" and isinstance(held, dict) and all(isinstance(each, str | dict) for each in held.values()):
        yield _row(kind, path, home, "", {**item, inner: {}})
        for id, said in held.items():
            plain, shown = isinstance(said, str), safe.csv(id)
            # a name that a cell can't hold unchanged
            data = {} if shown == id == id.strip() != "" else {_NAME: id}
            data |= {"value": said} if plain else said
            row = {"date": str(item.get("date") or ""), "id": shown}
            yield _row("result" if plain else _MORE, path, home, "", data, row)
    else:
        yield _row(kind, path, home, "", item)


def _row(
    kind: str, path: str, home: str, objective: str, data: Mapping[str, Any], shown: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """One row. Values that a spreadsheet would take for a formula, or that a cell can't hold, are exact in ``rest``."""
    cells = {"kind": kind, "path": path, "department": home, "objective": objective, **(shown or {})}
    rest: dict[str, Any] = {}
    for key, value in data.items():
        if key in _KEYED and isinstance(value, str):
            cells[key] = safe.csv(value)
            if cells[key] != value or value != value.strip() or not value or key in (shown or {}):
                rest[key] = value
        else:
            rest[key] = value
    if rest:
        # some spreadsheets split cells at semicolons
        cells["rest"] = json.dumps(rest).replace(";", "\\u003b")
    return tuple(cells.get(column, "") for column in COLUMNS)


def from_rows(heading: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]) -> Exported:
    """The export from its rows, each with its line.

    Raises:
        Unsound: a row does not belong to what stands above it.
    """
    settings: dict[str, Any] = {}
    files: dict[str, Any] = {}
    for line, row in rows:
        cells = dict(zip(heading, row, strict=False))
        kind, path, data = cells.get("kind", ""), cells.get("path", ""), _data(cells, line)
        if kind == "settings":
            settings = data
        elif kind == "file":
            files[path] = data
        else:
            _attach(kind, files.get(path), data, cells, line)
    return Exported(settings, files)


def _data(cells: Mapping[str, str], line: int) -> dict[str, Any]:
    try:
        rest = json.loads(cells.get("rest") or "{}")
    except (ValueError, RecursionError):
        raise Unsound(f"line {line}: rest isn't JSON") from None
    if not isinstance(rest, dict):
        raise Unsound(f"line {line}: rest isn't a mapping")
    said = {key: cells[key] for key in _KEYED if cells.get(key) and key not in rest}
    return {**said, **rest}


def _attach(kind: str, file: Any, data: dict[str, Any], cells: Mapping[str, str], line: int) -> None:
    """Add one row to what it belongs to above."""
    home: Any
    if kind in _LISTS.values():
        key = next(name for name, each in _LISTS.items() if each == kind)
        home = file.get(key) if isinstance(file, dict) else None
    elif kind == "key result":
        objectives = file.get("objectives") if isinstance(file, dict) else None
        home = objectives[-1].get("key_results") if objectives else None
    else:
        entries = file.get("check_ins") if isinstance(file, dict) else None
        home = entries[-1].get("results") if entries and kind in ("result", _MORE) else None
    if isinstance(home, list):
        home.append(data)
    elif isinstance(home, dict):
        rest = json.loads(cells.get("rest") or "{}")
        for name in {"date", "id"} - rest.keys():
            data.pop(name, None)
        home[data.pop(_NAME, cells.get("id", ""))] = data if kind == _MORE else data.get("value", "")
    else:
        raise Unsound(f"line {line}: no row above that this {kind or 'row'} belongs to")


def file_text(data: Mapping[str, Any]) -> str:
    """A file with this data: numbers and dates without quotes, as people write them."""
    return "\n".join(mapping_lines(_written("", data))) + "\n"


def _written(key: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _written(name, each) for name, each in value.items()}
    if isinstance(value, list):
        return [_written(key, each) for each in value]
    free = key in free_keys(department_doc()) or key.startswith("x-")
    return Plain(value) if isinstance(value, str) and not free and _LITERAL.fullmatch(value) else value
