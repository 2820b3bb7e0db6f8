"""The topics of ``okrctl help``: a text file each, numbered in reading order; the first line is the title."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def _files() -> dict[str, str]:
    found = sorted(path.name for path in files(__name__).iterdir() if path.name.endswith(".txt"))
    return {name.partition("-")[2].removesuffix(".txt"): name for name in found}


def names() -> list[str]:
    """The topics in reading order."""
    return list(_files())


def text(name: str) -> str:
    """The text of a topic."""
    return files(__name__).joinpath(_files()[name]).read_text(encoding="utf-8")


def title(name: str) -> str:
    """Its first line."""
    return text(name).partition("\n")[0]
