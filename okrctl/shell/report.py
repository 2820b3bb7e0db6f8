"""Writes a report to a file: completely or not at all, and never over a file that okrctl reads."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from okrctl.core.company.workspace import Workspace
from okrctl.core.model.origin import Source
from okrctl.shell.door import pour, real_place
from okrctl.shell.write import WriteError, write_new

_ELSEWHERE = "choose another file"
_TOLD = {"codeowners", ".gitattributes", ".gitmodules"}


def write_data(path: Path, data: bytes) -> None:
    """Write the content to a path; devices and pipes (``/dev/null``) are written to directly.

    Raises:
        WriteError: it is a folder, an OKR file or a link out of the repository, or cannot be written.
    """
    shown = path.as_posix()
    try:
        if path.is_dir():
            raise WriteError(f"{shown} is a folder", "name a file in it")
        if path.exists() and not path.is_file():
            pour(path, data)
            return
        real = real_place(path)
        if _is_of_git(path):
            raise WriteError(f"{shown} belongs to git or configures it: a report never replaces such files", _ELSEWHERE)
        if _is_input(path):
            raise WriteError(f"{shown} exists and is YAML or an OKR file: a report never replaces one")
        if path.exists() and _is_source(path):
            raise WriteError(
                f"{shown} is a source that values are computed from: a report never replaces one", _ELSEWHERE
            )
    except OSError as error:
        raise WriteError(f"{shown} cannot be written: {error.strerror}") from error
    write_new(real, data, force=True)


def _is_input(path: Path) -> bool:
    """Whether this file looks like okrctl's input: any YAML, or any file with the format's first key."""
    if not path.exists():
        return False
    if path.suffix.lower() in {".yaml", ".yml"}:
        return True
    with path.open("rb") as file:
        return any(line.startswith(b"okrctl:") for line in file.read(4096).removeprefix(b"\xef\xbb\xbf").splitlines())


def _is_of_git(path: Path) -> bool:
    """Whether it is one of git's own files, where a text may become a program; links are followed."""
    steps = Path(os.path.realpath(path)).parts
    return ".git" in map(str.lower, steps) or steps[-1].lower() in _TOLD


def _is_source(path: Path) -> bool:
    """Whether something in the workspace around this file is computed from it."""
    from okrctl.shell.files import find_root
    from okrctl.shell.session import WorkspaceError, load

    real = os.path.realpath(path)
    root = find_root(Path(real).parent)
    if root is None:
        return False
    try:
        workspace = load(root, cached=True).workspace
    except WorkspaceError:
        return False
    home = os.path.realpath(root)
    texts = [text for source in _sources(workspace) for text in (*(file for _, file in source.tables), source.database)]
    return any(text is not None and _means(text, home, real) for text in texts)


def _sources(workspace: Workspace) -> Iterator[Source]:
    goals = [goal.current for file in workspace.files for goal in file.objectives]
    found = [metric.source for metric in workspace.config.metrics.values()]
    found += [kpi.source for file in workspace.files for kpi in file.kpis]
    found += [result.source for goal in goals for result in goal.key_results]
    yield from filter(None, found)


def _means(text: str, home: str, real: str) -> bool:
    """Whether a source's file, by name or by pattern, is the one at that place."""
    if os.path.realpath(os.path.join(home, text)) == real:
        return True
    names, steps = os.path.relpath(real, home).split(os.sep), os.path.normpath(text).split(os.sep)
    return len(names) == len(steps) and all(map(fnmatchcase, names, steps))
