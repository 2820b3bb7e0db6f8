"""The one error of the API."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class OkrctlError(Exception):
    """The request cannot be carried out: no workspace, an unknown name, an edit that would make the plan invalid.

    ``hint`` is a way out, where there is one.
    """

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(f"{message} ({hint})" if hint else message)
        self.message = message
        self.hint = hint


@contextmanager
def told() -> Iterator[None]:
    """Errors from below as the one of the API."""
    from okrctl.core.values.stop import Stop

    try:
        yield
    except Stop as stop:
        raise OkrctlError(stop.message or "nothing was done", stop.hint) from None
