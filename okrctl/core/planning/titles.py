"""Titles whose number follows the plan."""

from __future__ import annotations

import re

from okrctl.core.values.quantity import Amount, literal, parse_number

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def renewed_title(title: str, was: Amount | None, now: Amount | None) -> str:
    """The title with the new number, if its only number is that of the old change."""
    found = _NUMBER.findall(title)
    if was is None or now is None or was == now or len(found) != 1 or parse_number(found[0]) != abs(was.value):
        return title
    return title.replace(found[0], f"{literal(abs(now.value)):f}", 1)
