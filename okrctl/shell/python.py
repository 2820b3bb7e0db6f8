"""How one Python of ours starts another."""

from __future__ import annotations

import sys


def module(name: str) -> list[str]:
    """The command that runs a module of okrctl: nothing in the current folder is taken for a module.

    Where this Python does not listen to the environment (``-I``), the other one does not either.
    """
    return [sys.executable, "-I" if sys.flags.isolated else "-P", "-m", name]
