"""Parquet."""

from __future__ import annotations

from okrctl.shell.sources.files import Budget, Reader

SUFFIXES = (".parquet",)
GZIP = False


def table(paths: list[str], sheet: str | None, budget: Budget) -> Reader:
    """Read unchanged."""
    return Reader("read_parquet", paths, ", union_by_name = true")
