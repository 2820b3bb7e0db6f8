"""Regular expressions compiled at first use: most runs need only a few of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any


class _Pattern:
    """Compiles its expression when one of its methods is first used."""

    def __init__(self, text: str, flags: int) -> None:
        self._given = (text, flags)

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._given), name)
        # later lookups find it on the instance
        setattr(self, name, found)
        return found


if TYPE_CHECKING:
    pattern = re.compile
else:

    def pattern(text: str, flags: int = 0) -> _Pattern:
        """What ``re.compile`` returns, made at first use."""
        return _Pattern(text, flags)
