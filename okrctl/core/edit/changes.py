"""Changes of a document as values: what they make of its data, and of its text.

Both are worked out independently, and a change of text is accepted only if it reads as the changed data.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from okrctl.core.edit.append import append_item
from okrctl.core.edit.cut import cut
from okrctl.core.edit.move_key import move_key
from okrctl.core.edit.proof import BOM, Edit, Refusal
from okrctl.core.edit.put import put_key
from okrctl.core.edit.substitute import Spot, enclose, substitute
from okrctl.core.edit.written import Value, item, pair
from okrctl.core.values.diagnostic import DocPath
from okrctl.core.values.frozen import frozen
from okrctl.core.yaml import read

# what grows, or is long, stands below what is said about it
_BELOW = {"objectives": ("kpis", "check_ins"), "kpis": ("check_ins",)}
_LAST = ("key_results", "initiatives")


@frozen
class Put:
    """A value under a key: instead of the text that stands there, or as a new key of its mapping."""

    path: DocPath
    value: Value


@frozen
class Add:
    """One more item of a list; without one it is begun, and a value that stands alone becomes its first item."""

    path: DocPath
    value: Value


@frozen
class Rename:
    """Another name for the last key of a path. All other changes are about paths as they were before."""

    path: DocPath
    key: str


@frozen
class Cut:
    """A key or a list item that goes; a list goes with its last item."""

    path: DocPath


@frozen
class Move:
    """A key of the file that is to stand above another one before it (above all others if empty), with all it holds."""

    path: DocPath
    above: str = ""


Change = Put | Add | Rename | Cut | Move


def carry_out(name: str, text: str, changes: Sequence[Change]) -> str | Refusal:
    """The text with all changes made and nothing else, proven to read as the data with these changes made.

    Args:
        name: names the file.
        text: its whole text, byte order mark included.
        changes: told apart by what stands in the text; none may concern what another one adds.
    """
    before = read(name, text.removeprefix(BOM))
    if before.broken or not isinstance(before.data, dict):
        return Refusal("the file cannot be read: okrctl validate shows what is wrong")
    after = _apply(text, before.data, changes)
    if isinstance(after, Refusal):
        return after
    reading = read(name, after.removeprefix(BOM))
    if reading.broken or reading.data != _changed(before.data, changes):
        return Refusal("the change would not read back as it was meant")
    if len(reading.problems) > len(before.problems):
        return Refusal(f"the file would have one problem more: {reading.problems[-1].message}")
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
                return Refusal(f"{change.path[-1]} holds more than a text")
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
    # what is added comes last in its list or mapping, so that everything else still is where it was
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
    """The data with all changes made; renamed keys last, since paths are those of before."""
    data = _copy(data)
    # what is renamed is gathered by its mapping, so that each is made anew only once; the innermost come first
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
    """Delete what stands at a path; a list goes with its last item."""
    home = _at(data, path[:-1])
    if isinstance(home, list) and len(home) == 1:
        _take_out(data, path[:-1])
    else:
        del home[path[-1]]


def _copy(data: Any) -> Any:
    """Lists and mappings of its own for each place, also where an alias stood."""
    if isinstance(data, dict):
        return {key: _copy(value) for key, value in data.items()}
    return [_copy(value) for value in data] if isinstance(data, list) else data


def _value(there: Any, change: Change) -> Any:
    """What stands at the end of a path after a change."""
    if isinstance(change, Add):
        return [*(there if isinstance(there, list) else [] if there is None else [there]), change.value]
    return change.value if isinstance(change, Put) else there
