"""Converts styles to terminal colors. The only module that uses rich."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from okrctl.views.blocks import Style

# The sixteen colors that every terminal theme adapts to its own background.
_LOOKS: dict[Style, str] = {
    "strong": "bold",
    "dim": "dim",
    "good": "green",
    "warn": "yellow",
    "bad": "red",
    "info": "cyan",
}


@cache
def _around(style: Style) -> tuple[str, str]:
    """The escape sequences before and after text in this style."""
    from rich.color import ColorSystem
    from rich.style import Style as Observation

    before, _, after = Observation.parse(_LOOKS[style]).render("\0", color_system=ColorSystem.STANDARD).partition("\0")
    return before, after


def paint(line: Iterable[tuple[str, Style]]) -> str:
    """One line of safe text with its colors."""
    parts: list[str] = []
    for text, style in line:
        if style and text.strip():
            before, after = _around(style)
            parts += (before, text, after)
        else:
            parts.append(text)
    return "".join(parts)
