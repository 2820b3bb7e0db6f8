"""The one place that writes to git: settings by name, and the lines of a folder's ``.gitattributes``."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from okrctl.shell.git import GitError, environment
from okrctl.shell.write import WriteError, locked_update, write_new

_MISSING = (1, 5)
"""How ``git config`` ends when there is no such setting to read, or to remove."""


class Settings:
    """Settings of the repository around a folder, or with ``user`` those of the user's own configuration."""

    def __init__(self, folder: Path, *, user: bool) -> None:
        self.folder = folder
        self.scope = "--global" if user else "--local"

    def get(self, name: str) -> str | None:
        """The value in this scope; None when there is none."""
        return self._run("--get", name)

    def effective(self, name: str) -> str | None:
        """The value that git would use in the folder, wherever it comes from."""
        return self._run("--get", name, scope=())

    def set(self, name: str, value: str) -> None:
        """Give a setting this one value."""
        self._run("--replace-all", name, value)

    def unset(self, name: str) -> None:
        """Remove a setting; one that is not there is no error."""
        self._run("--unset-all", name)

    def _run(self, *arguments: str, scope: Sequence[str] | None = None) -> str | None:
        done = _git(self.folder, "config", *((self.scope,) if scope is None else scope), *arguments)
        if done.returncode in _MISSING and not done.stderr:
            return None
        if done.returncode:
            words = done.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
            raise GitError(f"git config failed: {words}", "git config --list --show-origin shows what there is")
        return done.stdout.decode("utf-8", "replace").removesuffix("\n")


def unattended(folder: Path, paths: Sequence[str], driver: str) -> list[str]:
    """Those of the files that git's attributes do not lead to the merge driver of that name."""
    if not paths:
        return []
    data = "".join(f"{path}\0" for path in paths).encode("utf-8", "surrogateescape")
    done = _git(folder, "check-attr", "-z", "--stdin", "merge", data=data)
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
        raise GitError(f"git check-attr failed: {words}", "see .gitattributes")
    answers = done.stdout.decode("utf-8", "surrogateescape").split("\0")[2::3]
    return [path for path, answer in zip(paths, answers, strict=True) if answer != driver]


def read_attributes(file: Path) -> str:
    """The text of a ``.gitattributes``; empty when there is none.

    Raises:
        WriteError: it cannot be read.
    """
    try:
        return file.read_bytes().decode("utf-8", "surrogateescape")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise WriteError(f"{file.as_posix()} cannot be read: {error.strerror}") from error


def write_attributes(file: Path, before: str, after: str) -> None:
    """Write a ``.gitattributes`` that was just read; one that nothing is left of is removed.

    Raises:
        WriteError: it cannot be written, or was changed by somebody else meanwhile.
    """
    if not after.strip():
        with suppress(FileNotFoundError):
            file.unlink()
        return
    new = after.encode("utf-8", "surrogateescape")
    if not os.path.lexists(file):
        write_new(file, new)
        return
    old = before.encode("utf-8", "surrogateescape")
    if locked_update(file, lambda now: new if now == old else None) is None:
        raise WriteError(f"{file.as_posix()} was changed by somebody else meanwhile", "run it again")


def _git(folder: Path, *arguments: str, data: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    # whose configuration is the user's own is theirs to say; everything else that could redirect git is gone
    own = {name: os.environ[name] for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM") if name in os.environ}
    try:
        return subprocess.run(
            ["git", "-c", "core.fsmonitor=false", *arguments],
            cwd=folder,
            env=environment() | own,
            input=data,
            stdin=None if data is not None else subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise GitError("the program git is not installed", "install git first") from None
