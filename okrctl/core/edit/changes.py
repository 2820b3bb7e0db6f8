"""Changes of a document as values: their effect on its data, and on its text.

Both are computed independently, and a change of text is accepted only if it reads as the changed data.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from okrctl.core.edit.append import append_item, put_key
from okrctl.core.edit.cut import cut, move_key
from okrctl.core.edit.proof import BOM, Edit, Refusal
from okrctl.core.edit.substitute import Spot, enclose, substitute
from okrctl.core.edit.written import Value, item, pair
from okrctl.core.values.data import unshared
from okrctl.core.values.diagnostic import DocPath
from okrctl.core.values.frozen import frozen
from okrctl.core.yaml import read

# keys that grow or are long come last
_BELOW = {"objectives": ("kpis", "check_ins"), "kpis": ("check_ins",)}
_LAST = ("key_results", "initiatives")


@frozen
class Put:
    """Set a key: replace its text, or add it to its mapping."""

    path: DocPath
    value: Value


@frozen
class Add:
    """Append an item to a list; a missing list is created, and a single value becomes its first item."""

    path: DocPath
    value: Value


@frozen
class Rename:
    """Rename the last key of a path. All other changes use the old paths."""

    path: DocPath
    key: str


@frozen
class Cut:
    """Remove a key or a list item; a list is removed with its last item."""

    path: DocPath


@frozen
class Move:
    """Move a top-level key, with its value, above another one (above all others if empty)."""

    path: DocPath
    above: str = ""


Change = Put | Add | Rename | Cut | Move


def carry_out(name: str, text: str, changes: Sequence[Change]) -> str | Refusal:
    """The text with these changes and no others, proven to read as the changed data.

    ``text`` includes the byte order mark. No change may concern something that another one adds.
    """
    before = read(name, text.removeprefix(BOM))
    if before.broken or not isinstance(before.data, dict):
        return Refusal("the file cannot be read: okrctl validate shows what is wrong")
    after = _apply(text, before.data, changes)
    if isinstance(after, Refusal):
        return after
    reading = read(name, after.removeprefix(BOM))
    if len(reading.problems) > len(before.problems):
        return Refusal(f"the file would have a new problem: {reading.problems[-1].message}")
    if reading.broken or reading.data != _changed(before.data, changes):
        return Refusal("the changed file would not read as intended")
    return after


def _apply(text: str, data: Any, changes: Sequence[Change]) -> str | Refusal:
    spots: dict[Spot, str] = {}
    new: list[Put | Add] = []
    gone: list[DocPath] = []
    moves: list[Move] = []
    for change in changes:
        if isinstance(change, Cut):
            gone.append(change.path)
        elif isinstance(change, Move):
            moves.append(change)
        elif isinstance(change, Rename):
            spots[Spot(change.path, on_key=True)] = change.key
        elif isinstance(change, Put) and _is_there(data, change.path):
            if not isinstance(change.value, str) or isinstance(_at(data, change.path), list | dict):
                return Refusal(f"{change.path[-1]} isn't a plain text")
            spots[Spot(change.path)] = change.value
        else:
            new.append(change)
    edit: Edit | Refusal = substitute(text, spots) if spots else Edit(text, ())
    for change in new:
        if isinstance(edit, Refusal):
            return edit
        edit = _add(edit.text, data, change)
    for move in moves:
        if not isinstance(edit, Refusal):
            edit = move_key(edit.text, str(move.path[-1]), move.above)
    if isinstance(edit, Refusal):
        return edit
    # additions come last in their list or mapping, so that other paths stay valid
    return cut(edit.text, gone)


def _add(text: str, data: Any, change: Put | Add) -> Edit | Refusal:
    *steps, key = change.path
    if isinstance(change, Add) and _is_there(data, change.path):
        there = _at(data, change.path)
        if there is None or isinstance(there, list):
            return append_item(text, change.path, item(change.value))
        return enclose(text, change.path, item(change.value).flow)
    value = change.value if isinstance(change, Put) else [change.value]
    return put_key(text, tuple(steps), pair(str(key), value), _BELOW.get(str(key), _LAST))


def _is_there(data: Any, path: DocPath) -> bool:
    parent, step = _at(data, path[:-1]), path[-1]
    return 0 <= step < len(parent) if isinstance(step, int) else step in parent


def _at(data: Any, path: DocPath) -> Any:
    for step in path:
        data = data[step]
    return data


def _changed(data: Any, changes: Sequence[Change]) -> Any:
    """The data with all changes; keys are renamed last, since paths are the old ones."""
    data = unshared(data)
    # renames are grouped by mapping, so that each is rebuilt only once, innermost first
    renamed: dict[DocPath, dict[Any, str]] = {}
    gone = [change.path for change in changes if isinstance(change, Cut)]
    for change in changes:
        *steps, last = change.path
        if isinstance(change, Cut | Move):
            continue
        if isinstance(change, Rename):
            renamed.setdefault(tuple(steps), {})[last] = change.key
        else:
            home: Any = _at(data, tuple(steps))
            home[last] = _value(home.get(last) if isinstance(home, dict) else home[last], change)
    for path in sorted(gone, key=lambda path: [(isinstance(step, str), step) for step in path], reverse=True):
        _take_out(data, path)
    for path in sorted(renamed, key=len, reverse=True):
        names, home = renamed[path], _at(data, path)
        items = [(names.get(key, key), inner) for key, inner in home.items()]
        home.clear()
        home.update(items)
    return data


def _take_out(data: Any, path: DocPath) -> None:
    """Delete the value at a path; a list is deleted with its last item."""
    home = _at(data, path[:-1])
    if isinstance(home, list) and len(home) == 1:
        _take_out(data, path[:-1])
    else:
        del home[path[-1]]


def _value(there: Any, change: Change) -> Any:
    """The value at a path after a change."""
    if isinstance(change, Add):
        return [*(there if isinstance(there, list) else [] if there is None else [there]), change.value]
    return change.value if isinstance(change, Put) else there
