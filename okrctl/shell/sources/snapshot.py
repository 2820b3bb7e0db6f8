"""Copies of a source's files, made before anything is computed: only regular files in allowed folders.

The engine sees only these copies, and their digests identify exactly what a value was computed from.
"""

from __future__ import annotations

import fnmatch
import glob
import os
import stat
from collections.abc import Iterable
from difflib import get_close_matches
from hashlib import sha256
from itertools import takewhile
from pathlib import Path
from typing import Any

from okrctl.core.model.origin import Fault, Source
from okrctl.core.values.frozen import frozen
from okrctl.shell.sources.files import suffixes

MOST_BYTES = 256 << 20
MOST_FILES = 1000
MOST_STEPS = 32
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_SQLITE = b"SQLite format 3\0"
_LOGS = ("-wal",)
_JOURNAL = "-journal"


@frozen
class Table:
    """Copies that form one table. ``shown`` is their name in the source, ``digest`` that of all contents in order."""

    name: str
    format: str
    paths: tuple[str, ...]
    shown: str
    digest: str


class _RefusedError(Exception):
    """Carries a fault up the call stack."""

    def __init__(self, rule: str, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.rule, self.message, self.help = rule, message, help


class Snapshot:
    """Copies in a private folder.

    Relative names start at ``root``, the workspace; files may also be in ``allowed`` folders. Copies go to ``folder``.
    """

    def __init__(self, root: Path, allowed: Iterable[str], folder: Path) -> None:
        self.root = os.path.realpath(root)
        self.bounds = [self.root, *(os.path.realpath(os.path.join(self.root, name)) for name in allowed)]
        self.folder = folder
        self.left = MOST_BYTES
        self.count = 0

    def tables(self, source: Source) -> list[Table] | Fault:
        """The tables of a source, or why they can't be copied."""
        found = []
        for name, text in source.tables:
            at = ("file",) if source.value is not None or len(source.tables) == 1 else ("files", name)
            try:
                found.append(self._table(name, text))
            except _RefusedError as refused:
                return Fault(refused.rule, refused.message, refused.help, at)
        return found

    def database(self, text: str) -> Table | Fault:
        """A copy of a SQLite database and its write-ahead log.

        A rollback journal is never copied: SQLite deletes the file that a journal names as its super-journal.
        """
        try:
            (real,) = self._real(text, [os.path.join(self.root, text)])
            before = os.stat(real)
            _check_journal(real, text)
            copy, digest = self._copy(real, text, ".sqlite")
            with open(copy, "rb") as file:
                if file.read(len(_SQLITE)) != _SQLITE:
                    raise _RefusedError(
                        "source-unread", f"{text} is not a SQLite database", "name other files by `file:`"
                    )
            beside = [end for end in _LOGS if os.path.lexists(real + end)]
            digests = [digest, *(self._copy(real + end, text + end, end, beside=copy)[1] for end in beside)]
            _check_journal(real, text)
            if _state(before) != _state(os.stat(real)):
                raise _busy(text)
            digest = digest if len(digests) == 1 else sha256("".join(digests).encode()).hexdigest()
        except OSError as error:
            return Fault("source-unread", *_missing(real, text, error), ("database",))
        except _RefusedError as refused:
            return Fault(refused.rule, refused.message, refused.help, ("database",))
        return Table("", "sqlite", (copy,), text, digest)

    def copies(self, text: str) -> list[tuple[str, str]] | Fault:
        """A copy of each file that a name or pattern matches, with its workspace-relative path; or why not."""
        try:
            places = self._real(text, self._matches(text))
            suffix = os.path.splitext(text)[1].lower()
            return [(os.path.relpath(real, self.root), self._copy(real, text, suffix)[0]) for real in places]
        except _RefusedError as refused:
            return Fault(refused.rule, refused.message, refused.help)

    def _table(self, name: str, text: str) -> Table:
        places = self._real(text, self._matches(text))
        packed = ".gz" if text.endswith(".gz") else ""
        suffix = os.path.splitext(text.removesuffix(".gz"))[1].lower() + packed
        kind = suffixes().get(suffix)
        if kind is None:
            known = ", ".join(sorted(suffixes()))
            raise _RefusedError("source-unread", f"{text} has an unsupported format", f"supported: {known}")
        copies, digest = [], sha256()
        for real in places:
            copy, part = self._copy(real, text, suffix)
            copies.append(copy)
            digest.update(part.encode())
        whole = part if len(copies) == 1 else digest.hexdigest()
        return Table(name, kind, tuple(copies), text, whole)

    def _matches(self, text: str) -> list[str]:
        """The file with that name, or else those that match it as a pattern."""
        full = os.path.join(self.root, text)
        if os.path.lexists(full) or not glob.has_magic(text):
            return [full]
        steps = text.split("/")
        fixed = list(takewhile(lambda step: not glob.has_magic(step), steps))
        found = [os.path.join(self.root, "/" if text.startswith("/") else "", *fixed)]
        if ".." in steps[len(fixed) :]:
            raise _RefusedError("source-outside", f"{text} goes up again after a wildcard", "put `..` before it")
        if len(steps) > MOST_STEPS:
            raise _RefusedError("source-limit", f"the pattern has more than {MOST_STEPS} folders", "name it directly")
        # step by step, so that nothing outside is even listed, whatever links are on the way
        for step in steps[len(fixed) :]:
            if not all(self._within(os.path.realpath(place)) for place in found):
                raise self._outside(text)
            found = [path for place in found for path in self._below(place, step)]
            if len(found) > MOST_FILES:
                raise _RefusedError("source-limit", f"{text} means more than {MOST_FILES} files", "name fewer")
        if not found:
            raise _RefusedError("source-unread", f"no file is named like {text}", None)
        return sorted(found)

    def _below(self, place: str, step: str) -> list[str]:
        """The matches of one step of a pattern in a folder."""
        if not glob.has_magic(step):
            return [os.path.join(place, step)] if os.path.lexists(os.path.join(place, step)) else []
        try:
            names = os.listdir(place)
        except OSError:
            return []
        shown = names if step.startswith(".") else [name for name in names if not name.startswith(".")]
        return [os.path.join(place, name) for name in fnmatch.filter(shown, step)]

    def _real(self, text: str, paths: list[str]) -> list[str]:
        """The real paths, if they are inside the allowed folders."""
        try:
            found = [os.path.realpath(path) for path in paths]
        except ValueError:
            raise _RefusedError("source-unread", f"{text!r} is not a path", None) from None
        if not all(self._within(real) for real in found):
            raise self._outside(text)
        if any(".git" in os.path.relpath(real, self.root).split(os.sep) for real in found):
            raise _RefusedError("source-outside", f"{text} leads into git's own files", "copy the file elsewhere")
        return found

    def _within(self, real: str) -> bool:
        return any(real == bound or real.startswith(bound.rstrip(os.sep) + os.sep) for bound in self.bounds)

    def _outside(self, text: str) -> _RefusedError:
        help = "copy the file here, or allow its folder: `sources: {allow: [FOLDER]}` in okrctl.yaml, or --allow FOLDER"
        return _RefusedError("source-outside", f"{text} leads out of the workspace", help)

    def _copy(self, real: str, text: str, suffix: str, beside: str = "") -> tuple[str, str]:
        """A copy and its digest; only regular files, up to the limit, and only if nobody writes to them meanwhile."""
        target = beside + suffix if beside else str(self.folder / f"{self.count}{suffix}")
        self.count += 1
        if self.count > MOST_FILES:
            raise _RefusedError("source-limit", f"the source names more than {MOST_FILES} files", "name fewer")
        digest = sha256()
        try:
            with open(os.open(real, _FLAGS), "rb") as file, open(target, "xb") as copy:
                before = os.fstat(file.fileno())
                if not stat.S_ISREG(before.st_mode):
                    raise _RefusedError("source-unread", f"{text} is not a regular file", "name a file")
                while chunk := file.read(1 << 20):
                    self.left -= len(chunk)
                    if self.left < 0:
                        message = f"{text} is too large: a source may read {MOST_BYTES >> 20} MiB"
                        raise _RefusedError("source-limit", message, "export less")
                    digest.update(chunk)
                    copy.write(chunk)
                if _state(before) != _state(os.fstat(file.fileno())):
                    raise _busy(text)
        except OSError as error:
            raise _RefusedError("source-unread", *_missing(real, text, error)) from None
        return target, digest.hexdigest()


def _check_journal(real: str, text: str) -> None:
    """Refuse a database with a rollback journal that SQLite would apply; an empty one is fine."""
    try:
        handle = os.open(real + _JOURNAL, _FLAGS)
    except FileNotFoundError:
        return
    with open(handle, "rb") as file:
        if stat.S_ISREG(os.fstat(handle).st_mode) and file.read(1) in (b"", b"\0"):
            return
    message = f"{text} has an unfinished change in {os.path.basename(real)}{_JOURNAL}"
    help = "close the program that writes to it and try again, or name an exported copy"
    raise _RefusedError("source-unread", message, help)


def _busy(text: str) -> _RefusedError:
    return _RefusedError("source-unread", f"{text} is being written to", "try again in a moment")


def _state(status: os.stat_result) -> tuple[Any, ...]:
    return status.st_size, status.st_mtime_ns


def _missing(real: str, text: str, error: OSError) -> tuple[str, str | None]:
    if not isinstance(error, FileNotFoundError):
        return f"{text} cannot be read: {error.strerror}", "check its name and its permissions"
    try:
        there = os.listdir(os.path.dirname(real))
    except OSError:
        there = []
    near = get_close_matches(os.path.basename(real), sorted(there), 1, 0.6)
    help = f"did you mean {os.path.join(os.path.dirname(text), near[0])}?" if near else "paths start at okrctl.yaml"
    return f"{text} is missing", help
