"""Regular expressions that are compiled when they are first used: most runs need few of the many there are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any


class _Pattern:
    """Stands for the compiled pattern until somebody asks it for something."""

    def __init__(self, text: str, flags: int) -> None:
        self._given = (text, flags)

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._given), name)
        # from now on found without this method
        setattr(self, name, found)
        return found


if TYPE_CHECKING:
    pattern = re.compile
else:

    def pattern(text: str, flags: int = 0) -> _Pattern:
        """What ``re.compile`` returns, made at first use."""
        return _Pattern(text, flags)
