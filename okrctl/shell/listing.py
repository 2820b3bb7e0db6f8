"""The names of contents, without reading again what has not been touched since it was read.

A file is untouched when the system says so in every way it can: the same inode, size, and times of change to the
nanosecond, none of them younger than the last look (a clock ticks more slowly than files change). Git trusts its index
no less. What git itself noted there is not asked: it may be about contents that a filter makes other bytes of.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from okrctl.core.values.frozen import frozen
from okrctl.shell.cache import Cache
from okrctl.shell.files import read_bytes
from okrctl.shell.notes import Notes
from okrctl.shell.reading import blob_name

_SETTLED = 2_000_000_000
"""Nanoseconds after which a file's clock has ticked, whatever file system it is on."""

Stamp = tuple[int, ...]


@frozen
class Seen:
    """What a file looked like from outside when it was read, and git's name for what was in it."""

    stamp: Stamp
    name: str


def names_of(root: Path, paths: Iterable[str], cache: Cache) -> dict[str, str | None]:
    """Git's names for the contents of files in a workspace; None for what cannot be read.

    Args:
        root: the workspace's folder.
        paths: relative to it.
        cache: where it is noted which files have been read, and when.
    """
    home = os.path.realpath(root)
    notes = Notes(cache, Seen, home)
    plain = _Plain(home)
    found: dict[str, str | None] = {}
    for path in paths:
        stamp = plain.stamp(path)
        seen = notes.get(path) if stamp else None
        if seen is not None and seen.stamp == stamp:
            found[path] = seen.name
            continue
        raw, _ = read_bytes(root, path)
        found[path] = name = None if raw is None else blob_name(raw)
        if stamp and name and max(stamp[-2:]) + _SETTLED < cache.now * 1e9 and plain.stamp(path) == stamp:
            notes.put(path, Seen(stamp, name))
    notes.save(found)
    return found


class _Plain:
    """Files that no link leads to; all others are looked at anew each time."""

    def __init__(self, home: str) -> None:
        self._home = home
        self._folders: dict[str, bool] = {}

    def stamp(self, path: str) -> Stamp | None:
        folder, _, _ = path.rpartition("/")
        if folder not in self._folders:
            here = os.path.join(self._home, *folder.split("/"))
            self._folders[folder] = os.path.realpath(here) == here.rstrip(os.sep)
        if not self._folders[folder]:
            return None
        try:
            about = os.lstat(f"{self._home}/{path}")
        except (OSError, ValueError):
            return None
        if not stat.S_ISREG(about.st_mode):
            return None
        return about.st_dev, about.st_ino, about.st_mode, about.st_size, about.st_mtime_ns, about.st_ctime_ns
