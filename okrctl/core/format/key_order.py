"""The order in which readers expect keys: the format's version first, the plan above the journal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from okrctl.core.values.diagnostic import Place, Problem, Related

_PLAN = ("objectives", "kpis")
_JOURNAL = "check_ins"


def key_order(path: str, data: dict[str, Any]) -> Iterator[Problem]:
    """What stands in another order than expected.

    Args:
        path: the file, for problems.
        data: its plain data, keys in the order of the file.
    """
    keys = list(data)
    if "okrctl" in data and keys[0] != "okrctl":
        message = "`okrctl` is not the first key"
        yield Problem("key-order", Place(path, ("okrctl",), on_key=True), message, "move the line to the top")
    if _JOURNAL not in data:
        return
    for name in keys[keys.index(_JOURNAL) + 1 :]:
        if name in _PLAN:
            above = Related(Place(path, (_JOURNAL,), on_key=True), "the journal begins here")
            message = f"`{name}` stands below the journal"
            help = "move the block above `check_ins`, which grows at its end"
            yield Problem("key-order", Place(path, (name,), on_key=True), message, help, (above,))
