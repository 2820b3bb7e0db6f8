"""The only module that reads the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime


def today() -> date:
    """Today's date in the local time zone."""
    return date.today()


def now() -> datetime:
    """The current time in UTC."""
    return datetime.now(UTC)
