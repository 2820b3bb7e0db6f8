"""The one place that asks what day it is."""

from __future__ import annotations

from datetime import date


def today() -> date:
    """Today where this machine is."""
    return date.today()
