"""Locks in the user's cache folder; beside the files they guard, they would litter the repository.

A lock's name is made from the real path of its file, so all paths to one file use one lock. Someone with another cache
folder (another user, another machine) isn't stopped by it; then only the check remains that the file is unchanged, just
before it is replaced.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from okrctl.shell.user_folder import user_folder

fcntl: Any
try:
    import fcntl
except ImportError:
    fcntl = None

_POLL = 0.01


class LockError(Exception):
    """The lock can't be acquired; the message says why."""


@contextmanager
def locked(real: Path, patience: float) -> Iterator[None]:
    """Hold the lock of one file, waiting at most ``patience`` seconds for it.

    Raises:
        LockError: somebody else holds it that long, or no folder for locks can be written to.
    """
    name = hashlib.sha256(os.fsencode(os.path.normcase(real))).hexdigest()[:32] + ".lock"
    take = _filelock if fcntl is None else _flock
    with ExitStack() as stack:
        try:
            stack.enter_context(take(_folder() / name, patience))
        except TimeoutError:
            raise LockError(f"another okrctl process has been writing to it for {patience:g} seconds") from None
        except (OSError, NotImplementedError, ImportError) as error:
            raise LockError(f"it cannot be locked: {getattr(error, 'strerror', None) or error}") from None
        yield


@contextmanager
def _flock(path: Path, patience: float) -> Iterator[None]:
    # importing filelock takes as long as Typer; with flock, this is all that it would do
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        deadline = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise TimeoutError from None
                time.sleep(_POLL)
        yield
    finally:
        os.close(handle)


@contextmanager
def _filelock(path: Path, patience: float) -> Iterator[None]:
    """The same on systems without flock."""
    from filelock import FileLock, Timeout

    lock = FileLock(path, timeout=patience)
    try:
        lock.acquire(poll_interval=_POLL)
    except Timeout:
        raise TimeoutError from None
    try:
        yield
    finally:
        lock.release()


def _folder() -> Path:
    """The folder for locks: in the user's cache, or if that isn't writable, in the temporary folder."""
    for folder in (partial(user_folder, "locks"), _temporary):
        with suppress(OSError, RuntimeError):
            found = folder()
            if os.access(found, os.W_OK):
                return found
    raise LockError("no writable folder for lock files; set XDG_CACHE_HOME or TMPDIR to one")


def _temporary() -> Path:
    user = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir()) / f"okrctl-locks-{user}"
    folder.mkdir(mode=0o700, exist_ok=True)
    # the temporary folder is writable for everyone, so somebody else may have created this folder, or a link in its
    # place
    if hasattr(os, "getuid") and (folder.lstat().st_uid != user or folder.is_symlink()):
        raise PermissionError(f"{folder} belongs to somebody else")
    return folder
