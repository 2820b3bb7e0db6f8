"""Ends connections whose request does not arrive: each takes one of the places that there are."""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

PATIENCE = 15.0
"""Seconds; a request may take twice as long to arrive."""


class Impatient(H11Protocol):
    """A connection that is closed if it is found waiting for the same request twice."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client connected."""
        super().connection_made(transport)
        self._waited_for: Any = None
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone."""
        self._next_look.cancel()
        super().connection_lost(exc)

    def _look(self) -> None:
        """Close the connection if nothing became complete since the last look."""
        unfinished = self.conn.their_state in (h11.IDLE, h11.SEND_BODY)
        request = (self.conn.their_state, self.cycle) if unfinished else None
        self._next_look = self.loop.call_later(PATIENCE, self._look)
        if request is not None and request == self._waited_for:
            self.transport.close()
        self._waited_for = request
