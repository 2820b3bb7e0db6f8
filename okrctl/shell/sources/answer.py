"""What the process that computes a value answers when there is none."""

from __future__ import annotations

from typing import Any

INSTALL = "pip install 'okrctl[sources]'"
Rows = list[tuple[Any, ...]]
_LONGEST = 400


class Refused(Exception):  # noqa: N818 - an answer, not an accident
    """Why there is no value: the slug of a rule, the words, and whether the query is meant or what it reads."""

    def __init__(self, fault: str, message: str, help: str | None = None, *, of_query: bool = True) -> None:
        super().__init__(message)
        # a query can make an error say whatever it likes, at any length
        message = message if len(message) <= _LONGEST else message[:_LONGEST] + "…"
        self.answer = {"fault": fault, "message": message, "help": help, "of_query": of_query}
