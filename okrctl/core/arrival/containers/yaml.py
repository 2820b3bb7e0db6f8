"""YAML, read like okrctl's own files: no tags, no merge keys, and limits while reading."""

from __future__ import annotations

from okrctl.core.arrival.source import Source, Unread
from okrctl.core.findings.diagnose import Positions, diagnose
from okrctl.core.yaml import read

SUFFIXES = (".yaml", ".yml")


def source(file: str, text: str) -> Source | Unread:
    """The data of a text; its numbers and dates are texts."""
    reading = read(file, text)
    if reading.broken or reading.data is None:
        found = diagnose(reading.problems[:1], Positions(lambda path: text), {}, ())
        if not found:
            return Unread(file, "the file is empty", "export it again", "1")
        return Unread(file, found[0].message, found[0].help or "", f"{found[0].span.line}:{found[0].span.column}")
    return Source(file, data=reading.data)
