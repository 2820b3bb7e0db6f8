"""Starts another Python process with okrctl."""

from __future__ import annotations

import sys


def module(name: str) -> list[str]:
    """The command that runs a module of okrctl, without importing anything from the current folder.

    If this Python ignores the environment (``-I``), so does the other.
    """
    return [sys.executable, "-I" if sys.flags.isolated else "-P", "-m", name]
