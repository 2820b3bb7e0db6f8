"""The global options."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from okrctl.core.values.frozen import frozen


@frozen
class Settings:
    """The options given before (or after) the command's name; None for those that weren't given."""

    OVERRIDABLE: ClassVar[frozenset[str]] = frozenset(
        {"root", "as_of", "at", "quiet", "verbose", "no_color", "no_cache"}
    )

    root: Path | None = None
    as_of: date | None = None
    at: str | None = None
    quiet: bool = False
    verbose: bool = False
    color: bool = False
    cache: bool = True

    def override(self, option: str, value: Any) -> Settings:
        """These settings, with one option overridden after the command's name."""
        changes: dict[str, Any] = {option: value}
        if option in ("no_color", "no_cache"):
            changes = {option.removeprefix("no_"): False}
        if option == "root":
            changes["root"] = Path(value)
        return replace(self, **changes)
