"""The expected order of keys: the format's version first, the plan above the journal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from okrctl.core.format.doc import Doc, inner
from okrctl.core.values.diagnostic import Place, Problem, Related


def key_order(path: str, data: dict[str, Any], doc: type[Doc]) -> Iterator[Problem]:
    """Keys that are out of order.

    ``data`` has its keys in file order.
    """
    keys = list(data)
    if "okrctl" in data and keys[0] != "okrctl":
        message = "`okrctl` is not the first key"
        yield Problem("key-order", Place(path, ("okrctl",), on_key=True), message, "move the line to the top")
    parts = {field.key: field.means.counts for field in inner(doc)}
    journal = next((key for key in keys if parts.get(key) == "journal"), None)
    for name in keys[keys.index(journal) + 1 :] if journal else ():
        if parts.get(name) == "parts":
            above = Related(Place(path, (str(journal),), on_key=True), "the journal starts here")
            message = f"`{name}` is below the journal"
            help = f"move the block above `{journal}`, since new check-ins go to the end"
            yield Problem("key-order", Place(path, (name,), on_key=True), message, help, (above,))
