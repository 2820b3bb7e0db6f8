"""The only module that changes git's configuration: settings by name, and the lines of a folder's
``.gitattributes``."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from okrctl.shell.batch import Batch, apply_batch
from okrctl.shell.door import plain_place, real_place
from okrctl.shell.durable import WriteError, read_plain
from okrctl.shell.git import GitError, run_git

_MISSING = (1, 5)
"""The exit codes of ``git config`` if there is no such setting to read, or to remove."""


class Settings:
    """Settings of the repository around a folder, or with ``user`` those of the user's own configuration."""

    def __init__(self, folder: Path, *, user: bool) -> None:
        self.folder = folder
        self.scope = "--global" if user else "--local"

    def get(self, name: str) -> str | None:
        """The value in this scope; None if there is none."""
        return self._run("--get", name)

    def effective(self, name: str) -> str | None:
        """The value that git would use in the folder, from any scope."""
        return self._run("--get", name, scope=())

    def set(self, name: str, value: str) -> None:
        """Set a setting to this one value."""
        self._stay_inside()
        self._run("--replace-all", name, value)

    def unset(self, name: str) -> None:
        """Remove a setting, if it exists."""
        self._stay_inside()
        self._run("--unset-all", name)

    def _stay_inside(self) -> None:
        """Refuse a link in place of git's settings: git would write to its target, which the repository's author
        chose."""
        if self.scope == "--local":
            done = _git(self.folder, "rev-parse", "--git-path", "config")
            real_place(self.folder / os.fsdecode(done.stdout.removesuffix(b"\n")))

    def _run(self, *arguments: str, scope: Sequence[str] | None = None) -> str | None:
        done = _git(self.folder, "config", *((self.scope,) if scope is None else scope), *arguments)
        if done.returncode in _MISSING and not done.stderr:
            return None
        if done.returncode:
            words = done.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
            raise GitError(f"git config failed: {words}", "git config --list --show-origin lists the settings")
        return done.stdout.decode("utf-8", "replace").removesuffix("\n")


def unattended(folder: Path, paths: Sequence[str], driver: str) -> list[str]:
    """The files that git's attributes don't assign to the merge driver of that name."""
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
    """The text of a ``.gitattributes``; empty if there is none.

    Raises:
        WriteError: it is a link (git does not look where it leads), or cannot be read.
    """
    place = plain_place(file, file.parent)
    try:
        if not os.path.lexists(place):
            return ""
        return read_plain(place, file.as_posix())[0].decode("utf-8", "surrogateescape")
    except OSError as error:
        raise WriteError(f"{file.as_posix()} cannot be read: {error.strerror}") from error


def write_attributes(file: Path, before: str, after: str) -> list[str]:
    """Write a ``.gitattributes`` that was just read, or remove it if nothing is left. Returns warnings.

    Raises:
        WriteError: it cannot be written, or was changed in the meantime.
    """
    old, new = (text.encode("utf-8", "surrogateescape") for text in (before, after))
    name = file.name
    if not after.strip():
        batch = Batch(removed={name: old})
    elif os.path.lexists(file):
        batch = Batch(updated={name: (old, new)})
    else:
        batch = Batch(created={name: new})
    return apply_batch(file.parent, batch)


def _git(folder: Path, *arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    # only the user's own configuration may be redirected; all other redirections are removed
    own = {name: os.environ[name] for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM") if name in os.environ}
    try:
        return run_git(folder, "-c", "core.fsmonitor=false", *arguments, data=data, own=own)
    except FileNotFoundError:
        raise GitError("git is not installed", "install git first") from None
