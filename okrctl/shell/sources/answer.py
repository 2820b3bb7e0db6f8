"""The answer of the computing process if there is no value."""

from __future__ import annotations

from typing import Any

from okrctl.shell.origin import install

INSTALL = install("sources")
Rows = list[tuple[Any, ...]]
_LONGEST = 400


class Refused(Exception):  # noqa: N818 - an answer, not an accident
    """Why there is no value: the slug of a rule, the message, and whether it is about the query or the files."""

    def __init__(self, fault: str, message: str, help: str | None = None, *, of_query: bool = True) -> None:
        super().__init__(message)
        help = help and _short(help)
        self.answer = {"fault": fault, "message": _short(message), "help": help, "of_query": of_query}


def _short(text: str) -> str:
    """Shortened: a query can produce an error of any length, and a file have any number of columns."""
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
