"""What files said when they were last read, kept between runs in the user's own cache folder.

An entry goes by everything that decides it: what is asked (facts of a department, settings), path, content, and the
okrctl and Python that read it. So none is ever out of date, and the folder can be deleted at any time. Entries are
JSON, never code; damaged ones are read past. Without a usable folder nothing is kept, and nothing is said about it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from okrctl import __version__
from okrctl.core.values.frozen import frozen
from okrctl.shell.cache_folder import DAY, ENTRIES, is_ours, make, trim_now_and_then
from okrctl.shell.clock import now

_ANYBODY_WRITES = 0o002
KEEP_DAYS = 30
KEEP_BYTES = 512 << 20
_KINDS = "krtypes"
READERS = ("core", "core/values", "core/yaml", "core/model", "core/format", "core/loading", _KINDS)
"""The rooms whose modules decide what a file's facts are."""


@frozen
class Cache:
    """A folder of entries, and the present moment; without a folder nothing is found and nothing is kept."""

    folder: str | None = None
    now: float = 0.0

    def get(self, key: str) -> Any:
        """The data of an entry; None when there is no such entry, or no sound one."""
        found = self.get_with(key)
        return found and found[0]

    def get_with(self, key: str) -> tuple[Any, bytes] | None:
        """The same with what was kept beside it."""
        if self.folder is None:
            return None
        import json

        try:
            place = self._place(key)
            with open(place, "rb") as file:
                seal, _, body = file.read().partition(b"\n")
                if os.fstat(file.fileno()).st_mtime < self.now - DAY:
                    os.utime(place)
            if seal != _seal(body):
                return None
            data, _, beside = body.partition(b"\n")
            return json.loads(data), beside
        except (OSError, ValueError, RecursionError):
            return None

    def has(self, key: str) -> bool:
        """Whether there is such an entry, sound or not."""
        return self.folder is not None and os.path.exists(self._place(key))

    def put(self, key: str, data: Any, beside: bytes = b"") -> None:
        """Keep an entry, with bytes beside it; where that is not possible it is not kept."""
        if self.folder is None:
            return
        import json

        with suppress(OSError, ValueError, RecursionError):
            body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
            body += b"\n" + beside if beside else b""
            place = self._place(key)
            draft = f"{place}.{os.getpid()}"
            if not os.path.isdir(os.path.dirname(place)):
                make(self.folder)
                with suppress(FileExistsError):
                    os.mkdir(os.path.dirname(place), 0o700)
            with open(draft, "xb") as file:
                file.write(_seal(body) + b"\n" + body)
            os.replace(draft, place)

    def _place(self, key: str) -> str:
        return f"{self.folder}/{key[:2]}/{key[2:]}"


NO_CACHE = Cache()


def key(what: str, path: str, content: bytes | str) -> str:
    """The name of an entry; ``content`` is a file's bytes, or the name that git has for them."""
    digest = sha256(_reader())
    for part in (what, path, type(content).__name__):
        digest.update(part.encode("utf-8", "surrogateescape") + b"\0")
    digest.update(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


@cache
def _reader() -> bytes:
    """What reads the files."""
    return sha256(version_of(*READERS).encode()).digest()


def version_of(*rooms: str) -> str:
    """This very okrctl (told by the sources in these rooms) under this very Python."""
    return "\n".join([__version__, sys.version, *_sources(*rooms)])


def _sources(*rooms: str) -> Iterator[str]:
    home = os.path.dirname(os.path.dirname(__file__))
    for room in sorted(rooms):
        with os.scandir(f"{home}/{room}") as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.name.endswith(".py"):
                    about = entry.stat()
                    yield f"{room}/{entry.name} {about.st_size} {about.st_mtime_ns}"
                elif room == _KINDS and entry.is_dir():
                    yield from _sources(f"{room}/{entry.name}")


def _seal(body: bytes) -> bytes:
    """Tells a whole entry from one that a full disk or a crash has cut off."""
    from zlib import crc32

    return f"{crc32(body):08x}".encode()


def usual(place: Path, *, workspace: bool = True) -> Cache:
    """The user's cache, for work on the workspace (or merely within) this folder.

    A cache inside the repository or workspace that it speaks of is not used: a commit could forge its entries. Nor is
    one of another user, or one that anybody may write to.
    """
    folder = _folder()
    home = _repository(place) or (os.path.realpath(place) if workspace else None)
    if folder is None or (home is not None and _inside(folder, home)):
        return NO_CACHE
    moment = now().timestamp()
    try:
        for each in (*reversed(Path(folder).parents[: len(Path(ENTRIES).parts)]), Path(folder)):
            about = each.stat()
            if os.name == "posix" and about.st_mode & _ANYBODY_WRITES:
                return NO_CACHE
        if about.st_uid != getattr(os, "getuid", lambda: about.st_uid)() or not os.access(folder, os.W_OK):
            return NO_CACHE
        if not is_ours(folder):
            return NO_CACHE
        trim_now_and_then(folder, moment, KEEP_DAYS, KEEP_BYTES)
    except FileNotFoundError:
        return Cache(folder, moment)
    except OSError:
        return NO_CACHE
    return Cache(folder, moment)


def _folder() -> str | None:
    """Where our entries are: below OKRCTL_CACHE_DIR, else where the system keeps caches."""
    home = _caches()
    return None if home is None else os.path.join(home, ENTRIES)


def _caches() -> str | None:
    known = os.environ
    if known.get("OKRCTL_CACHE_DIR"):
        return os.path.abspath(known["OKRCTL_CACHE_DIR"])
    if os.path.isabs(known.get("XDG_CACHE_HOME", "")):
        return known["XDG_CACHE_HOME"]
    if sys.platform == "win32":
        return known.get("LOCALAPPDATA") or None
    if not os.path.isabs(known.get("HOME", "")):
        return None
    return os.path.join(known["HOME"], "Library/Caches" if sys.platform == "darwin" else ".cache")


def _repository(place: Path) -> str | None:
    folder = Path(os.path.realpath(place))
    return next((str(above) for above in (folder, *folder.parents) if (above / ".git").exists()), None)


def _inside(folder: str, home: str) -> bool:
    return (os.path.realpath(folder) + os.sep).startswith(home.rstrip(os.sep) + os.sep)
