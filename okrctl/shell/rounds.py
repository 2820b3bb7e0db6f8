"""Unfinished rounds of questions, kept in the user's cache until the next run: never in the repository.

Losing one costs a few answers, so nothing here raises errors: unusable data is treated as missing.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from okrctl.shell.user_folder import user_folder

_LIMIT = 1 << 20
_OLD = 30 * 24 * 3600
_OURS = re.compile(r"\.?[0-9a-f]{16}-.+-\d{4}-\d\d-\d\d\.json(\.\d+)?")


def load_round(root: Path, department: str, day: date) -> Any:
    """The kept data of a department's round for a day; None if there is none (that can be read)."""
    with suppress(OSError, RuntimeError, ValueError, RecursionError):
        file = _file(root, department, day)
        if file.stat().st_size <= _LIMIT:
            return json.loads(file.read_bytes())
    return None


def save_round(root: Path, department: str, day: date, data: Any) -> bool:
    """Keep a round; return whether that was possible."""
    with suppress(OSError, RuntimeError):
        file = _file(root, department, day)
        beside = file.with_name(f".{file.name}.{os.getpid()}")
        beside.write_text(json.dumps(data), encoding="utf-8", errors="surrogatepass")
        os.replace(beside, file)
        _clear_old(file.parent)
        return True
    return False


def forget_round(root: Path, department: str, day: date) -> None:
    """Delete the kept round: it is finished, or not wanted."""
    with suppress(OSError, RuntimeError):
        _file(root, department, day).unlink(missing_ok=True)


def kept_days(root: Path, department: str, before: date) -> list[date]:
    """Earlier days of a department with a kept round, oldest first."""
    found = []
    with suppress(OSError, RuntimeError):
        start = _file(root, department, before).name.removesuffix(f"{before}.json")
        for file in user_folder("rounds").iterdir():
            text = file.name.removeprefix(start).removesuffix(".json")
            with suppress(ValueError):
                if file.name == f"{start}{text}.json" and date.fromisoformat(text) < before:
                    found.append(date.fromisoformat(text))
    return sorted(found)


def _file(root: Path, department: str, day: date) -> Path:
    workspace = hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:16]
    return user_folder("rounds") / f"{workspace}-{department}-{day}.json"


def _clear_old(folder: Path) -> None:
    """Delete old rounds; other files there are not ours."""
    for file in folder.iterdir():
        with suppress(OSError):
            if _OURS.fullmatch(file.name) and time.time() - file.lstat().st_mtime > _OLD:
                file.unlink()
