"""Recognizes what a file contains, and which tool made it: with the modules in ``containers/`` and ``systems/``."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from functools import cache
from types import ModuleType

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.source import Source, Unread
from okrctl.core.arrival.tool import Tool
from okrctl.core.arrival.values import Arrival, Where

CONTAINERS = "okrctl.core.arrival.containers"
SYSTEMS = "okrctl.core.arrival.systems"


@cache
def _modules(package: str) -> tuple[ModuleType, ...]:
    home = importlib.import_module(package)
    names = sorted(info.name for info in pkgutil.iter_modules(home.__path__) if not info.name.startswith("_"))
    return tuple(importlib.import_module(f"{package}.{name}") for name in names)


def tools() -> list[Tool]:
    """All tools by name; those that accept any file come last."""
    found: list[Tool] = [tool for module in _modules(SYSTEMS) for tool in module.TOOLS]
    return sorted(found, key=lambda tool: (tool.last, tool.name))


def suffixes() -> tuple[str, ...]:
    """The endings of readable text files."""
    return tuple(suffix for module in _modules(CONTAINERS) for suffix in module.SUFFIXES)


def text_source(file: str, text: str) -> Source | Unread:
    """The contents of a text, by the suffix of its file, or by how it starts if the suffix is unknown."""
    name = file.lower()
    for module in _modules(CONTAINERS):
        if name.endswith(module.SUFFIXES):
            found: Source | Unread = module.source(file, text)
            return found
    start = text.lstrip()[:1]
    kind = "json" if start in ("{", "[") else "markdown" if start in ("#", "*", ">") else "csv"
    made: Source | Unread = importlib.import_module(f"{CONTAINERS}.{kind}").source(file, text)
    return made


def arrivals(files: Sequence[Source], answers: Answers) -> list[Arrival]:
    """The contents of all files, by tool. Each tool gets only the files that no earlier one has claimed."""
    left = list(files)
    found: list[Arrival] = []
    for tool in tools():
        if answers.system not in (None, tool.name):
            continue
        taken = tool.fits(left)
        if taken:
            found.append(tool.read(taken, answers))
            left = [file for file in left if file not in taken]
    for file in left:
        arrival = Arrival(answers.system or "", [file.file])
        way = "okrctl import --systems lists the supported tools"
        arrival.remark("import-layout", Where(file.file, "1"), "not an export of a supported tool", way, blocks=True)
        found.append(arrival)
    return found
