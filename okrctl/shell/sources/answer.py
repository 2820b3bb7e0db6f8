"""What the process that computes a value answers when there is none."""

from __future__ import annotations

from typing import Any

from okrctl.shell.origin import install

INSTALL = install("sources")
Rows = list[tuple[Any, ...]]
_LONGEST = 400


class Refused(Exception):  # noqa: N818 - an answer, not an accident
    """Why there is no value: the slug of a rule, the words, and whether the query is meant or what it reads."""

    def __init__(self, fault: str, message: str, help: str | None = None, *, of_query: bool = True) -> None:
        super().__init__(message)
        help = help and _short(help)
        self.answer = {"fault": fault, "message": _short(message), "help": help, "of_query": of_query}


def _short(text: str) -> str:
    """A query can make an error as long as it likes, and a file have any number of columns to list."""
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
