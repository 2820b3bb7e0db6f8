"""Recognizes what a file contains, and which tool made it: with the modules in ``systems/``."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from functools import cache

from okrctl.core.arrival import systems
from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.formats import csv_source, json_source, yaml_source
from okrctl.core.arrival.markdown import markdown_source
from okrctl.core.arrival.source import Source, Unread
from okrctl.core.arrival.tool import Tool
from okrctl.core.arrival.values import Arrival, Where

_SUFFIXES = {
    csv_source: (".csv", ".tsv", ".txt"),
    json_source: (".json",),
    markdown_source: (".md", ".markdown", ".mdown"),
    yaml_source: (".yaml", ".yml"),
}


@cache
def tools() -> Sequence[Tool]:
    """All tools by name; those that accept any file come last."""
    names = [info.name for info in pkgutil.iter_modules(systems.__path__) if not info.name.startswith("_")]
    modules = (importlib.import_module(f"{systems.__name__}.{name}") for name in names)
    found: list[Tool] = [tool for module in modules for tool in module.TOOLS]
    return sorted(found, key=lambda tool: (tool.last, tool.name))


def suffixes() -> tuple[str, ...]:
    """The endings of readable text files."""
    return tuple(suffix for found in _SUFFIXES.values() for suffix in found)


def text_source(file: str, text: str) -> Source | Unread:
    """The contents of a text, by the suffix of its file, or by how it starts if the suffix is unknown."""
    start = text.lstrip()[:1]
    fallback = json_source if start in ("{", "[") else markdown_source if start in ("#", "*", ">") else csv_source
    named = (source for source, found in _SUFFIXES.items() if file.lower().endswith(found))
    return next(named, fallback)(file, text)


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
