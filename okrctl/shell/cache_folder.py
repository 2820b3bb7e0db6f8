"""The folder of the cache: ours by name and by a marker in it, so that nothing of anybody else is ever deleted.

``OKRCTL_CACHE_DIR`` may name a folder with other things in it. Ours is ``okrctl/entries`` below it; a folder of that
name without our marker is used only while it is empty. What is trimmed are regular files with the names of entries.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from stat import S_ISREG

from okrctl.core.values.pattern import pattern

ENTRIES = os.path.join("okrctl", "entries")
MARKER = "CACHEDIR.TAG"
# the first line is the one that backup programs look for: https://bford.info/cachedir/
_SAYS = b"Signature: 8a477f597d28d172789f06886806bc55\n# The cache of okrctl: its entries may be deleted at any time.\n"
_TRIMMED = "trimmed"
_SHELF = pattern(r"[0-9a-f]{2}")
_ENTRY = pattern(r"[0-9a-f]{62}(\.[0-9]+)?")
DAY = 24 * 60 * 60


def is_ours(folder: str) -> bool:
    """Whether a folder that is there holds our marker, or nothing at all (then it gets one); a link is never ours."""
    if os.path.islink(folder):
        return False
    try:
        with open(os.path.join(folder, MARKER), "rb") as file:
            return file.read(len(_SAYS) + 1) == _SAYS
    except FileNotFoundError:
        with os.scandir(folder) as entries:
            if next(entries, None) is not None:
                return False
        _mark(folder)
        return True


def make(folder: str) -> None:
    """Make the folder with its marker, for the user alone, unless it is there."""
    with suppress(FileExistsError):
        os.makedirs(folder, 0o700)
        _mark(folder)


def _mark(folder: str) -> None:
    """Put the marker there whole: another run that starts now must not see half of it."""
    place = os.path.join(folder, MARKER)
    draft = f"{place}.{os.getpid()}"
    with open(draft, "xb") as file:
        file.write(_SAYS)
    os.replace(draft, place)


def trim_now_and_then(folder: str, moment: float, keep_days: int, keep_bytes: int) -> None:
    """Once a day, forget entries that nobody has asked for in a month, and the oldest where there are too many."""
    mark = os.path.join(folder, _TRIMMED)
    try:
        due = os.lstat(mark).st_mtime < moment - DAY
    except FileNotFoundError:
        due = True
    if due:
        with suppress(FileNotFoundError):
            os.unlink(mark)
        open(mark, "xb").close()
        trim(folder, moment - keep_days * DAY, keep_bytes)


def trim(folder: str, before: float, most: int) -> None:
    """Delete entries last used before a time, and the longest unused beyond so many bytes."""
    size = 0
    for used, length, path in sorted(_entries(folder), reverse=True):
        size += length
        if used < before or size > most:
            with suppress(OSError):
                os.unlink(path)


def _entries(folder: str) -> Iterator[tuple[float, int, str]]:
    for shelf in os.scandir(folder):
        if _SHELF.fullmatch(shelf.name) and shelf.is_dir(follow_symlinks=False):
            for entry in os.scandir(shelf.path):
                about = entry.stat(follow_symlinks=False)
                if _ENTRY.fullmatch(entry.name) and S_ISREG(about.st_mode):
                    yield about.st_mtime, about.st_size, entry.path
