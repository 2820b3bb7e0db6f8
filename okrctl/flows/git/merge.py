"""``merge-driver``: merge two versions of an OKR file by meaning, or leave it to git."""

from __future__ import annotations

from pathlib import Path

from okrctl.core.merge import apart, flaw, merge
from okrctl.core.values import safe
from okrctl.core.values.counted import counted
from okrctl.core.values.stop import EXIT_FINDINGS, EXIT_OK, Stop
from okrctl.flows.console import Console
from okrctl.shell.merging import merge_by_lines, read_version
from okrctl.shell.write import write_new

EXIT_CONFLICT = 10


def merge_files(console: Console, base: Path, ours: Path, theirs: Path, path: str) -> int:
    """Merge both versions into our file; return the exit code for git.

    ``path`` is the file's name for messages.
    """
    from okrctl.shell.garbage import no_garbage

    shown = safe.path(path)
    texts = _texts(base, ours, theirs)
    if isinstance(texts, str):
        reason: str | None = texts
    else:
        with no_garbage():
            merged = merge(*texts)
        reason = merged.fallback_reason
        if reason is None:
            return _finish(console, ours, merged.text.encode(), merged.conflicts, shown)
    console.complain(f"{shown}: left to git merge-file, which merges by lines: {safe.line(reason or '')}")
    return _by_lines(console, (base, ours, theirs), None if isinstance(texts, str) else texts, shown)


def _texts(*names: Path) -> tuple[str, str, str] | str:
    """The three versions, or why they cannot be OKR files."""
    found = []
    for name in names:
        try:
            data = read_version(name)
        except OSError as error:
            raise Stop(f"{safe.path(str(name))} cannot be read: {error.strerror}", EXIT_FINDINGS) from None
        if data is None:
            return "it is larger than the limit for OKR files"
        try:
            found.append(data.decode())
        except UnicodeDecodeError:
            return "it is not UTF-8"
    return found[0], found[1], found[2]


def _by_lines(console: Console, files: tuple[Path, Path, Path], texts: tuple[str, str, str] | None, shown: str) -> int:
    """Leave the merge to git, and report it as clean only if it is."""
    merged = merge_by_lines(*files)
    if merged is None:
        raise Stop(f"{shown} cannot be merged by lines either", EXIT_FINDINGS)
    data, conflicts = merged
    if not data.strip():
        console.complain(f"{shown}: the merge would leave an empty file, so our version is kept")
        return EXIT_CONFLICT
    wrong = None if conflicts or texts is None else flaw(*texts, data.decode())
    if texts is not None and wrong is not None:
        console.complain(f"{shown}: {wrong}")
        data, conflicts = apart(*texts[1:]).encode(), 1
    return _finish(console, files[1], data, conflicts, shown)


def _finish(console: Console, ours: Path, data: bytes, conflicts: int, shown: str) -> int:
    """Replace our version with the result, completely or not at all; return the exit code."""
    write_new(ours, data, force=True)
    if conflicts:
        console.complain(f"{shown}: {counted(conflicts, 'conflict')}, marked in the file")
    return EXIT_CONFLICT if conflicts else EXIT_OK
