"""The steps of a durable write; ``write`` combines them."""

from __future__ import annotations

import errno
import os
import re
import signal
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from okrctl.core.values.stop import EXIT_FINDINGS, Failure

NOTHING_WRITTEN = "nothing written"
_MARK = "okrctl-tmp"
_TEMPORARY = re.compile(rf"\..+\.{_MARK}-[0-9a-f]{{8}}", re.DOTALL)
_ABANDONED = 3600
"""Seconds after which a temporary file must be abandoned."""

_HINTS = {
    "ENOSPC": "the disk is full: free some space and run it again",
    "EDQUOT": "the quota is used up: free some space and run it again",
    "EACCES": "check the permissions of the file and its folder",
    "EFBIG": "the limit on the size of files (ulimit -f) is too low",
    "EPERM": "check the permissions of the file and its folder",
}


class WriteError(Failure):
    """Nothing was written."""

    code = EXIT_FINDINGS


@contextmanager
def to_the_end(done: str) -> Iterator[None]:
    """Postpone Ctrl-C and termination during a step that must not be left half done.

    ``done`` is the message once it is done; a Ctrl-C in the meantime then ends the run with it.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    words: tuple[str, ...] = ()
    try:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
        yield
        words = (done,)
    finally:
        try:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        except KeyboardInterrupt:
            raise KeyboardInterrupt(*words) from None


def read_plain(real: Path, shown: str) -> tuple[bytes, os.stat_result]:
    """Content and status of a regular file; anything else (a pipe, a device, a folder) is refused unopened."""
    if not stat.S_ISREG(real.stat().st_mode):
        raise WriteError(f"{shown} is not a plain file", NOTHING_WRITTEN)
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(real, flags), "rb") as file:
        return file.read(), os.fstat(file.fileno())


def check_writable(real: Path, status: os.stat_result, shown: str) -> None:
    """Raise a WriteError for a read-only file."""
    # the mode is checked, too: for root, access() says yes even for a file made read-only on purpose
    if not status.st_mode & 0o222 or not os.access(real, os.W_OK):
        raise WriteError(f"{shown} is read-only and unchanged", "make it writable first")


def temporary_beside(path: Path, data: bytes, like: os.stat_result | None, warnings: list[str]) -> Path:
    """A synced file beside ``path`` with this content, and the owner and mode of ``like``."""
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
        discard(temporary)
        raise
    return temporary


def _take_after(handle: int, temporary: Path, like: os.stat_result, path: Path) -> list[str]:
    """Give a new file the owner, group and mode of the one it will replace, as far as the system allows."""
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


def publish(temporary: Path, path: Path) -> None:
    """Give a finished file its name unless it is taken; with hard links, this is one step."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except (OSError, AttributeError):
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        os.rename(temporary, path)


def sync_folder(folder: Path, shown: str) -> list[str]:
    """Make the new name durable. The file is already in place, so a failure here is a warning, not an error."""
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


def discard(temporary: Path) -> None:
    """Remove a temporary file that isn't needed anymore."""
    # it may be gone (replaced) or stay until the next write: neither matters for the result
    with suppress(OSError):
        temporary.unlink()


def clear_leftovers(path: Path, *, locked: bool) -> None:
    """Remove temporary files that interrupted writers left in a file's folder.

    With ``locked``, the file's lock is held, so that nobody else can be writing it. Temporary files of others may be in
    use, and are removed when they are old.
    """
    own = f".{path.name}.{_MARK}-" if locked else None
    with suppress(OSError), os.scandir(path.parent) as entries:
        for entry in [entry for entry in entries if _TEMPORARY.fullmatch(entry.name)]:
            with suppress(OSError):
                about = entry.stat(follow_symlinks=False)
                is_own = own is not None and entry.name.startswith(own)
                if stat.S_ISREG(about.st_mode) and (is_own or time.time() - about.st_mtime > _ABANDONED):
                    discard(Path(entry.path))


def failed(shown: str, error: OSError) -> WriteError:
    """The system's error in words, with a hint if there is one."""
    if isinstance(error, FileNotFoundError):
        return WriteError(f"{shown} no longer exists; {NOTHING_WRITTEN}")
    hint = _HINTS.get(errno.errorcode.get(error.errno or 0, ""))
    return WriteError(f"{shown} could not be written ({error.strerror or error}); it is unchanged", hint)
