"""The one place that asks what day and time it is."""

from __future__ import annotations

from datetime import UTC, date, datetime


def today() -> date:
    """Today where this machine is."""
    return date.today()


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)
