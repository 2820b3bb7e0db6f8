"""Folders in the user's cache: their contents may be deleted at any time, and they are never in a repository."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def user_folder(name: str) -> Path:
    """The folder with that name in the user's cache, created if necessary.

    Raises:
        OSError, RuntimeError: there is no place for one.
    """
    if sys.platform == "win32":
        home = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif os.path.isabs(os.environ.get("XDG_CACHE_HOME", "")):
        home = Path(os.environ["XDG_CACHE_HOME"])
    elif not os.path.isabs(os.environ.get("HOME", "/")):
        raise OSError("HOME is not an absolute path")
    else:
        home = Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")
    folder = home / "okrctl" / name
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
