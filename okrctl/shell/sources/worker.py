"""The process that computes one value: reads its job from standard input and answers on standard output.

It loads the copies it was given, then gives up all access to the outside (DuckDB's own and, where the system supports
limits, even writing to files), and only then runs the query.
"""

from __future__ import annotations

import contextlib
import json
import math
import sys
from decimal import Decimal
from typing import Any

from okrctl.shell.sources.answer import Refused, Rows

_ADDRESS_SPACE = 2 << 30
_FILE_SIZE = 256 << 20
_LONGEST = 40


def main() -> None:
    """Answer one job."""
    job = json.loads(sys.stdin.buffer.read())
    _limit(job["seconds"])
    try:
        answer = _compute(job)
    except Refused as refused:
        answer = refused.answer
    except MemoryError:
        answer = Refused("source-limit", "it needs more memory than it may have", "compute from less").answer
    except Exception as error:  # any error that a hostile file causes in a parser
        answer = Refused("source-failed", f"{type(error).__name__}: {error}").answer
    sys.stdout.write(json.dumps(answer))


def _compute(job: dict[str, Any]) -> dict[str, Any]:
    if job["tables"][0][1] == "sqlite":
        from okrctl.shell.sources import database

        connection = database.load(job)
        _write_nothing()
        return {"value": _text(_single(database.run(connection, job))), "rows": {}}
    from okrctl.shell.sources import tables

    loaded = tables.load(job)
    _write_nothing()
    return {"value": _text(_single(tables.run(loaded, job))), "rows": loaded.rows}


def _limit(seconds: int) -> None:
    """Resource limits that hold whatever the engine does, where the system supports them."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (seconds + 1, seconds + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (_FILE_SIZE, _FILE_SIZE))
        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))


def _write_nothing() -> None:
    """From here on, this process can't write to any file, where the system supports that."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _single(rows: Rows) -> Any:
    """The single value of a result with one row and one column."""
    if not rows:
        raise Refused("source-value", "the query returns no row", "it must return one row with one value")
    if len(rows) > 1 or len(rows[0]) != 1:
        found = "more than one row" if len(rows) > 1 else f"{len(rows[0])} columns"
        raise Refused("source-value", f"the query returns {found}", "it must return one row with one value")
    return rows[0][0]


def _text(value: Any) -> str:
    """A value as written in a check-in: exact if possible, floating point with 12 digits."""
    if value is None:
        raise Refused("source-value", "the value is null", "no row may have counted; coalesce(…, 0) would make it 0")
    if isinstance(value, bool):
        return "done" if value else "open"
    if isinstance(value, float):
        if not math.isfinite(value):
            raise Refused("source-value", f"the value is {value}", "is there a division by zero?")
        value = Decimal(f"{value:.12g}")
    if isinstance(value, int | Decimal):
        text = f"{Decimal(value):f}"
        text = (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
    elif isinstance(value, str):
        text = value.strip()
    else:
        kind = type(value).__name__
        raise Refused("source-value", f"the value is a {kind}, not a number", "cast or count it in the query")
    if not text or len(text) > _LONGEST:
        raise Refused("source-value", f"the value has {len(text)} characters", f"at most {_LONGEST} make a number")
    return "0" if text == "-0" else text


if __name__ == "__main__":
    main()
