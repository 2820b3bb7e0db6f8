"""Shell completion: names of a workspace, cached between runs so that completion is fast.

The cache depends on the size and time of every file, so names are current; when these change, files are read again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from okrctl.shell.cache import key, usual
from okrctl.shell.files import CONFIG, find_files, find_root

if TYPE_CHECKING:
    from okrctl.core.company.workspace import Workspace

Names = list[tuple[str, str]]
"""The possible values, each with a description."""

_FEW = 100

Kept = Mapping[str, Sequence[Sequence[str]]]
"""All names of a workspace: ``references``, ``departments``, ``cycles``, ``owners``, ``tags`` and ``metrics``."""


def names_in(root: Path | None) -> Kept:
    """The names in the workspace; none without one."""
    home = find_root(root or Path.cwd())
    if home is None:
        return {}
    cache = usual(home)
    place = key("names", str(home), "")
    kept = cache.get(place)
    if not isinstance(kept, dict) or kept.get("seen") != _seen(home, kept.get("files", ())):
        kept = _read(home)
        cache.put(place, kept)
    found: Kept = kept["names"]
    return found


def starting(kept: Kept, what: str, typed: str = "") -> Names:
    """The names of one kind that start with the typed text."""
    return [(name, about) for name, about in kept.get(what, ()) if name.startswith(typed)]


def fixed_names(what: str) -> Names:
    """Words that okrctl itself defines: ``codes``, ``statuses`` or ``states``."""
    cache = usual(Path.cwd(), workspace=False)
    place = key("words", "", "")
    kept = cache.get(place)
    if not isinstance(kept, dict):
        kept = _words()
        cache.put(place, kept)
    return [(str(name), str(about)) for name, about in kept[what]]


def references(kept: Kept, typed: str) -> Names:
    """References that start with the typed text; only departments if there would be too many."""
    homes, found = starting(kept, "departments", typed), starting(kept, "references", typed)
    if "/" in typed or len(found) <= _FEW or len(homes) == 1:
        return [*homes, *found]
    return [*homes, *((f"{name}/", about) for name, about in homes)]


def _read(home: Path) -> dict[str, object]:
    """The names, and the state of the files they come from."""
    from okrctl.shell.session import load

    ws = load(home, cached=True).workspace
    names = {what: list(found) for what, found in _names(ws)}
    return {"files": list(ws.config.files), "seen": _seen(home, ws.config.files), "names": names}


def _seen(home: Path, patterns: Iterable[str]) -> str:
    """A digest of the sizes and times of all files."""
    from hashlib import sha256

    digest = sha256()
    for path in (CONFIG, *find_files(home, tuple(patterns))):
        found = os.stat(f"{home}/{path}")
        digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _names(ws: Workspace) -> Iterator[tuple[str, Iterable[tuple[str, str]]]]:
    from okrctl.core.company.people import owners_of, tags_of
    from okrctl.core.editor.complete import title_of

    entries = [group[-1] for ids in ws.entries.values() for group in ids.values()]
    yield "references", ((entry.ref, title_of(ws, entry)) for entry in entries)
    yield "departments", ((id, department.name) for id, department in ws.departments.items())
    cycles = {placed.cycle.name: placed.cycle for placed in ws.objectives if placed.cycle}
    yield "cycles", ((name, f"{cycle.start} to {cycle.end}") for name, cycle in sorted(cycles.items()))
    yield "owners", ((name, "") for name in sorted(owners_of(ws)))
    yield "tags", ((name, "") for name in sorted(tags_of(ws)))
    yield "metrics", ((id, metric.title) for id, metric in ws.config.metrics.items())


def _words() -> dict[str, Names]:
    from okrctl.core.contracts.dependency import STATES
    from okrctl.core.findings.rule import rules
    from okrctl.flows.report.look import statuses

    return {
        "codes": [(rule.code, f"{rule.name}: {rule.summary}") for rule in rules()],
        "statuses": [(status, "") for status in statuses()],
        "states": [(state, "") for state in STATES],
    }
