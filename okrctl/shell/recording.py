"""What this run says, noted down so that it can be said again; see ``shell/replay.py``.

Every command imports this one, so it imports nothing.
"""

from __future__ import annotations

COMMANDS = ("validate", "status", "score", "deps", "tree", "due")
"""Commands that report on the working tree and do nothing else."""

said: list[tuple[str, str]] | None = None
"""Stream (``out`` or ``err``) and text, in order; None when nothing is noted."""


def begin() -> None:
    """Note what is said from now on."""
    global said  # noqa: PLW0603 - one process answers one question at a time
    said = []


def hear(stream: str, text: str) -> None:
    """This run says something."""
    if said is not None:
        said.append((stream, text))


def forget() -> None:
    """This run does more than to report on the working tree: its answer is not kept."""
    global said  # noqa: PLW0603
    said = None
