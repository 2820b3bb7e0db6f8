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

from okrctl.core.values.frozen import frozen
from okrctl.shell.user_folder import user_folder

_LIMIT = 1 << 20
_OLD = 30 * 24 * 3600
_OURS = re.compile(r"\.?[0-9a-f]{16}-.+-\d{4}-\d\d-\d\d\.json(\.\d+)?")


@frozen
class KeptRound:
    """The place of an unfinished round: of which workspace and which questions, and for which day."""

    root: Path
    name: str
    day: date

    def load(self) -> Any:
        """The kept data; None if there is none (that can be read)."""
        with suppress(OSError, RuntimeError, ValueError, RecursionError):
            file = self._file()
            if file.stat().st_size <= _LIMIT:
                return json.loads(file.read_bytes())
        return None

    def save(self, data: Any) -> bool:
        """Keep the data; return whether that was possible."""
        with suppress(OSError, RuntimeError):
            file = self._file()
            beside = file.with_name(f".{file.name}.{os.getpid()}")
            beside.write_text(json.dumps(data), encoding="utf-8", errors="surrogatepass")
            os.replace(beside, file)
            _clear_old(file.parent)
            return True
        return False

    def forget(self) -> None:
        """Delete the data: the round is finished, or not wanted."""
        with suppress(OSError, RuntimeError):
            self._file().unlink(missing_ok=True)

    def earlier_days(self) -> list[date]:
        """Earlier days for which the same questions are kept, oldest first."""
        found = []
        with suppress(OSError, RuntimeError):
            start = self._file().name.removesuffix(f"{self.day}.json")
            for file in user_folder("rounds").iterdir():
                text = file.name.removeprefix(start).removesuffix(".json")
                with suppress(ValueError):
                    if file.name == f"{start}{text}.json" and date.fromisoformat(text) < self.day:
                        found.append(date.fromisoformat(text))
        return sorted(found)

    def _file(self) -> Path:
        workspace = hashlib.sha256(os.fsencode(os.path.realpath(self.root))).hexdigest()[:16]
        return user_folder("rounds") / f"{workspace}-{self.name}-{self.day}.json"


def _clear_old(folder: Path) -> None:
    """Delete old rounds; other files there are not ours."""
    for file in folder.iterdir():
        with suppress(OSError):
            if _OURS.fullmatch(file.name) and time.time() - file.lstat().st_mtime > _OLD:
                file.unlink()
