"""What an edit changes in a file, as a unified diff."""

from __future__ import annotations

import re
from difflib import unified_diff

from okrctl.views.blocks import Document, Line, Run, Style, document

_BREAK = re.compile(r"\r\n|\r|\n")
_STYLES: dict[str, Style] = {"+": "good", "-": "bad", "@": "info"}


def difference(path: str, before: str, after: str) -> Document:
    """The changed lines with three lines around them."""
    old, new = (_lines(text) for text in (before, after))
    lines = list(unified_diff(old, new, path, path, lineterm=""))
    head, rest = lines[:2], lines[2:]
    return document(
        [Line(Run(line, "strong")) for line in head] + [Line(Run(line, _STYLES.get(line[:1], ""))) for line in rest]
    )


def _lines(text: str) -> list[str]:
    lines = _BREAK.split(text.removeprefix("\ufeff"))
    return lines if lines[-1] else lines[:-1]
