"""Writing files so that nothing is lost: whole or not at all, one writer at a time, never over somebody's change.

lock → read → plan in memory → check → temporary file beside the target → sync → still the same? → replace → sync the
folder. A crash at any point leaves the old file or the new one; a temporary file it may leave behind is cleared away
by the next writer of that file.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from okrctl.shell.locks import LockError, locked

T = TypeVar("T")

PATIENCE = 60.0
_MARK = "okrctl-tmp"
_NOTHING_WRITTEN = "nothing was written"

_HINTS = {
    "ENOSPC": "the disk is full: make room and run it again",
    "EDQUOT": "the quota is used up: make room and run it again",
    "EACCES": "check who may write to the file and to its folder",
    "EPERM": "check who may write to the file and to its folder",
}


class WriteError(Exception):
    """Nothing was written; ``message`` says why, ``hint`` what to do."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written; ``warnings`` are what the user should know about it."""

    path: Path
    warnings: tuple[str, ...] = ()


def locked_update(path: Path, plan: Callable[[bytes], bytes | T], *, patience: float = PATIENCE) -> Written | T:
    """Replace the content of a file by what ``plan`` makes of it, with no other okrctl in between.

    ``plan`` gets the bytes and returns the new ones; whatever else it returns is handed back and nothing is written.
    A symbolic link stays one: the file it leads to is replaced.

    Raises:
        WriteError: the file cannot be read, locked or replaced, or was changed by somebody else meanwhile.
    """
    real = Path(os.path.realpath(path))
    shown = path.as_posix()
    try:
        with locked(real, patience):
            before, status = _read(real, shown)
            after = plan(before)
            if not isinstance(after, bytes):
                return after
            _check_writable(real, status, shown)
            _clear_leftovers(real)
            warnings = _replace(real, shown, before, after, status)
    except LockError as error:
        raise WriteError(f"{shown} was not changed: {error}", "try again in a moment") from None
    except OSError as error:
        raise _failed(shown, error) from error
    if status.st_nlink > 1:
        warnings.append(f"{shown} had {status.st_nlink - 1} more hard link(s), which keep the old content")
    return Written(real, tuple(warnings))


def read_bytes(path: Path) -> bytes:
    """The content of a regular file, read as an update would.

    Raises:
        WriteError: it is none, or cannot be read.
    """
    try:
        return _read(Path(os.path.realpath(path)), path.as_posix())[0]
    except OSError as error:
        raise WriteError(f"{path.as_posix()} cannot be read: {error.strerror}") from error


def write_new(path: Path, data: bytes, *, force: bool = False) -> Written:
    """Write a file that is not there yet, whole or not at all; with ``force`` an existing one may be replaced.

    Raises:
        WriteError: it exists (without ``force``), is not a plain file, or cannot be written.
    """
    shown = path.as_posix()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _clear_leftovers(path)
        status = path.lstat() if os.path.lexists(path) else None
        if status is not None:
            if not force:
                raise WriteError(f"{shown} exists already", "it stays as it is; --force replaces it")
            if not stat.S_ISREG(status.st_mode):
                raise WriteError(f"{shown} is not a plain file", "move it out of the way first")
        temporary = _temporary(path, data, status, warnings := [])
        try:
            if status is not None:
                os.replace(temporary, path)
            else:
                _publish(temporary, path)
        finally:
            _discard(temporary)
        warnings += _sync_folder(path.parent, shown)
    except FileExistsError:
        raise WriteError(f"{shown} exists already", "it stays as it is; --force replaces it") from None
    except OSError as error:
        raise _failed(shown, error) from error
    return Written(path, tuple(warnings))


def _read(real: Path, shown: str) -> tuple[bytes, os.stat_result]:
    """Content and status of a regular file; anything else (a pipe, a device, a folder) is refused unopened."""
    if not stat.S_ISREG(real.stat().st_mode):
        raise WriteError(f"{shown} is not a plain file", _NOTHING_WRITTEN)
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(real, flags), "rb") as file:
        return file.read(), os.fstat(file.fileno())


def _check_writable(real: Path, status: os.stat_result, shown: str) -> None:
    # the mode is looked at too: for root, access() says yes to a file that was made read-only on purpose
    if not status.st_mode & 0o222 or not os.access(real, os.W_OK):
        raise WriteError(f"{shown} is read-only and stays as it is", "make it writable first")


def _replace(real: Path, shown: str, before: bytes, after: bytes, status: os.stat_result) -> list[str]:
    warnings: list[str] = []
    temporary = _temporary(real, after, status, warnings)
    try:
        now, latest = _read(real, shown)
        if now != before or (latest.st_ino, latest.st_dev) != (status.st_ino, status.st_dev):
            raise WriteError(f"{shown} was changed by somebody else meanwhile; {_NOTHING_WRITTEN}", "run it again")
        os.replace(temporary, real)
    finally:
        _discard(temporary)
    return warnings + _sync_folder(real.parent, shown)


def _temporary(path: Path, data: bytes, like: os.stat_result | None, warnings: list[str]) -> Path:
    """A synced file beside ``path`` with that content, and the owner and mode of ``like``."""
    temporary = path.with_name(f".{path.name}.{_MARK}-{os.urandom(4).hex()}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        with open(os.open(temporary, flags, 0o600 if like else 0o666), "wb") as file:
            file.write(data)
            file.flush()
            if like is not None:
                warnings += _take_after(file.fileno(), temporary, like, path)
            os.fsync(file.fileno())
    except BaseException:
        _discard(temporary)
        raise
    return temporary


def _take_after(handle: int, temporary: Path, like: os.stat_result, path: Path) -> list[str]:
    """Give a new file the owner, group and mode of the one it will replace, as far as the system lets us."""
    warnings = []
    made = os.fstat(handle)
    if hasattr(os, "fchown") and (made.st_uid, made.st_gid) != (like.st_uid, like.st_gid):
        try:
            os.fchown(handle, like.st_uid, like.st_gid)
        except OSError:
            warnings.append(f"{path.name} now belongs to you: its former owner could not be kept")
            with suppress(OSError):
                os.fchown(handle, -1, like.st_gid)
    os.chmod(temporary, stat.S_IMODE(like.st_mode) & 0o777)
    return warnings


def _publish(temporary: Path, path: Path) -> None:
    """Give a finished file its name unless something has that name; a link does it in one step where there are any."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except (OSError, AttributeError):
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        os.rename(temporary, path)


def _sync_folder(folder: Path, shown: str) -> list[str]:
    """Make the new name durable. The file is in place by now: a failure here is a doubt, not an error."""
    if not hasattr(os, "O_DIRECTORY"):
        return []
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        return [f"{shown} is written, but the system did not confirm that it would survive a crash ({error.strerror})"]
    return []


def _discard(temporary: Path) -> None:
    # it may be gone (replaced) or stay for the next writer to clear away: neither changes what was achieved
    with suppress(OSError):
        temporary.unlink()


def _clear_leftovers(path: Path) -> None:
    """Remove temporary files that an interrupted writer of this file left behind."""
    prefix = f".{path.name}.{_MARK}-"
    with suppress(OSError), os.scandir(path.parent) as entries:
        for name in [entry.path for entry in entries if entry.name.startswith(prefix)]:
            _discard(Path(name))


def _failed(shown: str, error: OSError) -> WriteError:
    if isinstance(error, FileNotFoundError):
        return WriteError(f"{shown} is not there any more; {_NOTHING_WRITTEN}")
    hint = _HINTS.get(errno.errorcode.get(error.errno or 0, ""))
    return WriteError(f"{shown} could not be written ({error.strerror or error}); it is as it was", hint)
