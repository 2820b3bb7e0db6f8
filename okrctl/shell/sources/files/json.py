"""JSON: a list of objects, or one object per line."""

from __future__ import annotations

import gzip
import zlib

from okrctl.shell.sources.answer import Refused
from okrctl.shell.sources.files import Budget, Reader

SUFFIXES = (".json", ".jsonl", ".ndjson")
GZIP = True
_CHUNK = 1 << 20
_ENDS = {b"[": b"]", b"{": b"}"}


def table(paths: list[str], sheet: str | None, budget: Budget) -> Reader:
    """Read unchanged, if it is complete: the engine would take what there is of a list that breaks off."""
    for path in paths:
        try:
            first, last = _ends(path)
        except (OSError, EOFError, zlib.error) as error:
            raise Refused("source-unread", f"{path} cannot be read as JSON: {error}", None, of_query=False) from None
        if first not in _ENDS:
            message = f"{path} is not JSON in UTF-8 that begins with [ or {{"
            raise Refused("source-unread", message, "export it again, without a byte order mark", of_query=False)
        if last != _ENDS[first]:
            raise Refused("source-unread", f"{path} breaks off", "export it again", of_query=False)
    return Reader("read_json", paths, ", sample_size = -1, union_by_name = true")


def _ends(path: str) -> tuple[bytes, bytes]:
    """The first and the last byte that is no blank."""
    first = last = b""
    with gzip.open(path) if path.endswith(".gz") else open(path, "rb") as file:
        while chunk := file.read(_CHUNK):
            text = chunk.strip()
            first, last = first or text[:1], text[-1:] or last
    return first, last
