"""Changes several files at once: planned and proven before, and written together as far as a file system allows.

All files are locked and checked, and all new contents are ready beside their targets before the first one is replaced.
New files come first and removals last, so that a crash in between leaves something twice rather than not at all. An
error undoes what was done.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

from okrctl.shell.door import new_place, plain_place, real_place
from okrctl.shell.durable import (
    NOTHING_WRITTEN,
    WriteError,
    check_writable,
    clear_leftovers,
    discard,
    failed,
    publish,
    read_plain,
    sync_folder,
    temporary_beside,
    to_the_end,
)
from okrctl.shell.locks import LockError, locked
from okrctl.shell.write import PATIENCE, read_bytes

_DONE = "everything is written"


@dataclass(frozen=True)
class Batch:
    """Contents by path below the root: ``updated`` (before, after), ``created``, and ``removed`` with the present
    content."""

    updated: Mapping[str, tuple[bytes, bytes]] = field(default_factory=dict)
    created: Mapping[str, bytes] = field(default_factory=dict)
    removed: Mapping[str, bytes] = field(default_factory=dict)


def apply_batch(root: Path, batch: Batch, *, patience: float = PATIENCE) -> list[str]:
    """Write a batch below a folder and return warnings.

    Raises:
        WriteError: a file is not what it was planned for, or cannot be locked or written; all are as they were.
    """
    problem = obstacle(root, batch.created)
    if problem:
        raise WriteError(f"{problem}; {NOTHING_WRITTEN}")
    work = _Work(root, batch)
    try:
        with ExitStack() as stack:
            for real in sorted(work.real_paths()):
                stack.enter_context(locked(real, patience))
            return work.run()
    except KeyboardInterrupt:
        raise KeyboardInterrupt(*([_DONE] if work.complete else [])) from None
    except LockError as error:
        raise WriteError(f"{NOTHING_WRITTEN}: {error}", "try again in a moment") from None


def write_all(root: Path, files: Mapping[str, bytes], *, force: bool = False) -> list[str]:
    """Write files below a folder, all of them or none; only with ``force`` they replace others. Returns warnings.

    Raises:
        WriteError: nothing was written.
    """
    there = [path for path in files if force and plain_place(root / path, root).exists()]
    updated = {path: (read_bytes(root / path, within=root), files[path]) for path in there}
    return apply_batch(root, Batch(updated, {path: data for path, data in files.items() if path not in there}))


def obstacle(root: Path, paths: Iterable[str]) -> str | None:
    """Why these files can't be written below the root, before anything is: a file or a link in the way."""
    try:
        return _in_the_way(root, paths)
    except OSError as error:
        return f"{root.as_posix()} cannot be used: {error.strerror}"


def _in_the_way(root: Path, paths: Iterable[str]) -> str | None:
    if root.exists() and not root.is_dir():
        return f"{root.as_posix()} is a file; name a folder"
    for path in paths:
        parts = path.split("/")
        if path.startswith("/") or "\\" in path or {"", ".", ".."} & set(parts):
            return f"{path} isn't a path inside the folder"
        folder = root
        for part in parts[:-1]:
            folder /= part
            if folder.exists() and not folder.is_dir():
                return f"{folder.as_posix()} is a file, but must be a folder"
        try:
            new_place(root / path, root)
        except WriteError as error:
            return error.message.removesuffix(f"; {NOTHING_WRITTEN}")
        if (root / path).is_dir():
            return f"{(root / path).as_posix()} is a folder, but must be a file"
    return None


class _Work:
    """One batch in progress: the prepared files, and how to undo what was done."""

    def __init__(self, root: Path, batch: Batch) -> None:
        self.root = root
        self.batch = batch
        self.warnings: list[str] = []
        self.ready: dict[str, Path] = {}
        self.undo: list[tuple[str, Callable[[], object]]] = []
        self.now = ""
        self.complete = False
        # new and removed files are not links, so their own places change
        self.places = {path: real_place(root / path, root) for path in batch.updated}
        self.places |= {path: plain_place(root / path, root) for path in (*batch.created, *batch.removed)}

    def real_paths(self) -> list[Path]:
        """The existing files, by the paths their links lead to."""
        found = {self.real(path): path for path in (*self.batch.updated, *self.batch.removed)}
        if len(found) < len(self.batch.updated) + len(self.batch.removed):
            raise WriteError(f"a link leads from one of the files to another; {NOTHING_WRITTEN}")
        return list(found)

    def real(self, path: str) -> Path:
        return self.places[path]

    def run(self) -> list[str]:
        folders = _missing_folders(self.real(path) for path in self.batch.created)
        try:
            self._prepare()
            with to_the_end(_DONE):
                self._carry_out()
                self.complete = True
                self._tidy()
        except BaseException as error:
            if self.complete:
                raise
            at_fault = self.now
            with to_the_end("nothing written"):
                left = self._take_back(folders)
            if left:
                raise WriteError(f"{', '.join(left)} could not be restored after an error: {error}") from error
            if isinstance(error, OSError):
                raise failed(at_fault, error) from error
            raise
        return self.warnings

    def _prepare(self) -> None:
        for path, (before, after) in self.batch.updated.items():
            status = self._check(path, before)
            check_writable(self.real(path), status, path)
            clear_leftovers(self.real(path), locked=True)
            self.ready[path] = temporary_beside(self.real(path), after, status, self.warnings)
            if status.st_nlink > 1:
                self.warnings.append(f"{path} had {status.st_nlink - 1} more hard link(s), which keep the old content")
        for path, before in self.batch.removed.items():
            check_writable(self.real(path), self._check(path, before), path)
        for path in {os.path.dirname(path): path for path in self.batch.created}.values():
            clear_leftovers(self.real(path), locked=False)
        for path, data in self.batch.created.items():
            self.now = path
            self.real(path).parent.mkdir(parents=True, exist_ok=True)
            self.ready[path] = temporary_beside(self.real(path), data, None, self.warnings)

    def _check(self, path: str, before: bytes) -> os.stat_result:
        self.now = path
        data, status = read_plain(self.real(path), path)
        if data != before:
            raise WriteError(f"{path} was changed in the meantime; {NOTHING_WRITTEN}", "run it again")
        return status

    def _carry_out(self) -> None:
        for path in self.batch.created:
            self.now, target = path, self.real(path)
            try:
                publish(self.ready[path], target)
            except FileExistsError:
                raise WriteError(f"{path} already exists; {NOTHING_WRITTEN}", "run it again") from None
            self.undo.append((path, target.unlink))
        for path, (before, after) in self.batch.updated.items():
            self._check(path, before)
            os.replace(self.ready[path], self.real(path))
            self.undo.append((path, self._restorer(path, before, after)))
        for path, before in self.batch.removed.items():
            self._check(path, before)
            status = self.real(path).stat()
            self.real(path).unlink()
            self.undo.append((path, self._maker(path, before, status)))

    def _restorer(self, path: str, before: bytes, after: bytes) -> Callable[[], object]:
        def restore() -> None:
            status = self._check(path, after)
            os.replace(temporary_beside(self.real(path), before, status, []), self.real(path))

        return restore

    def _maker(self, path: str, before: bytes, status: os.stat_result) -> Callable[[], object]:
        return lambda: os.replace(temporary_beside(self.real(path), before, status, []), self.real(path))

    def _take_back(self, folders: list[Path]) -> list[str]:
        """Undo what was done; return the paths for which that failed."""
        left = []
        for path, undo in reversed(self.undo):
            try:
                undo()
            except (OSError, WriteError):
                left.append(path)
        for temporary in self.ready.values():
            discard(temporary)
        for folder in reversed(folders):
            with suppress(OSError):
                folder.rmdir()
        return left

    def _tidy(self) -> None:
        """Make new names durable, and remove temporary names and empty folders."""
        for temporary in self.ready.values():
            discard(temporary)
        touched = {place.parent: path for path, place in self.places.items()}
        for folder, path in touched.items():
            self.warnings += sync_folder(folder, path)
        for path in self.batch.removed:
            folder, top = self.real(path).parent, Path(os.path.realpath(self.root))
            while folder != top:
                try:
                    folder.rmdir()
                except OSError:
                    break
                folder = folder.parent


def _missing_folders(targets: Iterable[Path]) -> list[Path]:
    """Folders that must be created, the outermost first."""
    missing = {folder for target in targets for folder in target.parents if not folder.exists()}
    return sorted(missing, key=lambda folder: len(folder.parts))
