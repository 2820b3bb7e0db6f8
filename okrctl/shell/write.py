"""Writes files so that nothing is lost: completely or not at all, one writer at a time, never over someone's change.

lock → read → plan in memory → check → temporary file beside the target → sync → still the same? → replace → sync the
folder. A crash at any point leaves the old file or the new one; a leftover temporary file is removed by the next writer
of that file.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from okrctl.core.values.frozen import frozen
from okrctl.shell.door import new_place, real_place
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

__all__ = ["WriteError", "Written", "locked_update", "read_bytes", "write_new"]

T = TypeVar("T")

PATIENCE = 60.0


@frozen
class Written:
    """A file that was written; ``warnings`` are for the user."""

    path: Path
    warnings: tuple[str, ...] = ()


def locked_update(
    path: Path, plan: Callable[[bytes], bytes | T], *, within: Path | None = None, patience: float = PATIENCE
) -> Written | T:
    """Replace the content of a file by the result of ``plan``, with no other okrctl in between.

    ``plan`` gets the bytes and returns the new ones; any other result is returned, and nothing is written. A symbolic
    link stays: its target is replaced, if allowed (see ``door``).

    Raises:
        WriteError: the file must not be written to, cannot be read, locked or replaced, or was changed by somebody else
            meanwhile.
    """
    real = real_place(path, within)
    shown = path.as_posix()
    done: list[str] = []
    try:
        with locked(real, patience):
            before, status = read_plain(real, shown)
            after = plan(before)
            if not isinstance(after, bytes):
                return after
            check_writable(real, status, shown)
            clear_leftovers(real, locked=True)
            warnings = _replace(real, shown, before, after, status)
            done.append(f"{shown} is written")
    except KeyboardInterrupt as stop:
        raise KeyboardInterrupt(*(done or stop.args)) from None
    except LockError as error:
        raise WriteError(f"{shown} was not changed: {error}", "try again in a moment") from None
    except OSError as error:
        raise failed(shown, error) from error
    if status.st_nlink > 1:
        warnings.append(f"{shown} had {status.st_nlink - 1} more hard link(s), which keep the old content")
    return Written(real, tuple(warnings))


def read_bytes(path: Path, *, within: Path | None = None) -> bytes:
    """The content of a regular file, read as for an update.

    Raises:
        WriteError: it is none, or cannot be read.
    """
    try:
        return read_plain(real_place(path, within), path.as_posix())[0]
    except OSError as error:
        raise WriteError(f"{path.as_posix()} cannot be read: {error.strerror}") from error


def write_new(path: Path, data: bytes, *, within: Path | None = None, force: bool = False) -> Written:
    """Write a new file, completely or not at all; with ``force``, an existing one may be replaced.

    Raises:
        WriteError: it must not be written to, exists (without ``force``), is not a plain file, or cannot be written.
    """
    shown = path.as_posix()
    path = new_place(path, within)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        clear_leftovers(path, locked=False)
        status = path.lstat() if os.path.lexists(path) else None
        if status is not None:
            if not force:
                raise WriteError(f"{shown} exists already", "it stays as it is; --force replaces it")
            if not stat.S_ISREG(status.st_mode):
                raise WriteError(f"{shown} is not a plain file", "move it out of the way first")
        temporary = temporary_beside(path, data, status, warnings := [])
        try:
            with to_the_end(f"{shown} is written"):
                if status is not None:
                    os.replace(temporary, path)
                else:
                    publish(temporary, path)
                    discard(temporary)
                warnings += sync_folder(path.parent, shown)
        except BaseException:
            discard(temporary)
            raise
    except FileExistsError:
        raise WriteError(f"{shown} exists already", "it stays as it is; --force replaces it") from None
    except OSError as error:
        raise failed(shown, error) from error
    return Written(path, tuple(warnings))


def _replace(real: Path, shown: str, before: bytes, after: bytes, status: os.stat_result) -> list[str]:
    warnings: list[str] = []
    temporary = temporary_beside(real, after, status, warnings)
    try:
        now, latest = read_plain(real, shown)
        if now != before or (latest.st_ino, latest.st_dev) != (status.st_ino, status.st_dev):
            raise WriteError(f"{shown} was changed in the meantime; {NOTHING_WRITTEN}", "run it again")
        with to_the_end(f"{shown} is written"):
            os.replace(temporary, real)
            warnings += sync_folder(real.parent, shown)
    except BaseException:
        discard(temporary)
        raise
    return warnings
