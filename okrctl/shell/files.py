"""Finds and reads files of a workspace: only regular files inside it, up to a size limit."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from okrctl.core.values import glob
from okrctl.core.values.diagnostic import Place, Problem, Span
from okrctl.core.values.text import MOST_BYTES, decode

CONFIG = "okrctl.yaml"
_YAML = (".yaml", ".yml")
_FIRST = Span(1, 1, 1, 1)


def find_root(start: Path) -> Path | None:
    """The nearest folder, from ``start`` upward, that has an okrctl.yaml.

    If ``start`` doesn't exist, a workspace around it isn't the one meant.
    """
    start = start.absolute()
    if not start.is_dir():
        return None
    return next((folder for folder in (start, *start.parents) if (folder / CONFIG).is_file()), None)


def repository_prefix(root: Path) -> str:
    """The folder's path within its git repository, ``planning/`` or ``""``; ``""`` without a repository."""
    folder = Path(os.path.realpath(root))
    home = next((above for above in (folder, *folder.parents) if (above / ".git").exists()), folder)
    inside = folder.relative_to(home).as_posix()
    return "" if inside == "." else f"{inside}/"


def find_files(root: Path, patterns: tuple[str, ...]) -> list[str]:
    """Workspace-relative paths (with ``/``) of the files that the patterns match, sorted.

    ``**`` matches any number of folders, ``*`` and ``?`` within a name. Folders with a leading dot are skipped, linked
    folders are not followed. Unreadable folders are included, and so are folders with the name of a file, since files
    may be missing because of them.
    """
    found: set[str] = set()
    together: dict[str, list[str]] = {}
    for pattern in dict.fromkeys(patterns):
        together.setdefault(fixed_part(pattern), []).append(pattern)
    for inside, alike in together.items():
        closed: list[str] = []
        walked = _walk(root, inside, closed)
        found.update(p for p in walked if p != CONFIG and any(glob.matches(p, each) for each in alike))
        found.update(closed)
    return sorted(found)


def matching(paths: Iterable[str], patterns: tuple[str, ...]) -> list[str]:
    """The paths that the patterns match, sorted; for files that don't exist on disk yet."""
    return sorted(path for path in paths if matches(path, patterns))


def matches(path: str, patterns: tuple[str, ...]) -> bool:
    """Whether the patterns match a workspace-relative path (dot-folders are skipped)."""
    if any(step.startswith(".") for step in path.split("/")) or path == CONFIG:
        return False
    return any(glob.matches(path, pattern) for pattern in patterns)


def would_find(root: Path, path: str, patterns: tuple[str, ...]) -> bool:
    """Whether :func:`find_files` would find a new file at a path: no folder on the way may be a link."""
    steps = path.split("/")[:-1]
    folders = (root.joinpath(*steps[: count + 1]) for count in range(len(steps)))
    return matches(path, patterns) and not any(folder.is_symlink() for folder in folders)


def fixed_part(pattern: str) -> str:
    """The leading folders of a pattern without wildcards."""
    steps = pattern.split("/")[:-1]
    fixed = []
    for step in steps:
        if set(step) & set("*?[") or step in ("", ".", ".."):
            break
        fixed.append(step)
    return "/".join(fixed)


def stamps(root: Path, patterns: tuple[str, ...]) -> tuple[tuple[str, object], ...]:
    """A value that changes whenever one of these files, or the settings, is written, created or deleted."""

    def stamp(path: str) -> object:
        try:
            known = os.stat(root / path)
        except OSError:
            return None
        return known.st_ino, known.st_size, known.st_mtime_ns, known.st_ctime_ns

    return tuple((path, stamp(path)) for path in (CONFIG, *find_files(root, patterns)))


def _walk(root: Path, inside: str, closed: list[str]) -> Iterator[str]:
    """Every file below a folder of the root, as a relative path; unreadable folders are added to ``closed``."""
    folders = [inside]
    while folders:
        folder = folders.pop()
        try:
            entries = list(os.scandir(root / folder if folder else root))
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError:
            closed.append(folder or ".")
            continue
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith("."):
                    folders.append(path)
                    if entry.name.endswith(_YAML):
                        yield path
            elif not entry.name.startswith("."):
                yield path


def read_file(root: Path, path: str) -> tuple[str | None, Problem | None]:
    """The text of a file in the workspace, or why it can't be read; see :func:`read_bytes`."""
    raw, problem = read_bytes(root, path)
    return (None, problem) if raw is None else decode(path, raw)


def read_bytes(root: Path, path: str) -> tuple[bytes | None, Problem | None]:
    """The content of a file in the workspace, or why it can't be read.

    Only regular files are read, up to the limit, and never through a link that leads out of the workspace or to hidden
    files (git's own may contain a token).
    """
    try:
        home = _real_home(os.path.abspath(root))
        real = _without_links(home, path)
        if real is None:
            real = os.path.realpath(os.path.join(home, path))
            if os.path.commonpath([real, home]) != home:
                return None, _unreadable(
                    path, "the file is a link that leads out of the workspace", "replace it with the file itself"
                )
            if _is_hidden(os.path.relpath(real, home), path):
                message = "the file is a link that leads to hidden files"
                return None, _unreadable(path, message, "replace it with the file itself")
        descriptor = os.open(real, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return None, _unreadable(
                    path, "this is not a regular file", "remove it, or narrow `files:` in okrctl.yaml"
                )
            return file.read(MOST_BYTES + 1), None
    except IsADirectoryError:
        if path.endswith(_YAML):
            return None, _unreadable(path, "this is a folder, not a file", "rename it")
        help = "check its permissions and the limit on open files (ulimit -n)"
        return None, _unreadable(path, "the folder cannot be read", help)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return None, _unreadable(path, f"the file cannot be read: {reason}", "check its name and permissions")


@lru_cache(maxsize=8)
def _real_home(root: str) -> str:
    """The real path of a folder; if it is moved during a run, files elsewhere are not read."""
    return os.path.realpath(root)


def _without_links(home: str, path: str) -> str | None:
    """The path of a file without links on the way: true for nearly all files, and much cheaper to check."""
    spot = home
    for step in path.split("/"):
        if step in ("", ".", "..") or os.sep != "/":
            return None
        spot = f"{spot}/{step}"
        if stat.S_ISLNK(os.lstat(spot).st_mode):
            return None
    return spot


def _is_hidden(real: str, path: str) -> bool:
    """Whether a link leads to a hidden place, where no OKR files are expected; ``.github`` may contain CODEOWNERS."""
    steps = real.split(os.sep)
    led = steps != os.path.normpath(path).split(os.sep) and steps[-1] != "CODEOWNERS"
    return led and any(step.startswith(".") and step != ".." for step in steps)


def _unreadable(path: str, message: str, help: str) -> Problem:
    return Problem("unreadable-file", Place(path, span=_FIRST), message, help)
