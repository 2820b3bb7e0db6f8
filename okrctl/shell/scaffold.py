"""Writes several new files: all of them or, if one fails, none."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from okrctl.core.company.owners import PLACES
from okrctl.shell.door import new_place
from okrctl.shell.durable import NOTHING_WRITTEN, to_the_end
from okrctl.shell.write import WriteError, write_new

NewFile = tuple[str, bytes]
"""A path below the root, with ``/``, and its content."""


def existing(root: Path, paths: Sequence[str]) -> list[str]:
    """The paths that exist already, including dangling links."""
    return [path for path in paths if os.path.lexists(root / path)]


def code_owners(top: Path) -> str | None:
    """The path of a repository's CODEOWNERS; None if it has none."""
    return next((place for place in PLACES if (top / place).is_file()), None)


def obstacle(root: Path, paths: Sequence[str]) -> str | None:
    """Why these files can't be written below the root, before anything is: a file or a link in the way."""
    try:
        return _in_the_way(root, paths)
    except OSError as error:
        return f"{root.as_posix()} cannot be used: {error.strerror}"


def _in_the_way(root: Path, paths: Sequence[str]) -> str | None:
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


def write_all(root: Path, files: Sequence[NewFile], *, force: bool = False) -> list[str]:
    """Write the files and return warnings. If one can't be written, those before it are removed again.

    Raises:
        WriteError: nothing was written.
    """
    targets = [(root / path, data) for path, data in files]
    folders = missing_folders([target for target, _ in targets])
    done: list[tuple[Path, bytes | None]] = []
    warnings: list[str] = []
    complete = False
    try:
        with to_the_end("everything is written"):
            for target, data in targets:
                before = target.read_bytes() if force and target.is_file() else None
                written = write_new(target, data, within=root, force=force)
                warnings += written.warnings
                done.append((written.path, before))
            complete = True
    except BaseException as error:
        if complete:
            raise
        with to_the_end("nothing written"):
            _take_back(root, done, folders)
        if isinstance(error, OSError):
            raise WriteError(f"{error.filename} cannot be read ({error.strerror})") from error
        raise
    return warnings


def missing_folders(targets: Sequence[Path]) -> list[Path]:
    """Folders that must be created, the outermost first."""
    missing = {folder for target in targets for folder in target.parents if not folder.exists()}
    return sorted(missing, key=lambda folder: len(folder.parts))


def _take_back(root: Path, done: list[tuple[Path, bytes | None]], folders: list[Path]) -> None:
    for target, before in reversed(done):
        # what can't be removed now stays; the error in progress says that writing failed
        with suppress(OSError, WriteError):
            if before is None:
                target.unlink()
            else:
                write_new(target, before, within=root, force=True)
    for folder in reversed(folders):
        with suppress(OSError):
            folder.rmdir()
