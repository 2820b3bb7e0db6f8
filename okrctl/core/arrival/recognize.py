"""Which tool made which file: the modules of ``systems/``, and what each of them takes."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from functools import cache
from types import ModuleType

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.source import Source, Unread
from okrctl.core.arrival.values import Arrival, Where

CONTAINERS = "okrctl.core.arrival.containers"
SYSTEMS = "okrctl.core.arrival.systems"


@cache
def _modules(package: str) -> tuple[ModuleType, ...]:
    home = importlib.import_module(package)
    names = sorted(info.name for info in pkgutil.iter_modules(home.__path__) if not info.name.startswith("_"))
    return tuple(importlib.import_module(f"{package}.{name}") for name in names)


def systems() -> tuple[ModuleType, ...]:
    """All of them; those that take whatever is left over come last."""
    return tuple(sorted(_modules(SYSTEMS), key=lambda module: getattr(module, "LAST", False)))


def suffixes() -> tuple[str, ...]:
    """The endings of the files whose text can be read."""
    return tuple(suffix for module in _modules(CONTAINERS) for suffix in module.SUFFIXES)


def text_source(file: str, text: str) -> Source | Unread:
    """What a text holds, by the ending of its file's name; without a known one by how it begins."""
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
    """What all files bring, by tool. A tool is asked for those files that no other one has taken."""
    left = list(files)
    found: list[Arrival] = []
    for module in systems():
        if answers.system not in (None, module.NAME):
            continue
        taken = module.fits(left)
        if taken:
            found.append(module.read(taken, answers))
            left = [file for file in left if file not in taken]
    for file in left:
        arrival = Arrival(answers.system or "", [file.file])
        way = "okrctl import --systems lists the supported tools"
        arrival.remark("import-layout", Where(file.file, "1"), "not an export of a supported tool", way, blocks=True)
        found.append(arrival)
    return found
