"""JSON: a list of objects, or one object per line."""

from __future__ import annotations

from okrctl.shell.sources.files import Budget, Reader

SUFFIXES = (".json", ".jsonl", ".ndjson")
GZIP = True


def table(paths: list[str], sheet: str | None, budget: Budget) -> Reader:
    """Read unchanged."""
    return Reader("read_json", paths, ", sample_size = -1, union_by_name = true")
