"""Computes a value in a separate process, which is killed if it takes too long."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from okrctl.core.model.origin import Fault, Source
from okrctl.core.values.frozen import frozen
from okrctl.shell.sources.snapshot import Snapshot, Table

_KEPT = ("PATH", "PYTHONPATH", "SYSTEMROOT", "LD_LIBRARY_PATH")


@frozen
class Reading:
    """A value as text, and what it was computed from: name, digest, and number of rows (None for a database)."""

    value: str
    origins: tuple[tuple[str, str, int | None], ...]


def compute(
    source: Source, root: Path, allowed: Iterable[str], given: Mapping[str, date], seconds: int
) -> Reading | Fault:
    """The current value of a source, or why it has none.

    Besides the workspace, it may read from ``allowed`` folders. ``given`` are the query's parameters.
    """
    with tempfile.TemporaryDirectory(prefix="okrctl-", ignore_cleanup_errors=True) as folder:
        snapshot = Snapshot(root, allowed, Path(folder))
        if source.database is not None:
            found = snapshot.database(source.database)
            tables = found if isinstance(found, Fault) else [found]
        else:
            tables = snapshot.tables(source)
        if isinstance(tables, Fault):
            return tables
        answer = _ask(_job(source, tables, given, seconds), folder, seconds)
    if "fault" in answer:
        at = (source.spoken_at,) if answer.get("of_query") else ()
        return Fault(answer["fault"], _by_name(answer["message"], tables), answer.get("help"), at)
    rows = answer["rows"]
    return Reading(answer["value"], tuple((each.shown, each.digest, rows.get(each.name)) for each in tables))


def _job(source: Source, tables: list[Table], given: Mapping[str, date], seconds: int) -> dict[str, Any]:
    return {
        "tables": [[each.name, each.format, each.paths] for each in tables],
        "sheet": source.sheet,
        "query": source.sql,
        "given": {name: day.isoformat() for name, day in given.items()},
        "seconds": seconds,
    }


def _ask(job: dict[str, Any], folder: str, seconds: int) -> dict[str, Any]:
    """The worker's answer; no answer is reported as a failure."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    try:
        done = subprocess.run(
            # nothing is imported from the current folder; where this Python ignores the environment, so does the other
            [sys.executable, "-I" if sys.flags.isolated else "-P", "-m", "okrctl.shell.sources.worker"],
            input=json.dumps(job).encode(),
            cwd=folder,
            # no home, proxies or credentials of the user that a query could find
            env=kept | {"HOME": folder, "USERPROFILE": folder, "TMPDIR": folder, "TEMP": folder},
            capture_output=True,
            timeout=seconds,
            check=False,
        )
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        help = "compute from less, or allow more time: `sources: {seconds: 120}` in okrctl.yaml"
        return {
            "fault": "source-limit",
            "message": f"it took longer than {seconds} seconds",
            "help": help,
            "of_query": 1,
        }
    except ValueError:
        message, help = "the engine gave up, most likely for want of memory", "compute from less"
        return {"fault": "source-limit", "message": message, "help": help, "of_query": 1}
    return dict(answer)


def _by_name(message: str, tables: list[Table]) -> str:
    """The message with the source's file names instead of those of the copies."""
    for table in tables:
        for path in table.paths:
            message = message.replace(path, table.shown)
    return message
