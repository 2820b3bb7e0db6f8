"""A SQLite database, read-only: with Python's own engine, and without access to other files."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

from okrctl.shell.sources.answer import Refused, Rows

_READING = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
}
_TOO_FAR = ("load_extension", "fts3_tokenizer", "readfile", "writefile", "edit")
_MOST_BYTES = 64 << 20


def load(job: dict[str, Any]) -> sqlite3.Connection:
    """The copy of the database, including its log, closed to everything but reading."""
    path = job["tables"][0][2][0]
    try:
        if Path(f"{path}-wal").exists():
            _take_in_log(path)
        # immutable: SQLite neither looks for a journal or log beside the file nor uses one
        address = f"{Path(path).as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(address, uri=True, isolation_level=None)
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        connection.execute("pragma temp_store = memory")
        connection.execute("pragma trusted_schema = off")
        connection.execute("pragma cell_size_check = on")
        connection.execute("select count(*) from sqlite_master").fetchone()
    except sqlite3.Error as error:
        raise Refused("source-unread", f"{path}: {error}", "is it being written to?", of_query=False) from None
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_BYTES)
    connection.set_authorizer(_allow)
    return connection


def run(connection: sqlite3.Connection, job: dict[str, Any]) -> Rows:
    """The first two rows of the query, enough to tell whether there is just one."""
    try:
        return connection.execute(job["query"], job["given"]).fetchmany(2)
    except sqlite3.ProgrammingError as error:
        message = str(error)
        if "one statement" in message:
            help = "a source can only read"
            raise Refused("source-refused", "it isn't a single SELECT", help) from None
        there = ", ".join(f"${name}" for name in job["given"])
        raise Refused("source-failed", message, f"parameters: {there}") from None
    except sqlite3.Error as error:
        message = str(error)
        if "authoriz" in message or "prohibited" in message:
            help = "a source can only read its database"
            raise Refused("source-refused", f"only reading is allowed: {message}", help) from None
        raise Refused("source-failed", message, None) from None


def _take_in_log(path: str) -> None:
    """Merge a copied log into the copied database. A log names no other file."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("pragma journal_mode = delete")


def _allow(action: int, first: str | None, second: str | None, *_: object) -> int:
    called = action == sqlite3.SQLITE_FUNCTION and second is not None and second.lower() in _TOO_FAR
    return sqlite3.SQLITE_OK if action in _READING and not called else sqlite3.SQLITE_DENY
